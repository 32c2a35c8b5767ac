/** A button with data-print opens the browser's own print dialog. */
export function startPrinting(): void {
    document.addEventListener("click", e => {
        if ((e.target as HTMLElement).closest?.("[data-print]")) print();
    });
}
