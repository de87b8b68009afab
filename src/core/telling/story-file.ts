/** Reads the story of an incident from its file; any content is possible there and must not crash the reader. */
import { printable } from '../foreign.js';
import { isCount, isFigure, isListOf, isShortText, isTable } from '../table.js';
import {
  MOST_CURVES,
  MOST_POINTS,
  type FigurePoint,
  type IncidentCurves,
  type ProbePoint,
  type ProcessCurve,
} from './incident-curves.js';
import { STORY_FORM, type IncidentStory, type StoryEvent } from './incident-story.js';
import type { Level } from './journal-event.js';

const MOST_SAID = 200;
const MOST_TIMES = 1_000;
const MOST_EVENTS = 400;
/** Twice the size that is written: the points of a long incident are thinned out at the next write. */
const MOST_READ = 2 * MOST_POINTS;
const LEVELS: readonly unknown[] = ['debug', 'info', 'warn', 'error'] satisfies Level[];

/** Identifiers are used as file names, too. */
export const STORY_ID = /^[\w][\w.-]{0,99}$/;

type Head = Omit<IncidentStory, 'form' | 'observes' | 'stops' | 'events' | 'leftOut' | 'curves'>;

/** The story in a file; `undefined` for anything else. Invalid events are left out. */
export function parseStory(value: unknown): IncidentStory | undefined {
  if (!isTable(value) || value['form'] !== STORY_FORM || !isHead(value)) return undefined;
  const { observes, stops, events, leftOut, curves } = value as Record<string, unknown>;
  if (!Array.isArray(events)) return undefined;
  const { application } = value;
  return {
    form: STORY_FORM,
    id: value.id,
    check: value.check,
    application: application === null ? null : printable(application),
    subject: printable(value.subject),
    hostName: printable(value.hostName),
    observes: observes === true,
    openedUnixMs: value.openedUnixMs,
    evidenceUnixMs: value.evidenceUnixMs,
    closedUnixMs: value.closedUnixMs,
    end: value.end,
    stops: isCount(stops) ? stops : 0,
    cure: value.cure,
    provenUnixMs: value.provenUnixMs,
    times: value.times,
    events: events.slice(0, MOST_EVENTS).filter(isEvent),
    leftOut: isCount(leftOut) ? leftOut : 0,
    curves: curvesIn(curves),
    said: value.said,
    mailedUnixMs: value.mailedUnixMs,
  };
}

function isHead(value: Record<string, unknown>): value is Record<string, unknown> & Head {
  const { id, check, application, subject, hostName, end, cure, times, said } = value;
  return (
    isShortText(id) &&
    STORY_ID.test(id) &&
    isOneOf(check, ['limits', 'com']) &&
    (application === null || isShortText(application)) &&
    isShortText(subject) &&
    isShortText(hostName) &&
    isOneOf(end, [null, 'quiet', 'not-watched']) &&
    isOneOf(cure, ['none', 'expected', 'proven']) &&
    isListOf(times, isFigure, MOST_TIMES) &&
    isListOf(said, (each): each is string => isShortText(each), MOST_SAID) &&
    hasTimes(value)
  );
}

function hasTimes(value: Record<string, unknown>): boolean {
  const { openedUnixMs, evidenceUnixMs, closedUnixMs, provenUnixMs, mailedUnixMs } = value;
  return (
    [openedUnixMs, evidenceUnixMs].every(isFigure) &&
    [closedUnixMs, provenUnixMs, mailedUnixMs].every(isFigureOrNull)
  );
}

function isOneOf(value: unknown, words: readonly unknown[]): boolean {
  return words.includes(value);
}

/** The content of a sentence is checked only when it is put into words; an invalid one is left out there. */
function isEvent(value: unknown): value is StoryEvent {
  if (!isTable(value)) return false;
  const { atUnixMs, level, action, sentence } = value;
  return (
    isFigure(atUnixMs) &&
    LEVELS.includes(level) &&
    isShortText(action) &&
    isTable(sentence) &&
    isShortText(sentence['kind'])
  );
}

function curvesIn(value: unknown): IncidentCurves | null {
  if (!isTable(value)) return null;
  const { limits, processes, probes, stops } = value;
  if (!isListOf(stops, isFigure, MOST_READ)) return null;
  if (!isListOf(probes, isProbePoint, MOST_READ)) return null;
  if (!isListOf(processes, isCurve, MOST_CURVES)) return null;
  const { cpu, memory } = isTable(limits) ? limits : {};
  return {
    limits: isFigure(cpu) && isFigure(memory) ? { cpu, memory } : null,
    processes: processes.map((each) => ({ ...each, name: printable(each.name) })),
    probes,
    stops,
  };
}

function isCurve(value: unknown): value is ProcessCurve {
  if (!isTable(value)) return false;
  const { pid, name, startedUnixMs, points } = value;
  return (
    isCount(pid) &&
    isShortText(name) &&
    isFigure(startedUnixMs) &&
    isListOf(points, isFigurePoint, MOST_READ)
  );
}

function isFigurePoint(value: unknown): value is FigurePoint {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [atUnixMs, cpu, memory] = value as readonly unknown[];
  return isFigure(atUnixMs) && isFigureOrNull(cpu) && isFigure(memory);
}

function isProbePoint(value: unknown): value is ProbePoint {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [atUnixMs, tookMs, isGood] = value as readonly unknown[];
  return isFigure(atUnixMs) && isFigure(tookMs) && typeof isGood === 'boolean';
}

function isFigureOrNull(value: unknown): value is number | null {
  return value === null || isFigure(value);
}
