import { pageLoaded } from "./dom";
import { startForms } from "./islands/form";
import { startFrame } from "./islands/frame";
import { startKeys } from "./islands/keys";
import { startTables } from "./islands/table";
import { startTicking } from "./islands/ticking";

type Blazor = { addEventListener(name: "enhancedload", work: () => void): void };

startFrame();
startKeys();
startForms();
startTables();
startTicking();
pageLoaded();

// blazor.web.js loads after this module's turn; enhanced navigation then tells of each new page.
function listen(): void {
    const blazor = (window as { Blazor?: Blazor }).Blazor;
    if (blazor) blazor.addEventListener("enhancedload", pageLoaded);
    else if (document.readyState !== "complete") addEventListener("load", listen, { once: true });
}
listen();
