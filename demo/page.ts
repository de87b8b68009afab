/** The page of the demo: charts of CPU, memory and the answers of the server, as inline SVG. */
import type { Curve, Point } from './log.js';

export interface ChartInput {
  readonly title: string;
  /** Both charts show the same time. */
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
const COLOURS = ['#4e79a7', '#c2452d', '#2d8a5f', '#8a63a8', '#b07d12', '#3c8f9c'];

/** One chart: curves with their names at the end, the limit dashed, kills and failures as crosses. */
export function chart(input: ChartInput): string {
  const { title, fromMs, toMs, limit, limitLabel, secondLabel, series } = input;
  const points = series.flatMap((each) => each.points);
  const start = fromMs;
  const length = Math.max(1_000, toMs - fromMs);
  const top = niceTop(Math.max(limit * 1.15, ...points.map((each) => each.value)));
  const x = (atMs: number) => LEFT + ((atMs - start) / length) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const parts: string[] = [`<text x="${LEFT}" y="18" class="title">${title}</text>`];
  for (let tick = 0; tick <= 4; tick++) {
    const value = (top / 4) * tick;
    parts.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" class="grid"/>`,
      `<text x="${LEFT - 8}" y="${y(value) + 4}" class="tick" text-anchor="end">${round(value)}</text>`,
    );
  }
  const step = Math.max(1, Math.ceil(length / 1_000 / 8));
  for (let second = 0; second * 1_000 <= length; second += step) {
    parts.push(
      `<text x="${x(start + second * 1_000)}" y="${HEIGHT - 12}" class="tick" text-anchor="middle">${second} ${secondLabel}</text>`,
    );
  }
  parts.push(
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(limit)}" y2="${y(limit)}" class="limit"/>`,
    `<text x="${LEFT + 6}" y="${y(limit) - 6}" class="limit-label">${limitLabel} ${round(limit)}</text>`,
  );
  const ends: Place[] = [];
  for (const [at, { label, points: curve, stoppedAtMs, crosses = [] }] of series.entries()) {
    const last = curve.at(-1);
    if (!last) continue;
    const colour = COLOURS[at % COLOURS.length] ?? '#000';
    const path = curve.map(
      (each, n) => `${n === 0 ? 'M' : 'L'}${x(each.atMs).toFixed(1)} ${y(each.value).toFixed(1)}`,
    );
    parts.push(`<path d="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.2"/>`);
    for (const point of stoppedAtMs === undefined ? crosses : [last]) {
      const [cx, cy] = [x(point.atMs), y(point.value)];
      parts.push(
        `<path d="M${cx - 6} ${cy - 6}L${cx + 6} ${cy + 6}M${cx - 6} ${cy + 6}L${cx + 6} ${cy - 6}" stroke="${colour}" stroke-width="3"/>`,
      );
    }
    parts.push(
      `<text x="${x(last.atMs) + 12}" y="${apart(y(last.value) + (stoppedAtMs === undefined ? 4 : -10), ends, x(last.atMs))}" fill="${colour}" class="name">${label}</text>`,
    );
  }
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${parts.join('\n')}</svg>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Moves a label up until it does not cover an earlier one. */
function apart(wanted: number, taken: Place[], x: number): number {
  let y = wanted;
  while (taken.some((each) => Math.abs(each.y - y) < 15 && Math.abs(each.x - x) < 150)) y -= 15;
  taken.push({ x, y });
  return y;
}

function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice =
    [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10].find((each) => each * power >= value) ?? 10;
  return nice * power;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export interface PageInput {
  readonly language: string;
  readonly heading: string;
  readonly note: string;
  readonly charts: readonly string[];
  readonly summary: readonly (readonly string[])[];
}

export function page({ language, heading, note, charts, summary }: PageInput): string {
  const [head = [], ...rows] = summary;
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${heading}</title>
<style>
body { font: 15px/1.5 system-ui, 'Segoe UI', sans-serif; color: #222; background: #fff; max-width: 900px; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 22px; } p { color: #555; }
svg { width: 100%; height: auto; margin: 12px 0; }
.title { font-weight: 600; font-size: 15px; } .tick { font-size: 11px; fill: #777; } .name { font-size: 12.5px; font-weight: 600; }
.grid { stroke: #e6e6e6; } .limit { stroke: #444; stroke-dasharray: 6 4; } .limit-label { font-size: 12px; fill: #444; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 4px 18px 4px 0; border-bottom: 1px solid #e6e6e6; } th { color: #555; font-weight: 600; }
</style></head><body>
<h1>${heading}</h1>
${charts.join('\n')}
<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('\n')}</table>
<p>${note}</p>
</body></html>
`;
}

export function seriesOf(curve: Curve, label: string, figure: 'cpu' | 'memory') {
  const { stoppedAtMs } = curve;
  return { label, points: curve[figure], ...(stoppedAtMs === undefined ? {} : { stoppedAtMs }) };
}
