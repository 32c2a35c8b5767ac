/** Two keystrokes to anything: / ? j k enter e n esc, ctrl+enter. */
import { all, text, typing } from "../dom";
import { closeOpen } from "./frame";

let current: HTMLElement | undefined;

function move(step: number): void {
    const rows = all("[data-row]");
    if (rows.length === 0) return;
    const at = current?.isConnected ? rows.indexOf(current) : -1;
    current?.classList.remove("is-current");
    current = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step))]!;
    current.classList.add("is-current");
    current.scrollIntoView({ block: "nearest" });
    current.querySelector<HTMLElement>("a.ui-rowlink")?.focus({ preventScroll: true });
}

function showKeys(): void {
    document.getElementById("ui-keys")?.remove();
    const dialog = document.createElement("dialog");
    dialog.id = "ui-keys";
    dialog.className = "ui-dialog";
    dialog.setAttribute("aria-label", text("keys"));
    const rows: [string, string][] = [["/", "search"], ["j  k", "rows"], ["Enter", "open"], ["n", "new"], ["e", "edit"], ["Ctrl Enter", "submit"], ["Esc", "esc"], ["?", "help"]];
    const list = document.createElement("dl");
    list.className = "ui-keys";
    for (const [key, word] of rows) {
        const dt = document.createElement("dt");
        for (const part of key.split(" ").filter(Boolean)) {
            const kbd = document.createElement("kbd");
            kbd.textContent = part;
            dt.append(kbd, " ");
        }
        const dd = document.createElement("dd");
        dd.textContent = text(`keys.${word}`);
        list.append(dt, dd);
    }
    const title = document.createElement("h2");
    title.textContent = text("keys");
    const close = document.createElement("button");
    close.className = "btn mt-3";
    close.textContent = text("close");
    close.onclick = () => dialog.close();
    dialog.append(title, list, close);
    dialog.onclose = () => dialog.remove();
    document.body.append(dialog);
    dialog.showModal();
}

export function startKeys(): void {
    document.addEventListener("click", e => {
        const target = e.target as HTMLElement;
        if (target.closest("[data-shortcuts]")) showKeys();
        // A click anywhere on a row opens it, unless it was meant for something in it or for selecting text.
        const row = target.closest<HTMLElement>("tr[data-href]");
        if (row && !target.closest("a,button,input,label,select,details,[popover]") && !getSelection()?.toString())
            row.querySelector<HTMLAnchorElement>("a.ui-rowlink")?.click();
    });
    document.addEventListener("keydown", e => {
        if (e.isComposing) return;
        if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
            const form = (e.target as HTMLElement).closest<HTMLFormElement>("form");
            if (form && form.method === "post") {
                e.preventDefault();
                form.requestSubmit();
            }
            return;
        }
        if (e.key === "Escape") {
            if (!closeOpen() && typing(e.target)) (e.target as HTMLElement).blur();
            return;
        }
        if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || document.querySelector("dialog[open]:modal")) return;
        switch (e.key) {
            case "/": {
                const search = document.querySelector<HTMLInputElement>("[data-search]");
                if (!search) return;
                e.preventDefault();
                search.focus();
                search.select();
                break;
            }
            case "?": showKeys(); break;
            case "j": move(1); break;
            case "k": move(-1); break;
            case "e": case "n": document.querySelector<HTMLElement>(`[data-key="${e.key}"]`)?.click(); break;
        }
    });
}
