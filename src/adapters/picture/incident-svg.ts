/** The curves of an incident as SVG: CPU, memory, calls, limits and stops over time. */
import { printable } from '../../core/foreign.js';
import type { IncidentStory } from '../../core/telling/incident-story.js';
import { CURVE_MARGIN_MS, type IncidentCurves } from '../../core/telling/incident-curves.js';
import { formatNumber, formatTime } from '../../texts/format.js';
import { incidentTexts } from '../../texts/incident.js';
import type { Language } from '../../texts/language.js';
import { ceilingOf, columnsOf, timesOf, type Span } from './scale.js';
import {
  BAD,
  cross,
  GAP,
  LEFT,
  LINE,
  mark,
  PICTURE_WIDTH,
  RIGHT,
  round,
  sign,
  text,
} from './shapes.js';

const PANEL = 92;
const COLOURS = ['#1f6feb', '#d97706', '#0f9d58', '#8b5cf6', '#0891b2', '#6b7280'];
const SOFT = '#6b7280';
const GRID = '#e2e5e9';
/** Points farther apart than this are not connected. */
const BREAK_MS = 90_000;

interface Line {
  readonly colour: string;
  readonly points: readonly (readonly [atUnixMs: number, value: number | null])[];
}

interface Panel {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly limit: number | undefined;
  /** Single points for failed calls. */
  readonly crosses: readonly (readonly [atUnixMs: number, value: number])[];
  readonly hasDots: boolean;
}

export interface Drawn {
  readonly svg: string;
  readonly height: number;
}

