/** Theme, language, off-canvas navigation, menus, and where the focus stands on a new page. */
import { all, onPage, setCookie } from "../dom";

function applyTheme(theme: string): void {
    document.documentElement.dataset["bsTheme"] = theme;
    setCookie("theme", theme);
    markTheme();
}

function markTheme(): void {
    const now = document.documentElement.dataset["bsTheme"] ?? "auto";
    for (const b of all("[data-theme-set]")) b.setAttribute("aria-pressed", String(b.dataset["themeSet"] === now));
}

function nav(open: boolean): void {
    document.body.classList.toggle("ui-nav-open", open);
    for (const b of all("[data-nav-toggle][aria-expanded]")) b.setAttribute("aria-expanded", String(open));
    if (open) requestAnimationFrame(() => document.querySelector<HTMLElement>("#ui-side a")?.focus());
}

export function closeOpen(): boolean {
    let closed = false;
    for (const m of all<HTMLDetailsElement>("details[data-menu][open]")) {
        m.open = false;
        m.querySelector("summary")?.focus();
        closed = true;
    }
    if (document.body.classList.contains("ui-nav-open")) {
        nav(false);
        document.querySelector<HTMLElement>("[data-nav-toggle][aria-expanded]")?.focus();
        closed = true;
    }
    return closed;
}

let here = location.href, path = location.pathname;

/** After an enhanced navigation nothing tells a screen reader that the page is another one: the field to begin with takes the focus, else the heading. */
function arrive(): void {
    if (location.href === here) return;
    const another = location.pathname !== path;
    [here, path] = [location.href, location.pathname];
    if (document.querySelector("[data-errors=posted]")) return;
    const field = all("main [autofocus]").find(e => e.checkVisibility());
    if (field) { field.focus(); return; }
    const heading = document.querySelector<HTMLElement>("main h1");
    if (!another || location.hash !== "" || !heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
}

export function startFrame(): void {
    document.addEventListener("click", e => {
        const target = e.target as HTMLElement;
        const theme = target.closest<HTMLElement>("[data-theme-set]");
        if (theme) applyTheme(theme.dataset["themeSet"]!);
        const culture = target.closest<HTMLElement>("[data-culture]");
        if (culture) {
            e.preventDefault();
            const name = culture.dataset["culture"]!;
            setCookie(".AspNetCore.Culture", encodeURIComponent(`c=${name}|uic=${name}`));
            const url = new URL(location.href);
            url.searchParams.delete("culture");
            location.replace(url);
        }
        if (target.closest("[data-nav-toggle]")) nav(!document.body.classList.contains("ui-nav-open"));
        for (const m of all<HTMLDetailsElement>("details[data-menu][open]"))
            if (!m.contains(target) || target.closest(".ui-menu-body a, .ui-menu-body button[data-theme-set]")) m.open = false;
    });
    onPage(partial => {
        if (!partial) {
            nav(false);
            arrive();
        }
        markTheme();
    });
}
