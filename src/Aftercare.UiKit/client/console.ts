import { pageLoaded } from "./dom";
import { startBoards } from "./islands/board";
import { startForms } from "./islands/form";
import { startFrame } from "./islands/frame";
import { startKeys } from "./islands/keys";
import { startLive } from "./islands/live";
import { startLookups } from "./islands/lookup";
import { startPlaces } from "./islands/place";
import { startPrinting } from "./islands/print";
import { startReveals } from "./islands/reveal";
import { startSignatures } from "./islands/signature";
import { startTables } from "./islands/table";
import { startTicking } from "./islands/ticking";
import { startToasts } from "./islands/toast";
import { startUploads } from "./islands/upload";

type Blazor = { addEventListener(name: "enhancedload", work: () => void): void };

startFrame();
startKeys();
startUploads();
startPlaces();
startForms();
startTables();
startTicking();
startToasts();
startReveals();
startSignatures();
startLookups();
startLive();
startBoards();
startPrinting();
pageLoaded();

// blazor.web.js loads after this module's turn; enhanced navigation then tells of each new page.
function listen(): void {
    const blazor = (window as { Blazor?: Blazor }).Blazor;
    if (blazor) blazor.addEventListener("enhancedload", () => pageLoaded());
    else if (document.readyState !== "complete") addEventListener("load", listen, { once: true });
}
listen();
