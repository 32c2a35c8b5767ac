/** DataTable and FilterBar: remembered columns, picked rows, filters that apply at once. */
import { all, first, onPage, store } from "../dom";

function columns(table: HTMLElement): void {
    const key = "columns:" + table.dataset["table"];
    // A chosen view goes before what this browser remembers.
    const view = table.querySelector<HTMLElement>("[data-view-columns]")?.dataset["viewColumns"];
    const chosen: Record<string, boolean> = JSON.parse(view ?? store.get(key) ?? "{}");
    const show = (name: string, on: boolean) => {
        for (const cell of all("[data-col]", table)) if (cell.dataset["col"] === name) cell.hidden = !on;
        for (const box of all<HTMLInputElement>("[data-column]", table)) if (box.dataset["column"] === name) box.checked = on;
    };
    for (const [name, on] of Object.entries(chosen)) show(name, on);
    if (!first(table, "columns")) return;
    table.addEventListener("change", e => {
        const box = e.target as HTMLInputElement;
        const name = box.dataset["column"];
        if (!name) return;
        const now: Record<string, boolean> = JSON.parse(store.get(key) ?? "{}");
        now[name] = box.checked;
        store.set(key, JSON.stringify(now));
        show(name, box.checked);
    });
}

function picking(table: HTMLElement): void {
    const bar = table.querySelector<HTMLElement>("[data-bulk]");
    if (!bar) return;
    const update = () => {
        const boxes = all<HTMLInputElement>("[data-pick]", table);
        const picked = boxes.filter(b => b.checked).length;
        bar.hidden = picked === 0;
        const count = bar.querySelector<HTMLElement>("[data-bulk-count]")!;
        count.textContent = count.dataset["text"]!.replace("{0}", String(picked));
        const every = table.querySelector<HTMLInputElement>("[data-pick-all]");
        if (every) {
            every.checked = picked > 0 && picked === boxes.length;
            every.indeterminate = picked > 0 && picked < boxes.length;
        }
    };
    update();
    if (!first(table, "picking")) return;
    let last: HTMLInputElement | undefined;
    table.addEventListener("click", e => {
        const box = e.target as HTMLInputElement;
        const boxes = all<HTMLInputElement>("[data-pick]", table);
        if (box.matches("[data-pick-all]")) for (const b of boxes) b.checked = box.checked;
        else if (box.matches("[data-pick]")) {
            // Shift extends the choice from the last one, as in every mail program.
            if (e.shiftKey && last?.isConnected) {
                const [a, b] = [boxes.indexOf(last), boxes.indexOf(box)].sort((x, y) => x - y) as [number, number];
                for (const between of boxes.slice(a, b + 1)) between.checked = box.checked;
            }
            last = box;
        } else return;
        update();
    });
}

/** A table that fits needs no scrolling box of its own; without one its head can stick to the page's top. */
function fit(scroll: HTMLElement): void {
    if (!first(scroll, "fit")) return;
    new ResizeObserver(() => {
        const table = scroll.firstElementChild as HTMLElement;
        const fits = table.offsetWidth <= scroll.clientWidth && innerWidth > 900;
        scroll.toggleAttribute("data-fits", fits);
        if (fits) scroll.removeAttribute("tabindex");
        else scroll.tabIndex = 0;
    }).observe(scroll);
}

export function startTables(): void {
    onPage(() => {
        for (const table of all("[data-table]")) if (table.dataset["table"]) columns(table);
        for (const scroll of all(".ui-table-scroll")) fit(scroll);
        for (const bar of all("[data-bulk]")) picking(bar.closest<HTMLElement>(".ui-table-wrap")!);
    });
    document.addEventListener("change", e => {
        const field = e.target as HTMLElement;
        if (field.matches("[data-filter-now]")) field.closest("form")?.requestSubmit();
    });
    // A view is saved with the columns that are shown.
    document.addEventListener("formdata", e => {
        const choice = (e.target as HTMLElement).querySelector<HTMLInputElement>("[data-view-choice]");
        const boxes = choice ? all<HTMLInputElement>("[data-column]", choice.closest<HTMLElement>("[data-table]")!) : [];
        if (choice && boxes.length > 0) e.formData.set(choice.name, JSON.stringify(Object.fromEntries(boxes.map(b => [b.dataset["column"]!, b.checked]))));
    });
    // Empty filters stay out of the address.
    document.addEventListener("formdata", e => {
        if (!(e.target as HTMLElement).matches("[data-filters]")) return;
        for (const [name, value] of [...e.formData.entries()]) if (value === "") e.formData.delete(name);
    });
}
