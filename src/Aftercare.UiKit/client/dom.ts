/** Small things every island uses. */

const texts: Record<string, string> = JSON.parse(document.getElementById("ui-texts")?.textContent ?? "{}");

/** A text of the library in the page's language, with {0}, {1} filled in. */
export function text(key: string, ...values: (string | number)[]): string {
    return (texts[key] ?? key).replace(/\{(\d)\}/g, (_, i: string) => String(values[Number(i)] ?? ""));
}

export function all<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] {
    return [...root.querySelectorAll<T>(selector)];
}

/**
 * Runs now, after each enhanced navigation, and (partial) after a live part was refreshed.
 * The work must stand being done twice on one element.
 */
export function onPage(work: (partial: boolean) => void): void {
    pages.push(work);
}
const pages: ((partial: boolean) => void)[] = [];
export function pageLoaded(partial = false): void {
    for (const work of pages) work(partial);
}

/** True the first time an island sees an element; Blazor keeps elements across enhanced navigation, so attributes may vanish but this does not. */
const seen = new WeakMap<Element, Set<string>>();
export function first(element: Element, island: string): boolean {
    const had = seen.get(element) ?? new Set<string>();
    if (had.has(island)) return false;
    seen.set(element, had.add(island));
    return true;
}

export function setCookie(name: string, value: string, days = 365): void {
    document.cookie = `${name}=${value};path=/;max-age=${days * 86400};samesite=lax`;
}
export function getCookie(name: string): string | undefined {
    return document.cookie.split("; ").find(c => c.startsWith(name + "="))?.slice(name.length + 1);
}

/** Storage can be full or forbidden; nothing here depends on it. */
export const store = {
    get(key: string): string | null {
        try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key: string, value: string): boolean {
        try { localStorage.setItem(key, value); return true; } catch { return false; }
    },
    drop(key: string): void {
        try { localStorage.removeItem(key); } catch { /* nothing to drop then */ }
    },
};

export function typing(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
        && !/^(checkbox|radio|button|submit)$/.test((target as HTMLInputElement).type));
}
