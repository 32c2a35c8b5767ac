/** CommandForm: one submit at a time, focus on the errors, drafts. */
import { all, first, getCookie, onPage, setCookie, store, text } from "../dom";

const prefix = "draft:";
const skip = /^(__RequestVerificationToken|_handler|_idempotency|_version)$/;
type Draft = { at: number; values: [string, string][] };

function read(form: HTMLFormElement): [string, string][] {
    const values: [string, string][] = [];
    for (const field of form.elements) {
        if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue;
        if (!field.name || skip.test(field.name) || field.type === "password" || field.type === "file") continue;
        if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
            if (field.checked) values.push([field.name, field.value]);
            else if (field.type === "checkbox") values.push([field.name, ""]);
        } else values.push([field.name, field.value]);
    }
    return values;
}

function write(form: HTMLFormElement, values: [string, string][]): void {
    for (const [name, value] of values) {
        const found = form.elements.namedItem(name);
        for (const field of found instanceof RadioNodeList ? [...found] : found ? [found] : []) {
            if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) field.checked = field.value === value;
            else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
            (field as HTMLElement).dispatchEvent(new CustomEvent("ui:restored", { bubbles: true }));
        }
    }
}

function note(form: HTMLFormElement, words: string, discard?: () => void): void {
    const place = form.querySelector<HTMLElement>("[data-draft-note]");
    if (!place) return;
    place.textContent = words;
    if (!discard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link btn-sm";
    button.textContent = text("draft.discard");
    button.onclick = discard;
    place.append(" ", button);
}

function draft(form: HTMLFormElement): void {
    const key = prefix + form.dataset["draft"];
    const initial = read(form);
    const saved = store.get(key);
    // A form that came back with errors already shows what was typed.
    if (saved && !form.hasAttribute("data-failed")) {
        const { values } = JSON.parse(saved) as Draft;
        if (JSON.stringify(values) !== JSON.stringify(initial)) {
            write(form, values);
            note(form, text("draft.restored"), () => {
                store.drop(key);
                write(form, initial);
                note(form, "");
            });
        }
    }
    let timer = 0;
    const keep = () => {
        clearTimeout(timer);
        timer = 0;
        if (store.set(key, JSON.stringify({ at: Date.now(), values: read(form) } satisfies Draft))) note(form, text("draft.kept"));
    };
    form.addEventListener("input", () => {
        clearTimeout(timer);
        timer = window.setTimeout(keep, 400);
    });
    // Kept before the answer comes, so that nothing is kept after it.
    form.addEventListener("submit", () => { if (timer) keep(); });
    addEventListener("pagehide", () => { if (timer && form.isConnected) keep(); });
    form.addEventListener("click", e => {
        if ((e.target as HTMLElement).closest("[data-cancel]")) store.drop(key);
    });
}

function release(): void {
    for (const b of all<HTMLButtonElement>("button[data-busy]")) {
        b.removeAttribute("data-busy");
        b.removeAttribute("aria-disabled");
        b.querySelector(".spinner-border")?.remove();
    }
    for (const f of all<HTMLFormElement>("form[data-sent]")) f.removeAttribute("data-sent");
}

export function startForms(): void {
    document.addEventListener("submit", e => {
        const form = e.target as HTMLFormElement;
        if (form.method !== "post") return;
        if (form.hasAttribute("data-sent")) {
            e.preventDefault();
            e.stopImmediatePropagation();
            return;
        }
        form.setAttribute("data-sent", "");
        const button = ((e as SubmitEvent).submitter ?? form.querySelector("button[type=submit]")) as HTMLButtonElement | null;
        if (button) {
            button.setAttribute("data-busy", "");
            button.setAttribute("aria-disabled", "true");
            const spin = document.createElement("span");
            spin.className = "spinner-border spinner-border-sm";
            spin.setAttribute("aria-hidden", "true");
            button.prepend(spin);
        }
        // The answer may never come: a retry is harmless, the idempotency key is the same.
        setTimeout(release, 15000);
    }, true);
    addEventListener("pageshow", release);
    onPage(partial => {
        if (partial) return;
        release();
        const done = getCookie("saved-draft");
        if (done) {
            store.drop(prefix + decodeURIComponent(done));
            setCookie("saved-draft", "", 0);
        }
        for (const form of all<HTMLFormElement>("form[data-draft]")) if (first(form, "draft:" + form.dataset["draft"])) draft(form);
        document.querySelector<HTMLElement>("[data-errors=posted]")?.focus();
    });
}
