/** One EventSource for all tabs of a browser: HTTP/1.1 allows six connections to a host. */

const ports = new Map<MessagePort, string[]>();
let source: EventSource | undefined, asked = "", timer = 0, broken = false;

function reconnect(href: string): void {
    const topics = [...new Set([...ports.values()].flat())].sort().join(",");
    if (topics === asked) return;
    asked = topics;
    source?.close();
    source = undefined;
    if (topics === "") return;
    source = new EventSource(`${href}?topics=${encodeURIComponent(topics)}`);
    source.addEventListener("changed", e => {
        const topic = (e as MessageEvent<string>).data;
        for (const [port, wanted] of ports) if (wanted.includes(topic)) port.postMessage(topic);
    });
    source.onerror = () => { broken = true; };
    // After a gap nobody knows what was missed.
    source.onopen = () => {
        if (broken) for (const port of ports.keys()) port.postMessage("*");
        broken = false;
    };
}

(self as unknown as { onconnect: (e: MessageEvent) => void }).onconnect = e => {
    const port = e.ports[0]!;
    ports.set(port, []);
    port.onmessage = m => {
        const { href, topics, gone } = m.data as { href: string; topics: string; gone?: boolean };
        if (gone) ports.delete(port);
        else ports.set(port, topics.split(" ").filter(Boolean));
        clearTimeout(timer);
        timer = setTimeout(() => reconnect(href), 200) as unknown as number;
    };
    port.start();
};
