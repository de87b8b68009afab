/** Processes that a sample does not show: they have exited, or the sample omitted them. */
import type { CpuPoint } from './cpu.js';
import { sameTarget } from './identity.js';
import type { Target } from './model.js';

interface Known {
  readonly target: Target;
  readonly points: readonly CpuPoint[];
}

/** A process missing from a sample that omitted rows: it may still be running. */
export interface Absent<W extends Known> {
  readonly watched: W;
  /** Consecutive samples without it. */
  readonly missed: number;
  /** Agent's monotonic clock at the last sample that showed it. */
  readonly lastSeenMs: number;
  /** Whether it counts as exited. Its figures are kept in case it has not. */
  readonly hasLeft: boolean;
}

/** Maximum number of consecutive samples that may omit a process. */
const MOST_MISSED = 3;
/** Maximum time for which the record of an omitted process is kept: a source may omit half of the rows for minutes. */
const KEPT_MS = 10 * 60_000;

/** State before the sample, by PID. */
interface Before<W extends Known> {
  readonly watched: ReadonlyMap<number, W>;
  readonly absent: ReadonlyMap<number, Absent<W>>;
  /** Agent's monotonic clock at the last sample. */
  readonly lastAtMs: number | undefined;
}

interface SampleKind {
  /** Whether the sample omitted rows. */
  readonly isPartial: boolean;
  /** Whether the sample is on the same clock as the previous one. */
  readonly comparable: boolean;
  readonly nowMs: number;
}

/** @param shown processes of the sample, by PID */
export function absentFrom<W extends Known>(
  { watched, absent: before, lastAtMs }: Before<W>,
  shown: ReadonlyMap<number, W>,
  { isPartial, comparable, nowMs }: SampleKind,
): { readonly absent: Map<number, Absent<W>>; readonly left: W[] } {
  const absent = new Map<number, Absent<W>>();
  const left: W[] = [];
  const isShown = (pid: number, { target }: W): boolean => {
    const current = shown.get(pid);
    return current !== undefined && sameTarget(current.target, target);
  };
  const note = (pid: number, { watched: old, missed, lastSeenMs, hasLeft }: Absent<W>): void => {
    const current = shown.get(pid);
    // It has exited: its PID has another owner, or no row was omitted.
    const isGone = current !== undefined || !isPartial;
    const leaves = isGone || missed > MOST_MISSED;
    if (leaves && !hasLeft) left.push(old);
    if (isGone || nowMs - lastSeenMs > KEPT_MS) return;
    const kept = { ...old, points: comparable ? old.points : [] };
    absent.set(pid, { watched: kept, missed, lastSeenMs, hasLeft: leaves });
  };
  for (const [pid, each] of before) {
    if (!watched.has(pid) && !isShown(pid, each.watched))
      note(pid, { ...each, missed: each.missed + 1 });
  }
  for (const [pid, old] of watched) {
    if (isShown(pid, old)) continue;
    note(pid, { watched: old, missed: 1, lastSeenMs: lastAtMs ?? nowMs, hasLeft: false });
  }
  return { absent, left };
}
