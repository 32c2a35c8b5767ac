/** The dispatch board: a card is dropped on somebody's hour, moves at once, and comes back with the reason when the server says no. */
import { all, first, onPage, text } from "../dom";

type Drop = { card: HTMLElement; lane: HTMLElement; hour: number };
type Problem = { title?: string; code?: string; overridable?: boolean; errors?: { message: string }[] };

const lost = new Set(["changed-meanwhile", "work-order.not-open", "work-order.not-scheduled", "work-order.offered", "work-order.already-on-site", "technician.busy"]);
const step = 0.25;
let dragged: { card: HTMLElement; grip: number } | undefined;

function hourAt(board: HTMLElement, lane: HTMLElement, x: number): number {
    const [from, to] = [Number(board.dataset["from"]), Number(board.dataset["to"])];
    const box = lane.getBoundingClientRect();
    const hour = from + (x - box.left) * (to - from) / box.width;
    return Math.min(Math.max(Math.round(hour / step) * step, from), to - step);
}

function put(board: HTMLElement, { card, lane, hour }: Drop): void {
    const [from, to] = [Number(board.dataset["from"]), Number(board.dataset["to"])];
    const item = card.closest("li")!;
    item.style.left = `${(hour - from) * 100 / (to - from)}%`;
    item.style.width = `${Number(card.dataset["minutes"]) / 60 * 100 / (to - from)}%`;
    lane.querySelector("ul")!.append(item);
}

/** Asks for a reason; undefined when the person thought better of it. */
function ask(why: string): Promise<string | undefined> {
    const dialog = document.querySelector<HTMLDialogElement>("[data-board-ask]")!;
    const field = dialog.querySelector<HTMLInputElement>("input[name=reason]")!;
    dialog.querySelector("[data-why]")!.textContent = why;
    field.value = "";
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise(answer => dialog.addEventListener("close", () => answer(dialog.returnValue === "go" ? field.value : undefined), { once: true }));
}

function say(drop: Drop, words: string[], start: string): void {
    const host = document.querySelector<HTMLElement>("[data-board-say]");
    if (!host) return;
    const box = document.createElement("div");
    box.className = "ui-alert t-warn";
    const lines = document.createElement("div");
    for (const word of words) {
        const line = document.createElement("p");
        line.className = "mb-0";
        line.textContent = word;
        lines.append(line);
    }
    // What was wanted stays: the form opens with the same person and time.
    const again = document.createElement("a");
    const href = new URL((drop.card as HTMLAnchorElement).href);
    href.searchParams.set("technician", drop.lane.dataset["lane"]!);
    href.searchParams.set("from", start);
    again.href = href.href;
    again.textContent = text("board.again", drop.card.querySelector("b")?.lastChild?.textContent ?? "");
    lines.append(again);
    box.append(lines);
    host.replaceChildren(box);
    host.scrollIntoView({ block: "nearest" });
}

async function send(board: HTMLElement, drop: Drop, reason?: string, override = false): Promise<Problem | undefined> {
    const { card, lane, hour } = drop;
    const id = card.dataset["card"]!;
    const minutes = Number(card.dataset["minutes"]);
    const start = new Date(Date.parse(board.dataset["board"]!) + hour * 3600_000).toISOString();
    const href = (card.dataset["placed"] ? board.dataset["dropAgain"] : board.dataset["drop"])!.replace("{0}", id);
    try {
        const answer = await fetch(href, {
            method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang, "Idempotency-Key": crypto.randomUUID?.() ?? String(Math.random()) },
            body: JSON.stringify({ technician: Number(lane.dataset["lane"]), start, minutes, version: Number(card.dataset["version"]), reason, override }),
        });
        return answer.ok ? undefined : await answer.json() as Problem;
    } catch {
        return { title: text("board.offline") };
    }
}

