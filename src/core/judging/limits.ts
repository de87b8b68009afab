/** Rule of the limit check: strictly greater, CPU or memory, each process separately. */
import type { Watched } from '../observing/process-table.js';
import { sameTarget } from '../observing/identity.js';
import { applicationOf } from './suspects.js';
import type { Figures, Target } from '../observing/model.js';

export interface Limits {
  readonly maxCpuPercent: number;
  readonly maxMemoryPercent: number;
}

export type BreachedLimit = 'cpu' | 'memory';

/** Requires at least `needed` of the last `of` samples to exceed a limit. */
export interface Sustain {
  readonly needed: number;
  readonly of: number;
}

export interface Verdict {
  readonly target: Target;
  readonly watched: Watched;
  readonly breached: readonly BreachedLimit[];
  /** Number of recent samples over a limit, including this one. */
  readonly over: number;
  /** Whether this sample exceeds a limit and enough of the recent ones did. */
  readonly sustained: boolean;
}

/** Whether each of the last `sustain.of` samples exceeded a limit, newest last, by target. */
export interface OverRecord {
  readonly target: Target;
  readonly overs: readonly boolean[];
}
export type OverRecords = ReadonlyMap<number, OverRecord>;

/** Limits that the figures exceed; an unknown figure exceeds none. */
export function breachedLimits(figures: Figures, limits: Limits): BreachedLimit[] {
  const breached: BreachedLimit[] = [];
  if (figures.cpuPercent !== null && figures.cpuPercent > limits.maxCpuPercent)
    breached.push('cpu');
  if (figures.memoryPercent > limits.maxMemoryPercent) breached.push('memory');
  return breached;
}

/**
 * Whether a process exceeds its limits but cannot be stopped, since neither its command line nor the catalogue names its
 * application.
 */
export function isUnknownBreach(watched: Watched, limits: Limits): boolean {
  const { settled, commandLine, figures } = watched;
  const isUnknown = commandLine.kind !== 'read' && applicationOf(watched) === undefined;
  return settled && isUnknown && breachedLimits(figures, limits).length > 0;
}

/** Judges every settled process of a sample; ordered by excess over the limit, greatest first. */
export function judge(
  watched: Iterable<Watched>,
  records: OverRecords,
  limits: Limits,
  sustain: Sustain,
): { readonly verdicts: Verdict[]; readonly records: OverRecords } {
  const next = new Map<number, OverRecord>();
  const verdicts: Verdict[] = [];
  for (const each of watched) {
    if (!each.settled) continue;
    const breached = breachedLimits(each.figures, limits);
    const before = records.get(each.target.pid);
    const history = before && sameTarget(before.target, each.target) ? before.overs : [];
    const isOver = breached.length > 0;
    const overs = withAnswer(history, isOver, sustain.of);
    const isSame = before?.overs === overs && before.target === each.target;
    next.set(each.target.pid, isSame ? before : { target: each.target, overs });
    if (!isOver) continue;
    const over = overs.filter(Boolean).length;
    verdicts.push({
      target: each.target,
      watched: each,
      breached,
      over,
      sustained: over >= sustain.needed,
    });
  }
  verdicts.sort((a, b) => excess(b, limits) - excess(a, limits));
  return { verdicts, records: next };
}

/** Appends an answer, keeping the last `most`; a full history of equal answers is returned unchanged. */
function withAnswer(
  history: readonly boolean[],
  isOver: boolean,
  most: number,
): readonly boolean[] {
  const isSame = history.length === most && history.every((each) => each === isOver);
  return isSame ? history : [...history, isOver].slice(-most);
}

function excess({ watched: { figures } }: Verdict, limits: Limits): number {
  return Math.max(
    (figures.cpuPercent ?? 0) / Math.max(limits.maxCpuPercent, 1),
    figures.memoryPercent / Math.max(limits.maxMemoryPercent, 1),
  );
}
