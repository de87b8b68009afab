/**
 * Process that draws one picture and ends: SVG on its input, PNG on its output. The first picture takes 40 MB, which a
 * process that runs for months would keep. The only argument is the folder of renderer and fonts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const FONTS = ['pt-sans-latin.woff2', 'pt-sans-cyrillic.woff2'];
/** Resolution for screens with more than 96 dots per inch. */
const ZOOM = 2;

// For one picture, optimizing the renderer does not pay off: it takes four times as long, and 110 MB.
setFlagsFromString('--liftoff-only');
const folder = process.argv[2] ?? '.';
const svg = (await buffer(process.stdin)).toString('utf8');
await initWasm(readFileSync(join(folder, 'resvg.wasm')));
const renderer = new Resvg(svg, {
  fitTo: { mode: 'zoom', value: ZOOM },
  font: {
    loadSystemFonts: false,
    fontBuffers: FONTS.map((name) => readFileSync(join(folder, name))),
    defaultFontFamily: 'PT Sans',
  },
});
const png = renderer.render().asPng();
process.stdout.end(png);
