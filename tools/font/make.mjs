// Makes src/Aftercare/Platform/Documents/NotoSansSC.ttf.gz: every character of GBK plus Latin and common signs.
// The radicals of Unicode (U+2E80 to U+2FDF) stay out: a font gives 工 and the radical ⼯ one glyph, and text copied from
// a document would come back as the radical. Run: npm ci && node make.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import subsetFont from 'subset-font';

const characters = new Set('₀₁₂₃₄₅₆₇₈₉²³°′″±×÷≤≥≈€£¥•…–—‘’“”√✓✗☐☑☒→←↑↓★☆ΩµΔ℃№');
for (let code = 0x20; code < 0x180; code++) if (code < 0x7f || code >= 0xa0) characters.add(String.fromCharCode(code));
const gbk = new TextDecoder('gbk');
for (let first = 0x81; first <= 0xfe; first++) {
  for (let second = 0x40; second <= 0xfe; second++) {
    const text = gbk.decode(new Uint8Array([first, second]));
    const code = text.codePointAt(0);
    const radical = code >= 0x2e80 && code <= 0x2fdf, unknown = text.includes('\ufffd'), ownUse = code >= 0xe000 && code <= 0xf8ff;
    if (!radical && !unknown && !ownUse) for (const character of text) characters.add(character);
  }
}
const source = readFileSync(new URL('node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf', import.meta.url));
const font = await subsetFont(source, [...characters].join(''), { targetFormat: 'truetype' });
writeFileSync(new URL('../../src/Aftercare/Platform/Documents/NotoSansSC.ttf.gz', import.meta.url), gzipSync(font, { level: 9 }));
console.log(`${characters.size} characters, ${font.length} bytes`);
