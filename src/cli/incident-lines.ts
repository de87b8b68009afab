/** Incidents as text for a console. */
import {
  lastedMs,
  stateOf,
  type IncidentStory,
  type StoryEvent,
} from '../core/telling/incident-story.js';
import type { IncidentCurves } from '../core/telling/incident-curves.js';
import { formatDuration, formatNumber, formatPercent, formatTime } from '../texts/format.js';
import { incidentTexts } from '../texts/incident.js';
import type { Language } from '../texts/language.js';
import { sentenceText } from '../texts/sentence.js';
import { printable } from '../core/foreign.js';
import { highest, markLine, PLOT_MARGIN, plotLines, type Span } from './incident-plot.js';

const INDENT = '  ';
/** Number of occurrences from which it is shown. */
const SAID_TIMES = 2;

/** A table, newest incident first. */
export function* tableLines(
  stories: readonly IncidentStory[],
  nowMs: number,
  language: Language,
): Generator<string> {
  const texts = incidentTexts(language);
  const { columns } = texts;
  const rows = [
    [
      columns.id,
      columns.opened,
      columns.lasted,
      columns.check,
      columns.stops,
      columns.subject,
      columns.state,
    ],
    ...stories.map((story) => [
      story.id,
      formatTime(story.openedUnixMs),
      formatDuration(spanMs(story, nowMs), language),
      texts.checks[story.check],
      String(story.stops),
      story.application === null ? story.subject : `${story.application}: ${story.subject}`,
      texts.states[stateOf(story)],
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  for (const row of rows) {
    yield row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(INDENT)
      .trimEnd();
  }
  yield '';
  yield texts.more;
}

/** An open one lasts until now. */
function spanMs(story: IncidentStory, nowMs: number): number {
  return stateOf(story) === 'open' ? Math.max(0, nowMs - story.openedUnixMs) : lastedMs(story);
}

/** The whole story. */
export function* storyLines(
  story: IncidentStory,
  nowMs: number,
  width: number,
  language: Language,
): Generator<string> {
  const texts = incidentTexts(language);
  yield texts.title(story);
  yield texts.opened(formatTime(story.openedUnixMs));
  yield story.closedUnixMs === null
    ? texts.stillOpen(formatTime(story.evidenceUnixMs))
    : texts.closed(formatTime(story.closedUnixMs), story.end);
  yield texts.lasted(formatDuration(spanMs(story, nowMs), language));
  if (story.observes) yield texts.observed;
  else yield texts.stops(story.stops);
  if (story.times.length >= SAID_TIMES) yield texts.times(story.times.length);
  if (story.provenUnixMs !== null) yield texts.proven(formatTime(story.provenUnixMs));
  else yield texts.notProven;
  yield '';
  yield `${texts.story}:`;
  yield* eventLines(story, language);
  yield '';
  if (story.curves) yield* curveLines(story, story.curves, width, language);
  else yield texts.noCurves;
}

function* eventLines(
  { events, leftOut, openedUnixMs }: IncidentStory,
  language: Language,
): Generator<string> {
  const texts = incidentTexts(language);
  const gap = leftOut > 0 ? gapAt(events, openedUnixMs) : -1;
  for (const [at, event] of events.entries()) {
    if (at === gap) yield `${INDENT}${texts.leftOut(leftOut)}`;
    const sign = event.level === 'error' ? '!' : ' ';
    yield `${sign} ${formatTime(event.atUnixMs)}  ${eventWords(event, language)}`;
  }
}

/** The largest gap between events is where some were left out. */
function gapAt(events: readonly StoryEvent[], openedUnixMs: number): number {
  const gaps = events.map(
    ({ atUnixMs }, at) => atUnixMs - (events[at - 1]?.atUnixMs ?? openedUnixMs),
  );
  return gaps.indexOf(Math.max(...gaps));
}

/** A sentence of another version, or of a file that was tampered with, does not affect the others. */
function eventWords({ sentence }: StoryEvent, language: Language): string {
  try {
    return printable(sentenceText(sentence, language));
  } catch {
    return incidentTexts(language).unknownEvent;
  }
}

function* curveLines(
  { openedUnixMs, evidenceUnixMs }: IncidentStory,
  curves: IncidentCurves,
  width: number,
  language: Language,
): Generator<string> {
  const texts = incidentTexts(language);
  const { limits, probes, stops, processes } = curves;
  const times = [
    openedUnixMs,
    evidenceUnixMs,
    ...processes.flatMap(({ points }) => points.map(([atUnixMs]) => atUnixMs)),
    ...probes.map(([atUnixMs]) => atUnixMs),
  ];
  const span: Span = {
    fromUnixMs: Math.min(...times),
    untilUnixMs: Math.max(...times),
    width: Math.max(20, width - PLOT_MARGIN - 1),
  };
  const figure = (value: number) => formatNumber(value, language);
  const limitOf = (value: number | undefined) => (value === undefined ? null : figure(value));
  const failed = probes.filter(([, , isGood]) => !isGood);
  const marks = [
    ...failed.map(([atUnixMs]) => ({ atUnixMs, sign: '!' })),
    { atUnixMs: openedUnixMs, sign: '|' },
    ...stops.map((atUnixMs) => ({ atUnixMs, sign: 'x' })),
  ];
  if (processes.length > 0) {
    yield `${texts.cpu(limitOf(limits?.cpu))}, ${texts.highest}`;
    yield* plotLines(highest(curves, 'cpu'), span, figure, limits?.cpu);
    yield markLine(marks, span);
    yield `${texts.memory(limitOf(limits?.memory))}, ${texts.highest}`;
    yield* plotLines(highest(curves, 'memory'), span, figure, limits?.memory);
    yield markLine(marks, span);
  }
  if (probes.length > 0) {
    yield texts.probes;
    const took = probes.map(([atUnixMs, tookMs]) => ({ atUnixMs, value: tookMs / 1_000 }));
    yield* plotLines(took, span, figure);
    yield markLine(marks, span);
  }
  const from = formatTime(span.fromUnixMs);
  const until = formatTime(span.untilUnixMs);
  yield `${' '.repeat(PLOT_MARGIN)}${from}${until.padStart(Math.max(until.length + 1, span.width - from.length))}`;
  yield `${' '.repeat(PLOT_MARGIN)}${texts.legend}`;
  if (processes.length > 0) yield `${texts.processes}:`;
  for (const { name, pid, points } of processes) {
    const cpu = Math.max(0, ...points.map(([, value]) => value ?? 0));
    const memory = Math.max(0, ...points.map(([, , value]) => value));
    yield `${INDENT}${name} ${pid}, ${texts.peak(formatPercent(cpu, language), formatPercent(memory, language))}`;
  }
}
