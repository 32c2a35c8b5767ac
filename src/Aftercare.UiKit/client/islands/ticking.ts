/** Relative times and running clocks move without asking the server. */
import { all, text } from "../dom";

export function relative(seconds: number): string | undefined {
    const away = Math.abs(seconds);
    if (away < 45) return text("now");
    if (away >= 30 * 86400) return undefined;
    const [unit, size] = away < 3570 ? ["m", 60] as const : away < 86100 ? ["h", 3600] as const : ["d", 86400] as const;
    return text(`${seconds < 0 ? "ago" : "in"}.${unit}`, Math.max(1, Math.round(away / size)));
}

/** A length of working time: hours and minutes, never days, of which 24 hours would be no working day. */
export function length(seconds: number): string {
    const minutes = Math.floor(Math.abs(seconds) / 60);
    if (minutes < 1) return text("len.0");
    const h = Math.floor(minutes / 60), m = minutes % 60;
    if (h > 0) return m > 0 && h < 100 ? text("len.hm", h, m) : text("len.h", h);
    return text("len.m", m);
}

function tick(): void {
    if (document.hidden) return;
    const now = Date.now() / 1000;
    for (const t of all("[data-ago]")) {
        const words = relative(Number(t.dataset["ago"]) - now);
        if (words && t.textContent !== words) t.textContent = words;
    }
    for (const c of all("[data-due]")) {
        // Working time stands still from the next break on; the server says when it goes on.
        const left = Number(c.dataset["due"]) - Math.min(now, Number(c.dataset["until"]));
        const place = c.querySelector("[data-left]");
        const words = text(left < 0 ? "late" : "left", length(left));
        if (place && place.textContent !== words) place.textContent = words;
        if (left < 0 && !c.classList.contains("t-bad")) {
            c.classList.remove("t-info", "t-warn", "t-good");
            c.classList.add("t-bad");
        }
    }
}

export function startTicking(): void {
    setInterval(tick, 20000);
    document.addEventListener("visibilitychange", tick);
}
