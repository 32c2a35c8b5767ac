// Builds what the browser loads: dist/console.css, dist/portal.css, dist/console.js, dist/live-worker.js,
// and the icon paths that <Icon> embeds. Run by the project file when an input is newer than the output.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const client = dirname(fileURLToPath(import.meta.url));
const root = dirname(client);
const dist = join(root, "wwwroot/dist");
const modules = join(root, "node_modules");
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await mkdir(join(client, "dist"), { recursive: true });

/** Tabler is dark only under data-bs-theme=dark; "auto" follows the system without any script. */
const followSystem = {
    postcssPlugin: "follow-system",
    Once(sheet, { AtRule }) {
        sheet.walkRules(rule => {
            if (rule.parent.type === "atrule" && rule.parent.name !== "media") return;
            const dark = rule.selectors.filter(s => s.includes("[data-bs-theme=dark]"));
            if (dark.length === 0 || rule.done) return;
            const copy = rule.clone({ selectors: dark.map(s => s.replaceAll("[data-bs-theme=dark]", "[data-bs-theme=auto]")) });
            copy.done = true;
            const media = new AtRule({ name: "media", params: "screen and (prefers-color-scheme: dark)" });
            media.append(copy);
            rule.after(media);
        });
    },
};

/** Parts of Tabler nobody here uses, although a kept word names them: coloured navbars, and what Aftercare draws itself. */
const never = /data-bs-navbar-theme|theme-dark|data-theme=|\.(navbar|badge|legend|popover|kbd)\b/;
const neverInPortal = /\.(nav|figure|table|alert|placeholder|card-footer|btn-lg|hr|h[1-6])\b|:disabled|\[readonly\]|input-group|file-selector|::-webkit-scrollbar/;
const drop = unused => ({
    postcssPlugin: "drop-unused",
    Rule(rule) {
        const kept = rule.selectors.filter(s => !unused.some(u => u.test(s)));
        if (kept.length === 0) rule.remove();
        else if (kept.length < rule.selectors.length) rule.selectors = kept;
    },
});

/** A token set on the root twice is sent once: the later one wins anyway. */
const dedupeRoot = {
    postcssPlugin: "dedupe-root",
    Once(sheet) {
        const later = new Set();
        for (const rule of [...sheet.nodes].reverse()) {
            if (rule.type !== "rule" || !rule.selectors.includes(":root")) continue;
            for (const d of [...rule.nodes].reverse()) {
                if (d.type !== "decl") continue;
                if (later.has(d.prop)) d.remove();
                else later.add(d.prop);
            }
            if (rule.nodes.length === 0) rule.remove();
        }
    },
};

async function sheet(name, keepFile, ownFiles, purgeOwn = false) {
    const keep = await readFile(join(client, "styles", keepFile), "utf8");
    const words = keep.split("\n").filter(l => !l.startsWith("#")).join(" ");
    const tabler = await readFile(join(modules, "@tabler/core/dist/css/tabler.css"), "utf8");
    const dropped = postcss([drop(purgeOwn ? [never, neverInPortal] : [never])]).process(tabler, { from: undefined }).css;
    let own = "";
    for (const f of ownFiles) own += await readFile(join(client, "styles", f), "utf8");
    const both = purgeOwn ? `${dropped}\n${own}` : `${dropped}\n/*! purgecss start ignore */\n${own}\n/*! purgecss end ignore */`;
    const [purged] = await new PurgeCSS().purge({
        content: [{ raw: words, extension: "html" }],
        css: [{ raw: both }],
        defaultExtractor: text => text.match(/[\w-]+/g) ?? [],
        variables: true, keyframes: true, fontFace: true,
        safelist: { standard: ["data-bs-theme", "html", "body", ":root"] },
    });
    const themed = postcss([dedupeRoot, followSystem]).process(purged.css, { from: undefined }).css;
    const { code } = await esbuild.transform(themed, { loader: "css", minify: true, legalComments: "none", target: "chrome111" });
    await writeFile(join(dist, name), `/*! Tabler, MIT, (c) The Tabler Authors */${code}`);
}

async function icons() {
    const nodes = JSON.parse(await readFile(join(modules, "@tabler/icons/tabler-nodes-outline.json"), "utf8"));
    const names = (await readFile(join(client, "icons.txt"), "utf8")).split(/\s+/).filter(Boolean);
    const lines = [...new Set(names)].sort().map(name => {
        if (!nodes[name]) throw new Error(`icons.txt: Tabler has no outline icon "${name}"`);
        const body = nodes[name].map(([tag, a]) => `<${tag} ${Object.entries(a).map(([k, v]) => `${k}="${v}"`).join(" ")}/>`).join("");
        return `${name}\t${body}`;
    });
    await writeFile(join(client, "dist/icons.tsv"), lines.join("\n") + "\n");
}

execFileSync(process.execPath, [join(modules, "typescript/bin/tsc"), "--noEmit", "-p", root], { stdio: "inherit" });
await Promise.all([
    sheet("console.css", "keep-console.txt", ["tokens.css", "base.css", "components.css", "console.css"]),
    sheet("portal.css", "keep-portal.txt", ["tokens.css", "base.css", "components.css", "portal.css"], true),
    icons(),
    esbuild.build({
        entryPoints: { "console": join(client, "console.ts"), "live-worker": join(client, "live-worker.ts") },
        outdir: dist, bundle: true, minify: true, splitting: true, format: "esm", target: "es2022",
        chunkNames: "chunk-[name]", legalComments: "none", logLevel: "warning",
    }),
]);
