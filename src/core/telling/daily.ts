/** Figures of the daily mail, and the part of them kept across restarts. Wall times in Unix milliseconds. */
import { isFigure, isTable } from '../table.js';
import type { IncidentStory } from './incident-story.js';

/** The slowest answer of one local day. */
interface Day {
  readonly beganUnixMs: number;
  readonly slowestMs: number | null;
}

export interface DailyState {
  /** The last moment of the schedule that was met. */
  readonly metUnixMs: number;
  readonly today: Day;
  readonly yesterday: Day | null;
}

/** Without a stored state, nothing in the past is due. */
export function initialDaily(wallMs: number): DailyState {
  const today = { beganUnixMs: dayOf(wallMs), slowestMs: null };
  return { metUnixMs: Math.round(wallMs), today, yesterday: null };
}

/** The last local midnight, or the one `daysBack` days before it. */
export function dayOf(wallMs: number, daysBack = 0): number {
  const now = new Date(wallMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack).getTime();
}

/** The state at this moment: at midnight today becomes yesterday. */
export function atDay(state: DailyState, wallMs: number): DailyState {
  const { today } = state;
  const beganUnixMs = dayOf(wallMs);
  if (beganUnixMs === today.beganUnixMs) return state;
  const isNext = today.beganUnixMs === dayOf(wallMs, 1);
  return { ...state, today: { beganUnixMs, slowestMs: null }, yesterday: isNext ? today : null };
}

export function withAnswer(state: DailyState, tookMs: number, wallMs: number): DailyState {
  const now = atDay(state, wallMs);
  const slowestMs = Math.max(now.today.slowestMs ?? 0, Math.round(tookMs));
  return slowestMs === now.today.slowestMs ? now : { ...now, today: { ...now.today, slowestMs } };
}

/** Counts incidents opened and processes stopped on the day before. */
export function countYesterday(
  stories: readonly IncidentStory[],
  wallMs: number,
): { readonly incidents: number; readonly stops: number } {
  const [from, to] = [dayOf(wallMs, 1), dayOf(wallMs)];
  const isThen = (unixMs: number) => unixMs >= from && unixMs < to;
  const stops = stories.flatMap(({ events }) =>
    events.filter(
      ({ atUnixMs, sentence }) =>
        isThen(atUnixMs) && sentence.kind === 'stop-outcome' && sentence.outcome.kind === 'stopped',
    ),
  );
  const incidents = stories.filter(({ openedUnixMs }) => isThen(openedUnixMs));
  return { incidents: incidents.length, stops: stops.length };
}

/** Reads the stored state; `undefined` for anything else. */
export function recallDaily(value: unknown): DailyState | undefined {
  if (!isTable(value)) return undefined;
  const { metUnixMs, today, yesterday } = value;
  const day = readDay(today);
  return isFigure(metUnixMs) && day
    ? { metUnixMs, today: day, yesterday: readDay(yesterday) ?? null }
    : undefined;
}

function readDay(value: unknown): Day | undefined {
  if (!isTable(value)) return undefined;
  const { beganUnixMs, slowestMs } = value;
  if (!isFigure(beganUnixMs) || (slowestMs !== null && !isFigure(slowestMs))) return undefined;
  return { beganUnixMs, slowestMs };
}
