/** Makes one element like another with as few changes as possible: focus, scroll, open details and marked rows stay. */

const keep = new Set(["open", "data-pending"]);

function keyOf(node: Node): string | undefined {
    return node instanceof Element ? node.id || node.getAttribute("data-href") || undefined : undefined;
}

export function morph(from: Element, to: Element): void {
    for (const { name } of [...from.attributes])
        if (!to.hasAttribute(name) && !keep.has(name)) from.removeAttribute(name);
    for (const { name, value } of [...to.attributes])
        if (!keep.has(name) && from.getAttribute(name) !== value) {
            const current = name === "class" && from.classList.contains("is-current");
            from.setAttribute(name, value);
            if (current) from.classList.add("is-current");
        }
    const byKey = new Map<string, Element>();
    for (const child of from.children) {
        const key = keyOf(child);
        if (key) byKey.set(key, child);
    }
    let at = from.firstChild;
    for (const wanted of [...to.childNodes]) {
        const key = keyOf(wanted);
        const known = key ? byKey.get(key) : undefined;
        if (known && known !== at) from.insertBefore(known, at);
        const match = known ?? (at && at.nodeType === wanted.nodeType && at.nodeName === wanted.nodeName && !keyOf(at) && !key ? at : undefined);
        if (!match) {
            from.insertBefore(document.importNode(wanted, true), at);
            continue;
        }
        if (match instanceof Element) morph(match, wanted as Element);
        else if (match.nodeValue !== wanted.nodeValue) match.nodeValue = wanted.nodeValue;
        at = match.nextSibling;
    }
    while (at) {
        const next = at.nextSibling;
        at.remove();
        at = next;
    }
}
