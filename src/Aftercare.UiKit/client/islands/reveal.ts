/** PasswordField: shows what is typed while the button is pressed in. Without scripts there is no button. */
import { all, first, onPage } from "../dom";

export function startReveals(): void {
    onPage(() => {
        for (const button of all<HTMLButtonElement>("[data-reveal]")) {
            button.hidden = false;
            if (!first(button, "reveal")) continue;
            const field = document.getElementById(button.getAttribute("aria-controls")!) as HTMLInputElement;
            const show = (shown: boolean) => {
                field.type = shown ? "text" : "password";
                button.setAttribute("aria-pressed", String(shown));
            };
            button.addEventListener("click", () => show(field.type === "password"));
            // Browsers must meet a password when the form leaves, or they keep it among ordinary texts.
            field.form?.addEventListener("submit", () => show(false));
        }
    });
}
