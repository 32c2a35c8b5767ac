/** LookupField: type-ahead over a JSON endpoint, by the combobox pattern. */
import { all, first, onPage, text } from "../dom";

type Found = { value: string; text: string; hint?: string };

function field(box: HTMLElement): void {
    const input = box.querySelector<HTMLInputElement>("[role=combobox]")!;
    const value = box.querySelector<HTMLInputElement>("[data-value]")!;
    const list = box.querySelector<HTMLElement>("[role=listbox]")!;
    let found: Found[] = [], at = -1, timer = 0, asked: AbortController | undefined;

    const open = (yes: boolean) => {
        list.hidden = !yes;
        input.setAttribute("aria-expanded", String(yes));
        if (!yes) { at = -1; input.removeAttribute("aria-activedescendant"); }
    };
    const mark = (i: number) => {
        at = i;
        [...list.children].forEach((li, n) => li.setAttribute("aria-selected", String(n === i)));
        const li = list.children[i];
        if (li) {
            input.setAttribute("aria-activedescendant", li.id);
            li.scrollIntoView({ block: "nearest" });
        }
    };
    const pick = (f: Found) => {
        input.value = f.text;
        value.value = f.value;
        input.setCustomValidity("");
        open(false);
        value.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new CustomEvent("ui:picked", { bubbles: true, detail: f }));
        if (box.dataset["submit"]) box.closest("form")?.requestSubmit();
    };
    const say = (words: string) => {
        const li = document.createElement("li");
        li.setAttribute("role", "option");
        li.setAttribute("aria-disabled", "true");
        li.textContent = words;
        list.replaceChildren(li);
        found = [];
        open(true);
    };
    const show = () => {
        if (found.length === 0) { say(text("lookup.none")); return; }
        list.replaceChildren(...found.map((f, i) => {
            const li = document.createElement("li");
            li.id = `${list.id}-${i}`;
            li.setAttribute("role", "option");
            li.setAttribute("aria-selected", "false");
            li.textContent = f.text;
            if (f.hint) {
                const small = document.createElement("small");
                small.textContent = f.hint;
                li.append(small);
            }
            li.onpointerdown = e => { e.preventDefault(); pick(f); };
            return li;
        }));
        open(true);
        mark(0);
    };
    const ask = async () => {
        asked?.abort();
        asked = new AbortController();
        const url = new URL(box.dataset["lookup"]!, location.href);
        url.searchParams.set("q", input.value.trim());
        try {
            const answer = await fetch(url, { signal: asked.signal, headers: { Accept: "application/json" } });
            if (!answer.ok) throw new Error(String(answer.status));
            found = await answer.json() as Found[];
            if (document.activeElement === input) show();
        } catch (e) {
            if ((e as Error).name !== "AbortError") say(text("lookup.error"));
        }
    };
    input.addEventListener("input", e => {
        value.value = "";
        clearTimeout(timer);
        // While a Chinese word is being composed there is nothing to look up yet.
        if ((e as InputEvent).isComposing) return;
        timer = window.setTimeout(ask, 150);
    });
    input.addEventListener("compositionend", () => { timer = window.setTimeout(ask, 50); });
    input.addEventListener("keydown", e => {
        if (e.isComposing) return;
        if (e.key === "ArrowDown" || e.key === "ArrowUp") {
            e.preventDefault();
            if (list.hidden) void ask();
            else if (found.length > 0) mark((at + (e.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
        } else if (e.key === "Enter" && !list.hidden && found[at] && !e.ctrlKey) {
            e.preventDefault();
            pick(found[at]!);
        } else if (e.key === "Escape" && !list.hidden) {
            e.preventDefault();
            e.stopPropagation();
            open(false);
        } else if (e.key === "Tab" && !list.hidden && found[at] && input.value) pick(found[at]!);
    });
    input.addEventListener("blur", () => open(false));
}

export function startLookups(): void {
    onPage(() => { for (const box of all("[data-lookup]")) if (first(box, "lookup")) field(box); });
}