async function meanwhile(board: HTMLElement, drop: Drop, start: string): Promise<string[]> {
    const href = board.dataset["meanwhile"];
    if (!href) return [];
    try {
        const query = new URLSearchParams({ order: drop.card.dataset["card"]!, technician: drop.lane.dataset["lane"]!, start, minutes: drop.card.dataset["minutes"]! });
        const answer = await fetch(`${href}?${query}`, { headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang } });
        return answer.ok ? (await answer.json() as { lines: string[] }).lines : [];
    } catch {
        return [];
    }
}

async function drop(board: HTMLElement, lane: HTMLElement, card: HTMLElement, hour: number): Promise<void> {
    const item = card.closest<HTMLElement>("li")!;
    const home = { parent: item.parentElement!, next: item.nextSibling, style: item.getAttribute("style") };
    const back = () => {
        home.parent.insertBefore(item, home.next?.parentNode === home.parent ? home.next : null);
        if (home.style === null) item.removeAttribute("style");
        else item.setAttribute("style", home.style);
    };
    const what: Drop = { card, lane, hour };
    const wall = `${String(Math.floor(hour)).padStart(2, "0")}:${String(Math.round(hour % 1 * 60)).padStart(2, "0")}`;
    board.dataset["busy"] = "true";
    put(board, what);
    card.classList.add("is-saving");
    try {
        let reason: string | undefined;
        if (card.dataset["placed"] && (reason = await ask(text("board.move-why"))) === undefined) return back();
        let problem = await send(board, what, reason);
        if (problem?.overridable) {
            reason ??= await ask(problem.title ?? "");
            if (reason === undefined) return back();
            problem = await send(board, what, reason, true);
        }
        if (!problem) {
            // Each command is one version; the fresh page will say the same.
            card.dataset["version"] = String(Number(card.dataset["version"]) + 1);
            card.dataset["placed"] = "true";
            document.querySelector("[data-board-say]")?.replaceChildren();
            return;
        }
        back();
        const start = new Date(Date.parse(board.dataset["board"]!) + hour * 3600_000).toISOString();
        say(what, [problem.title ?? "", ...(problem.errors ?? []).map(error => error.message), ...(lost.has(problem.code ?? "") ? await meanwhile(board, what, start) : [])].filter(Boolean), wall);
    } finally {
        card.classList.remove("is-saving");
        delete board.dataset["busy"];
        dispatchEvent(new CustomEvent("ui:refresh"));
    }
}

function over(e: DragEvent): { board: HTMLElement; lane: HTMLElement } | undefined {
    const lane = (e.target as HTMLElement).closest?.<HTMLElement>("[data-lane]");
    const board = lane?.closest<HTMLElement>("[data-board]");
    return dragged && lane && board?.dataset["drop"] ? { board, lane } : undefined;
}

export function startBoards(): void {
    onPage(() => {
        for (const board of all("[data-board]")) {
            if (!first(board, "board")) continue;
            board.addEventListener("dragstart", e => {
                const card = (e.target as HTMLElement).closest?.<HTMLElement>("[data-card][draggable=true]");
                if (!card) return;
                // A card of the pool is as wide as the pool: what was gripped there says nothing about the time.
                dragged = { card, grip: card.dataset["placed"] ? e.clientX - card.getBoundingClientRect().left : 0 };
                board.dataset["busy"] = "true";
                e.dataTransfer?.setData("text/plain", card.dataset["card"]!);
                if (e.dataTransfer) e.dataTransfer.effectAllowed = "move";
            });
            board.addEventListener("dragover", e => {
                const at = over(e);
                if (!at) return;
                e.preventDefault();
                for (const lane of all(".is-over", board)) lane.classList.toggle("is-over", lane === at.lane);
                at.lane.classList.add("is-over");
            });
            board.addEventListener("drop", e => {
                const at = over(e);
                if (!at || !dragged) return;
                e.preventDefault();
                const { card, grip } = dragged;
                dragged = undefined;
                void drop(at.board, at.lane, card, hourAt(at.board, at.lane, e.clientX - grip));
            });
            board.addEventListener("dragend", () => {
                if (dragged) delete board.dataset["busy"];
                dragged = undefined;
                for (const lane of all(".is-over", board)) lane.classList.remove("is-over");
            });
        }
    });
}
