/** The page of the demo: charts of CPU, memory and the answers of the server, as inline SVG. */
import { formatNumber } from '../src/texts/format.js';
import type { Language } from '../src/texts/language.js';
import { LabelPlaces } from './labels.js';
import type { Curve, Point } from './log.js';

export interface ChartInput {
  readonly title: string;
  readonly language: Language;
  /** All charts show the same time. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
  readonly limitLabel: string;
  readonly secondLabel: string;
  readonly series: readonly {
    readonly label: string;
    readonly points: readonly Point[];
    readonly stoppedAtMs?: number;
    /** Points that are marked. */
    readonly crosses?: readonly Point[];
  }[];
}

const WIDTH = 860;
const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 190;
const TOP = 34;
const BOTTOM = 34;
/** Curves have the colours c0 to c5 of the style sheet. */
const COLOURS = 6;

/** One chart: curves with their names at the end, the limit dashed, stops and failures as crosses. */
export function chart(input: ChartInput): string {
  const { title, language, fromMs, toMs, limit, series } = input;
  const points = series.flatMap((each) => each.points);
  const length = Math.max(1_000, toMs - fromMs);
  const top = niceTop(Math.max(limit * 1.15, ...points.map((each) => each.value)));
  const x = (atMs: number) => round(LEFT + ((atMs - fromMs) / length) * (WIDTH - LEFT - RIGHT));
  const y = (value: number) => round(HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM));
  const shown = (value: number) => formatNumber(value, language, 2);
  const places = new LabelPlaces({ left: 0, right: WIDTH, top: TOP - 14, bottom: HEIGHT - BOTTOM });

  const parts: string[] = [`<text x="${LEFT}" y="18" class="title">${escape(title)}</text>`];
  for (let tick = 0; tick <= 4; tick++) {
    const value = (top / 4) * tick;
    parts.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" class="grid"/>`,
      `<text x="${LEFT - 8}" y="${y(value) + 4}" class="tick" text-anchor="end">${shown(value)}</text>`,
    );
  }
  const step = Math.max(1, Math.ceil(length / 1_000 / 8));
  for (let second = 0; second * 1_000 <= length; second += step) {
    parts.push(
      `<text x="${x(fromMs + second * 1_000)}" y="${HEIGHT - 12}" class="tick" text-anchor="middle">${second} ${input.secondLabel}</text>`,
    );
  }
  const limitText = `${input.limitLabel} ${shown(limit)}`;
  const limitPlace = places.take(limitText, LEFT + 6, y(limit) - 6);
  parts.push(
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(limit)}" y2="${y(limit)}" class="limit"/>`,
  );
  const labels = [
    `<text x="${limitPlace.x}" y="${limitPlace.y}" class="limit-label">${escape(limitText)}</text>`,
  ];
  for (const [at, { label, points: curve, stoppedAtMs, crosses = [] }] of series.entries()) {
    const last = curve.at(-1);
    if (!last) continue;
    const colour = `c${at % COLOURS}`;
    const path = curve.map((each, n) => `${n === 0 ? 'M' : 'L'}${x(each.atMs)} ${y(each.value)}`);
    parts.push(`<path d="${path.join(' ')}" class="curve ${colour}"/>`);
    for (const point of stoppedAtMs === undefined ? crosses : [last]) {
      const [cx, cy] = [x(point.atMs), y(point.value)];
      parts.push(
        `<path d="M${cx - 6} ${cy - 6}L${cx + 6} ${cy + 6}M${cx - 6} ${cy + 6}L${cx + 6} ${cy - 6}" class="cross ${colour}"/>`,
      );
    }
    if (label === '') continue;
    const place = places.take(label, x(last.atMs) + 12, y(last.value) + 4);
    labels.push(
      `<text x="${place.x}" y="${place.y}" class="name ${colour}">${escape(label)}</text>`,
    );
  }
  // Above the curves.
  parts.push(...labels);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}">${parts.join('\n')}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice =
    [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10].find((each) => each * power >= value) ?? 10;
  return nice * power;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; --text: #222; --soft: #555; --back: #fff; --grid: #e6e6e6; --tick: #767676; --limit: #444;
  --c0: #4e79a7; --c1: #c2452d; --c2: #2d8a5f; --c3: #8a63a8; --c4: #a06f0a; --c5: #2f808c; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --soft: #b0b0b0; --back: #16181c; --grid: #2c3036; --tick: #9a9a9a;
  --limit: #c4c4c4; --c0: #8ab4e8; --c1: #ff8a70; --c2: #63cf9d; --c3: #cba6ec; --c4: #e8b84a; --c5: #74cfdc; } }
body { font: 15px/1.5 system-ui, 'Segoe UI', sans-serif; color: var(--text); background: var(--back); max-width: 900px;
  margin: 32px auto; padding: 0 16px; }
h1 { font-size: 22px; } p { color: var(--soft); }
svg { width: 100%; height: auto; margin: 12px 0; }
.title { font-weight: 600; font-size: 15px; fill: var(--text); } .tick { font-size: 11px; fill: var(--tick); }
.name { font-size: 12.5px; font-weight: 600; paint-order: stroke; stroke: var(--back); stroke-width: 4px; }
.curve { fill: none; stroke-width: 2.2; } .cross { fill: none; stroke-width: 3; }
.grid { stroke: var(--grid); } .limit { stroke: var(--limit); stroke-dasharray: 6 4; }
.limit-label { font-size: 12px; fill: var(--limit); paint-order: stroke; stroke: var(--back); stroke-width: 4px; }
${[0, 1, 2, 3, 4, 5].map((n) => `.curve.c${n}, .cross.c${n} { stroke: var(--c${n}); } .name.c${n} { fill: var(--c${n}); }`).join('\n')}
.wide { overflow-x: auto; } table { border-collapse: collapse; }
th, td { text-align: left; padding: 4px 18px 4px 0; border-bottom: 1px solid var(--grid); } th { color: var(--soft); font-weight: 600; }
`;

export interface PageInput {
  readonly language: Language;
  readonly heading: string;
  readonly note: string;
  readonly charts: readonly string[];
  readonly summary: readonly (readonly string[])[];
}

export function page({ language, heading, note, charts, summary }: PageInput): string {
  const [head = [], ...rows] = summary;
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(heading)}</title>
<style>${STYLE}</style></head><body>
<h1>${escape(heading)}</h1>
${charts.join('\n')}
<div class="wide"><table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('\n')}</table></div>
<p>${escape(note)}</p>
</body></html>
`;
}

export function seriesOf(curve: Curve, label: string, figure: 'cpu' | 'memory') {
  const { stoppedAtMs } = curve;
  return { label, points: curve[figure], ...(stoppedAtMs === undefined ? {} : { stoppedAtMs }) };
}
