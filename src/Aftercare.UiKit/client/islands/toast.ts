/** Short messages at the corner: from islands, and from the command that just succeeded (cookie "toast"). */
import { getCookie, onPage, setCookie, text } from "../dom";

export function toast(words: string, tone: "info" | "good" | "warn" | "bad" = "info"): void {
    let host = document.querySelector<HTMLElement>(".ui-toasts");
    if (!host) {
        host = document.createElement("div");
        host.className = "ui-toasts";
        host.setAttribute("role", "status");
        // Outside the body's content, so that enhanced navigation does not take it away.
        document.documentElement.append(host);
    }
    const box = document.createElement("div");
    box.className = `ui-alert t-${tone}`;
    const span = document.createElement("span");
    span.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "ui-iconbtn";
    close.textContent = "×";
    close.setAttribute("aria-label", text("close"));
    close.onclick = () => box.remove();
    box.append(span, close);
    host.append(box);
    if (tone !== "bad") setTimeout(() => box.remove(), 6000);
}

export function startToasts(): void {
    addEventListener("ui:toast", e => {
        const { words, tone } = (e as CustomEvent<{ words: string; tone?: "info" | "good" | "warn" | "bad" }>).detail;
        toast(words, tone);
    });
    onPage(() => {
        const said = getCookie("toast");
        if (!said) return;
        setCookie("toast", "", 0);
        toast(decodeURIComponent(said), "good");
    });
}
