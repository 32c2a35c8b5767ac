/** FileField: each file is posted at once with its progress; the hidden field gets the ids. */
import { all, first, onPage, text } from "../dom";
import { toast } from "./toast";

export type Stored = { id: string; name?: string; thumbnail?: string };

/** Posts one file. The antiforgery token of the form travels in a header. */
export function send(href: string, file: Blob, name: string, form: HTMLFormElement | null, progress?: (part: number) => void): Promise<Stored> {
    return new Promise((done, fail) => {
        const request = new XMLHttpRequest();
        request.open("POST", href);
        request.setRequestHeader("Accept", "application/json");
        const token = form?.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value;
        if (token) request.setRequestHeader("RequestVerificationToken", token);
        request.upload.onprogress = e => { if (e.lengthComputable) progress?.(e.loaded / e.total); };
        request.onload = () => {
            if (request.status < 200 || request.status > 299) { fail(new Error(String(request.status))); return; }
            try {
                const answer = JSON.parse(request.responseText) as Stored | Stored[];
                done(Array.isArray(answer) ? answer[0]! : answer);
            } catch (e) { fail(e); }
        };
        request.onerror = () => fail(new Error("network"));
        const body = new FormData();
        body.append("file", file, name);
        request.send(body);
    });
}

function field(box: HTMLElement): void {
    const input = box.querySelector<HTMLInputElement>("input[type=file]")!;
    const ids = box.querySelector<HTMLInputElement>("[data-ids]")!;
    const list = box.querySelector<HTMLElement>("[data-list]")!;
    const say = box.querySelector<HTMLElement>("[data-say]")!;
    const max = Number(box.dataset["max"] ?? 10);
    const maxBytes = Number(box.dataset["maxBytes"] ?? 1e12);
    // Files travel by themselves; without this they would be posted a second time with the form.
    input.removeAttribute("name");

    const now = () => ids.value.split(",").filter(Boolean);
    const set = (values: string[]) => {
        ids.value = values.join(",");
        ids.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const removable = (item: HTMLElement, name: string) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "×";
        button.setAttribute("aria-label", text("upload.remove", name));
        button.onclick = () => {
            set(now().filter(id => id !== item.dataset["id"]));
            item.remove();
            input.focus();
        };
        item.append(button);
    };
    for (const item of all("[data-id]", list)) removable(item, item.textContent ?? "");

    const upload = async (file: File) => {
        const item = document.createElement("li");
        item.className = "ui-file";
        if (file.type.startsWith("image/")) {
            const img = document.createElement("img");
            img.alt = "";
            img.src = URL.createObjectURL(file);
            img.onload = () => URL.revokeObjectURL(img.src);
            item.append(img);
        }
        const label = document.createElement("span");
        label.className = "ui-file-name";
        label.textContent = label.title = file.name;
        const bar = document.createElement("progress");
        bar.max = 1;
        bar.value = 0;
        bar.setAttribute("aria-label", file.name);
        item.append(label, bar);
        removable(item, file.name);
        list.append(item);
        const form = box.closest("form");
        const attempt = async () => {
            item.classList.remove("is-failed");
            item.setAttribute("data-pending", "");
            bar.hidden = false;
            try {
                const stored = await send(box.dataset["upload"]!, file, file.name, form, p => { bar.value = p; });
                if (!item.isConnected) return;
                item.dataset["id"] = stored.id;
                set([...now(), stored.id]);
                bar.hidden = true;
                label.textContent = file.name;
                say.textContent = text("upload.done", file.name);
            } catch {
                item.classList.add("is-failed");
                bar.hidden = true;
                label.textContent = say.textContent = text("upload.failed");
                label.onclick = () => { label.onclick = null; void attempt(); };
            } finally { item.removeAttribute("data-pending"); }
        };
        await attempt();
    };

    const take = (files: Iterable<File>) => {
        for (const file of files) {
            if (list.childElementCount >= max) { toast(text("upload.many", max), "warn"); break; }
            if (file.size > maxBytes) { toast(text("upload.large", file.name, Math.floor(maxBytes / 1048576)), "warn"); continue; }
            void upload(file);
        }
    };
    input.addEventListener("change", () => { take([...input.files ?? []]); input.value = ""; });
    box.addEventListener("dragover", e => { e.preventDefault(); box.classList.add("is-over"); });
    box.addEventListener("dragleave", () => box.classList.remove("is-over"));
    box.addEventListener("drop", e => {
        e.preventDefault();
        box.classList.remove("is-over");
        take([...e.dataTransfer?.files ?? []]);
    });
    // A screenshot is pasted where the text is written.
    box.closest("form")?.addEventListener("paste", e => {
        const files = [...e.clipboardData?.files ?? []];
        if (files.length > 0) { e.preventDefault(); take(files); }
    });
}

export function startUploads(): void {
    onPage(() => { for (const box of all("[data-upload]")) if (first(box, "upload")) field(box); });
    document.addEventListener("submit", e => {
        if (!(e.target as HTMLElement).querySelector("[data-pending]")) return;
        e.preventDefault();
        e.stopImmediatePropagation();
        toast(text("upload.wait"), "warn");
    }, true);
}