/** `undefined` if there is nothing to draw. */
export function incidentSvg(
  { curves, openedUnixMs }: Pick<IncidentStory, 'curves' | 'openedUnixMs'>,
  language: Language,
): Drawn | undefined {
  if (!curves) return undefined;
  const span = spanOf(curves, openedUnixMs);
  const panels = panelsOf(curves, language);
  if (!span || panels.length === 0) return undefined;
  const texts = incidentTexts(language);
  const bottom = panels.length * (PANEL + GAP);
  const legend = curves.processes.map(
    ({ name, pid }, at) => [COLOURS[at] ?? SOFT, `${printable(name, 40)} ${pid}`] as const,
  );
  const legendTop = bottom + 34;
  const height = legendTop + Math.ceil((legend.length + 2) / 3) * LINE + 6;
  const x = (unixMs: number) => columnsOf(unixMs, span, LEFT, RIGHT);
  const marks = [
    mark(x(openedUnixMs), bottom, SOFT),
    ...curves.stops.filter((each) => isIn(each, span)).map((each) => mark(x(each), bottom, BAD)),
  ];
  const signs = [
    [BAD, `${texts.limit}, ${texts.stop}, ${texts.failedCall}`] as const,
    ...legend,
  ].map(([colour, words], at) => sign(colour, words, at, legendTop));
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${height}" font-family="PT Sans" font-size="12">`,
    `<rect width="${PICTURE_WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...panels.map((panel, at) => panelSvg(panel, GAP + at * (PANEL + GAP), x, language)),
    ...marks,
    ...timesOf(span).map((each) =>
      text(x(each), bottom + 14, formatTime(each).slice(11, 16), SOFT, 'middle'),
    ),
    ...signs,
    '</svg>',
  ].join('\n');
  return { svg, height };
}

/** From a quarter of an hour before the opening to the last known point. */
export function spanOf(curves: IncidentCurves, openedUnixMs: number): Span | undefined {
  const times = [
    ...curves.processes.flatMap(({ points }) => points.map(([atUnixMs]) => atUnixMs)),
    ...curves.probes.map(([atUnixMs]) => atUnixMs),
  ].filter((each) => each >= openedUnixMs - CURVE_MARGIN_MS);
  if (times.length === 0) return undefined;
  const fromUnixMs = Math.min(openedUnixMs, ...times);
  return { fromUnixMs, untilUnixMs: Math.max(fromUnixMs + 60_000, openedUnixMs, ...times) };
}

function panelsOf(curves: IncidentCurves, language: Language): readonly Panel[] {
  const { processes, limits, probes } = curves;
  const texts = incidentTexts(language);
  const limitOf = (value: number | undefined) =>
    value === undefined ? null : formatNumber(value, language);
  const lines = (of: 1 | 2): readonly Line[] =>
    processes.map(({ points }, at) => ({
      colour: COLOURS[at] ?? SOFT,
      points: points.map((point) => [point[0], point[of]] as const),
    }));
  const figures = { crosses: [], hasDots: false };
  const calls = probes.map(([atUnixMs, tookMs]) => [atUnixMs, tookMs / 1_000] as const);
  return [
    ...(processes.length > 0
      ? [
          {
            ...figures,
            label: texts.cpu(limitOf(limits?.cpu)),
            lines: lines(1),
            limit: limits?.cpu,
          },
          {
            ...figures,
            label: texts.memory(limitOf(limits?.memory)),
            lines: lines(2),
            limit: limits?.memory,
          },
        ]
      : []),
    ...(calls.length > 0
      ? [
          {
            label: texts.probes,
            lines: [{ colour: COLOURS[0] ?? SOFT, points: calls }],
            limit: undefined,
            crosses: calls.filter((_, at) => probes[at]?.[2] === false),
            hasDots: true,
          },
        ]
      : []),
  ];
}

function panelSvg(
  { label, lines, limit, crosses, hasDots }: Panel,
  top: number,
  x: (unixMs: number) => number,
  language: Language,
): string {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value ?? 0));
  const ceiling = ceilingOf(Math.max(limit ?? 0, ...values));
  const y = (value: number) => round(top + PANEL - (Math.min(value, ceiling) / ceiling) * PANEL);
  const grid = [0, ceiling / 2, ceiling].flatMap((value) => [
    `<path d="M${LEFT} ${y(value)}H${RIGHT}" stroke="${GRID}"/>`,
    text(LEFT - 6, y(value) + 4, formatNumber(value, language), SOFT, 'end'),
  ]);
  const drawn = lines.map(
    ({ colour, points }) =>
      `<path d="${pathOf(points, x, y)}" fill="none" stroke="${colour}" stroke-width="1.6"/>`,
  );
  const dots = hasDots
    ? lines.flatMap(({ colour, points }) =>
        points.map(
          ([at, value]) => `<circle cx="${x(at)}" cy="${y(value ?? 0)}" r="1.8" fill="${colour}"/>`,
        ),
      )
    : [];
  const failed = crosses.map(([at, value]) => cross(x(at), y(value)));
  const line =
    limit === undefined
      ? []
      : [
          `<path d="M${LEFT} ${y(limit)}H${RIGHT}" stroke="${BAD}" stroke-width="1.2" stroke-dasharray="6 4"/>`,
        ];
  return [
    text(LEFT, top - 8, label, '#222222', 'start'),
    ...grid,
    ...line,
    ...drawn,
    ...dots,
    ...failed,
  ].join('\n');
}

/** Unknown values and long distances leave a gap. */
function pathOf(
  points: Line['points'],
  x: (unixMs: number) => number,
  y: (value: number) => number,
): string {
  const spacing = points.length < 2 ? 0 : (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const breakMs = Math.max(BREAK_MS, (spacing / Math.max(1, points.length - 1)) * 3);
  let path = '';
  let beforeMs = -Infinity;
  for (const [atUnixMs, value] of points) {
    if (value === null) continue;
    path += `${atUnixMs - beforeMs > breakMs ? 'M' : 'L'}${x(atUnixMs)} ${y(value)}`;
    beforeMs = atUnixMs;
  }
  return path === '' ? 'M0 0' : path;
}

function isIn(unixMs: number, { fromUnixMs, untilUnixMs }: Span): boolean {
  return unixMs >= fromUnixMs && unixMs <= untilUnixMs;
}
