/**
 * PlaceField: where the device is. The browser is asked when the form comes into sight, and the answer is told beside the
 * button. Whoever refuses, or stands in a basement, goes on without: a submit waits a few seconds for the answer, no longer.
 */
import { all, onPage, text } from "../dom";

const patience = 5000;
const pending = new WeakMap<HTMLElement, Promise<void>>();

function ask(box: HTMLElement): Promise<void> {
    const value = box.querySelector("input")!;
    const say = box.querySelector<HTMLElement>("[data-say]")!;
    const answer = new Promise<void>(done => {
        const without = (words: string) => {
            say.textContent = text(words);
            done();
        };
        if (!("geolocation" in navigator)) return without("place.unknown");
        say.textContent = text("place.asking");
        navigator.geolocation.getCurrentPosition(found => {
            value.value = `${found.coords.latitude.toFixed(6)},${found.coords.longitude.toFixed(6)}`;
            say.textContent = text("place.known", Math.max(1, Math.round(found.coords.accuracy)));
            done();
        }, why => without(why.code === why.PERMISSION_DENIED ? "place.refused" : "place.unknown"),
        { enableHighAccuracy: true, timeout: 8000, maximumAge: 60000 });
    });
    pending.set(box, answer);
    void answer.then(() => pending.delete(box));
    return answer;
}

export function startPlaces(): void {
    // Enhanced navigation makes other things of old elements: what comes into sight is asked what it is now.
    const watch = new IntersectionObserver(entries => {
        for (const { target, isIntersecting } of entries)
            if (isIntersecting && target instanceof HTMLElement && target.matches("[data-place]") && !pending.has(target) && target.querySelector("input")!.value === "") void ask(target);
    });
    onPage(partial => {
        if (partial) return;
        watch.disconnect();
        for (const box of all("[data-place]")) watch.observe(box);
    });
    document.addEventListener("submit", e => {
        const form = e.target as HTMLFormElement;
        const box = form.querySelector<HTMLElement>("[data-place]");
        const answer = box && pending.get(box);
        if (!answer) return;
        e.preventDefault();
        e.stopImmediatePropagation();
        const enough = new Promise<void>(done => setTimeout(done, patience));
        const button = e.submitter;
        void Promise.race([answer, enough]).then(() => {
            // A question still open in the browser must not hold the form up a second time.
            pending.delete(box);
            form.requestSubmit(button);
        });
    }, true);
}
