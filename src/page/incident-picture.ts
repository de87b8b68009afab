/**
 * The context of an incident: figures and calls of the minutes before, during and after, as far as the page has them.
 */
import type { AgentStatus } from '../core/telling/status.js';
import type { ViewIncident } from '../core/viewing/view.js';
import { formatDuration } from '../texts/format.js';
import { Chart, type ChartContent, type Series } from './chart.js';
import { element } from './element.js';
import type { Curve, PageHistory } from './history.js';
import { chartPercent, chartTime, wholeMs, type Words } from './words.js';

export interface PictureContext {
  readonly history: PageHistory;
  readonly status: AgentStatus | null;
  readonly nowUnixMs: number;
  readonly words: Words;
}

/** Time shown before the opening and after the end. */
const MARGIN_MS = 15 * 60_000;
const HEIGHT = 130;
/** More curves could not be distinguished: first those of stopped processes, then the highest. */
const MOST_CURVES = 6;

/** Charts of CPU, memory and calls; none where the page has no data for that time. */
export function incidentPicture(each: ViewIncident, context: PictureContext): HTMLElement[] {
  const { history, status, nowUnixMs, words } = context;
  const until = Math.min(nowUnixMs, (each.closedUnixMs ?? nowUnixMs) + MARGIN_MS);
  const range = [(each.openedUnixMs - MARGIN_MS) / 1_000, until / 1_000] as const;
  const isIn = (seconds: number) => seconds >= range[0] && seconds <= range[1];
  const curves = [...history.curves.values()].filter(
    ({ application, at }) => application === each.application && at.some(isIn),
  );
  const limits = status?.applications.find(({ name }) => name === each.application)?.limits;
  const percent = (value: number) => chartPercent(value, words.locale);
  const stops = curves.flatMap(({ stoppedUnixMs }) =>
    stoppedUnixMs !== null && isIn(stoppedUnixMs / 1_000) ? [stoppedUnixMs / 1_000] : [],
  );
  const figures = (['cpu', 'memory'] as const).flatMap((name) => {
    const limit = limits?.[name];
    const content = {
      ...columnsOf(foremost(curves, name, isIn), name, isIn),
      lines:
        limit === undefined
          ? []
          : [{ label: words.limit, colour: 'limit', value: limit, dash: [6, 4] }],
      marks: stops,
    };
    return content.at.length === 0 ? [] : [figure(words[name], content, range, percent)];
  });
  const calls = callsOf(each, context, isIn);
  const duration = (ms: number) => formatDuration(ms, words.locale);
  if (calls.at.length > 0) figures.push(figure(words.probes, calls, range, duration));
  return figures;
}

function foremost(
  curves: readonly Curve[],
  name: 'cpu' | 'memory',
  isIn: (seconds: number) => boolean,
): readonly Curve[] {
  const peak = (curve: Curve) =>
    Math.max(
      0,
      ...curve[name].filter((_, index) => isIn(curve.at[index] ?? 0)).map((value) => value ?? 0),
    );
  const rank = (curve: Curve) => (curve.stoppedUnixMs === null ? 0 : 1_000_000) + peak(curve);
  return [...curves].sort((one, other) => rank(other) - rank(one)).slice(0, MOST_CURVES);
}

/** Combines curves with different times into columns of one table. */
function columnsOf(
  curves: readonly Curve[],
  name: 'cpu' | 'memory',
  isIn: (seconds: number) => boolean,
): Pick<ChartContent, 'at' | 'series'> {
  const at = [...new Set(curves.flatMap((curve) => curve.at.filter(isIn)))].sort((a, b) => a - b);
  const series = curves.map((curve): Series => {
    const known = new Map(curve.at.map((seconds, index) => [seconds, curve[name][index] ?? null]));
    return {
      label: `${curve.name} ${curve.pid}`,
      colour: name,
      values: at.map((seconds) => known.get(seconds) ?? null),
      spansGaps: true,
    };
  });
  return { at, series };
}

function callsOf(
  { application, check }: ViewIncident,
  { history, words }: PictureContext,
  isIn: (seconds: number) => boolean,
): ChartContent {
  const own = history.probes.filter(
    (each) => check === 'com' && each.application === application && isIn(each.atUnixMs / 1_000),
  );
  return {
    at: own.map(({ atUnixMs }) => atUnixMs / 1_000),
    series: [
      {
        label: words.probes,
        colour: 'authorize',
        values: own.map(({ stages }) => wholeMs(stages)),
        hasPoints: true,
      },
    ],
    lines: [],
    marks: own.filter((each) => each.class !== 'ok').map(({ atUnixMs }) => atUnixMs / 1_000),
  };
}

function figure(
  title: string,
  content: ChartContent,
  range: readonly [number, number],
  shown: (value: number) => string,
): HTMLElement {
  const chart = new Chart({
    height: HEIGHT,
    shown,
    time: chartTime,
  });
  const highest = Math.max(
    0,
    ...content.series.flatMap(({ values }) => values.filter((value) => value !== null)),
  );
  const caption = element('figcaption', {}, element('span', {}, title), chart.readout);
  chart.show(content, range, `${title}: ${shown(highest)}`);
  return element('figure', {}, caption, chart.root);
}
