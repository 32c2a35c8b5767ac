/** Parts of the page that stay fresh: one event stream a browser, shared by its tabs; a changed topic makes its parts fetch themselves. */
import { all, onPage, pageLoaded } from "../dom";
import { morph } from "./morph";

const script = document.querySelector<HTMLScriptElement>("script[data-live]");
let topics = "";
let stale = new Set<string>();
let timer = 0;

const mine = (element: HTMLElement) => (element.dataset["liveTopic"] ?? "").split(/\s+/).filter(Boolean);

async function refresh(): Promise<void> {
    if (document.hidden) return;
    const changed = stale;
    stale = new Set();
    const parts = all("[data-live-topic]").filter(e => e.id && mine(e).some(t => changed.has(t)));
    if (parts.length === 0) return;
    const here = location.href;
    try {
        const answer = await fetch(here, { headers: { Accept: "text/html" }, cache: "no-store" });
        // Signed out or gone: leave what is on the screen.
        if (!answer.ok || answer.redirected || location.href !== here) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of parts) {
            const fresh = page.getElementById(part.id);
            if (fresh && part.isConnected && !part.querySelector("form :focus, :popover-open, [data-busy]")) morph(part, fresh);
        }
        pageLoaded(true);
    } catch { /* offline: the next event or reconnection tries again */ }
}

function heard(topic: string): void {
    const known = topic === "*" ? topics.split(" ") : [topic];
    for (const t of known) stale.add(t);
    clearTimeout(timer);
    // Not all tabs at once.
    timer = window.setTimeout(refresh, 250 + Math.random() * 750);
}

type Port = { tell(topics: string): void };

function connect(href: string, worker: string): Port {
    if ("SharedWorker" in window) {
        const shared = new SharedWorker(worker, { type: "module", name: "aftercare-live" });
        shared.port.onmessage = e => heard(e.data as string);
        shared.port.start();
        addEventListener("pagehide", () => shared.port.postMessage({ href, topics: "", gone: true }));
        return { tell: t => shared.port.postMessage({ href, topics: t }) };
    }
    let source: EventSource | undefined;
    return {
        tell(t) {
            source?.close();
            if (t === "") return;
            source = new EventSource(`${href}?topics=${encodeURIComponent(t.replaceAll(" ", ","))}`);
            source.addEventListener("changed", e => heard((e as MessageEvent<string>).data));
        },
    };
}

export function startLive(): void {
    const href = script?.dataset["live"], worker = script?.dataset["worker"];
    if (!href || !worker) return;
    let port: Port | undefined;
    onPage(() => {
        const now = [...new Set(all("[data-live-topic]").flatMap(mine))].sort().join(" ");
        if (now === topics) return;
        topics = now;
        port ??= connect(new URL(href, document.baseURI).href, new URL(worker, document.baseURI).href);
        port.tell(topics);
    });
    document.addEventListener("visibilitychange", () => { if (!document.hidden && stale.size > 0) void refresh(); });
    addEventListener("online", () => heard("*"));
    // An island that held a part back, or knows that something changed.
    addEventListener("ui:refresh", () => heard("*"));
}
