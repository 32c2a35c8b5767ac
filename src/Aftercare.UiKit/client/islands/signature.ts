/** SignatureField: drawn with a finger, posted as a picture when the pen rests. The library comes only when a page has such a field. */
import { all, first, onPage, text } from "../dom";
import { send } from "./upload";

async function field(box: HTMLElement): Promise<void> {
    const { default: SignaturePad } = await import("signature_pad");
    const canvas = box.querySelector("canvas")!;
    const ids = box.querySelector<HTMLInputElement>("[data-ids]")!;
    const say = box.querySelector<HTMLElement>("[data-say]")!;
    const pad = new SignaturePad(canvas, { penColor: "#10233f", minWidth: 0.8, maxWidth: 2.6 });
    const size = () => {
        const ratio = Math.max(devicePixelRatio, 1);
        const strokes = pad.toData();
        canvas.width = canvas.offsetWidth * ratio;
        canvas.height = canvas.offsetHeight * ratio;
        canvas.getContext("2d")!.scale(ratio, ratio);
        pad.clear();
        pad.fromData(strokes);
    };
    new ResizeObserver(size).observe(canvas);
    let timer = 0, turn = 0;
    const save = async () => {
        const mine = ++turn;
        say.textContent = text("sign.saving");
        box.setAttribute("data-pending", "");
        try {
            const picture = await new Promise<Blob>((done, fail) => canvas.toBlob(b => b ? done(b) : fail(new Error("empty")), "image/png"));
            const stored = await send(box.dataset["sign"]!, picture, "signature.png", box.closest("form"));
            if (mine !== turn) return;
            ids.value = stored.id;
            ids.dispatchEvent(new Event("input", { bubbles: true }));
            say.textContent = text("sign.kept");
        } catch {
            if (mine === turn) say.textContent = text("upload.failed");
        } finally { if (mine === turn) box.removeAttribute("data-pending"); }
    };
    pad.addEventListener("beginStroke", () => clearTimeout(timer));
    pad.addEventListener("endStroke", () => {
        box.setAttribute("data-pending", "");
        timer = window.setTimeout(save, 700);
    });
    say.addEventListener("click", () => { if (!pad.isEmpty() && !ids.value) void save(); });
    box.querySelector("[data-sign-clear]")?.addEventListener("click", () => {
        clearTimeout(timer);
        turn++;
        pad.clear();
        ids.value = "";
        say.textContent = "";
        box.removeAttribute("data-pending");
    });
}

export function startSignatures(): void {
    onPage(() => { for (const box of all("[data-sign]")) if (first(box, "sign")) void field(box); });
}
