/** Pauses: for a limited time the agent watches, but stops nothing and, unless requested, makes no calls. */
import type { Instant } from '../instant.js';
import { isFigure, isTable } from '../table.js';
import { toMonotonicMs, toUnixMs } from '../wall-time.js';

export interface Pause {
  /** Name of an application of the configuration; `undefined`: all of them. */
  readonly application: string | undefined;
  /** Reason given by the operators; a foreign text of at most one line. */
  readonly why: string;
  /** Whether calls of the COM server continue. */
  readonly withCalls: boolean;
  readonly sinceUnixMs: number;
  /** End on the agent's monotonic clock, which cannot be set and which daylight saving does not shift. */
  readonly untilMs: number;
  /** Whether it is a maintenance window of the configuration: such a pause recurs and is not kept on disk. */
  readonly isWindow?: boolean;
}

/** A maintenance window that is open now. Times are wall times, since windows are configured in local time. */
export interface OpenWindow {
  readonly application: string | undefined;
  readonly withCalls: boolean;
  readonly beganUnixMs: number;
  readonly endsUnixMs: number;
}

/** Open windows of an application that operators ended early: none has an effect before `untilUnixMs`. */
export interface SkippedWindow {
  readonly application: string | undefined;
  readonly untilUnixMs: number;
}

/** Pauses: one for each application, and one for all. */
export type Pauses = readonly Pause[];

/** Limit of a pause, so that a forgotten one does not leave a server unwatched for ever. */
export const LONGEST_PAUSE_MS = 30 * 24 * 60 * 60_000;
export const LONGEST_WINDOW_MS = 7 * 24 * 60 * 60_000;

/** The pause in force for an application: the longest one. Calls are made only where all of them allow it. */
export function pauseOf(
  pauses: Pauses,
  application: string | undefined,
  nowMs: number,
): Pause | undefined {
  const holding = pauses.filter(
    (each) =>
      each.untilMs > nowMs && (each.application === undefined || each.application === application),
  );
  const [longest] = [...holding].sort((one, other) => other.untilMs - one.untilMs);
  return longest && { ...longest, withCalls: holding.every(({ withCalls }) => withCalls) };
}

/** Adds a pause; it replaces the one for the same application. */
export function withPause(pauses: Pauses, pause: Pause): Pauses {
  return [...withoutPause(pauses, pause.application), pause];
}

/** Removes the pause of this application, but not the one for all applications. */
export function withoutPause(pauses: Pauses, application: string | undefined): Pauses {
  return pauses.filter((each) => each.application !== application);
}

/** Separates expired pauses from the others. */
export function endPauses(
  pauses: Pauses,
  nowMs: number,
): { readonly ended: Pauses; readonly left: Pauses } {
  return {
    ended: pauses.filter(({ untilMs }) => untilMs <= nowMs),
    left: pauses.filter(({ untilMs }) => untilMs > nowMs),
  };
}

/** Open windows as pauses, for each application the one that ends last; without those that were ended early. */
export function windowPauses(
  open: readonly OpenWindow[],
  skipped: readonly SkippedWindow[],
  now: Instant,
): Pauses {
  const last = new Map<string | undefined, OpenWindow>();
  for (const each of open) {
    const { application, endsUnixMs } = each;
    const isSkipped = skipped.some(
      (skip) => skip.application === application && endsUnixMs <= skip.untilUnixMs,
    );
    const before = last.get(application);
    if (!isSkipped && (!before || before.endsUnixMs < endsUnixMs)) last.set(application, each);
  }
  return [...last.values()].map(({ application, withCalls, beganUnixMs, endsUnixMs }) => ({
    application,
    why: '',
    withCalls,
    sinceUnixMs: beganUnixMs,
    untilMs: toMonotonicMs(endsUnixMs, now),
    isWindow: true,
  }));
}

/** Without the windows that are over by now anyway. */
export function stillSkipped(
  skipped: readonly SkippedWindow[],
  now: Instant,
): readonly SkippedWindow[] {
  return skipped.filter(({ untilUnixMs }) => untilUnixMs > now.wallMs);
}

/** Pauses in wall time for the disk, since the next agent has another monotonic clock. */
export function storePauses(
  pauses: Pauses,
  now: Instant,
  skipped: readonly SkippedWindow[] = [],
): unknown {
  const kept = pauses.map(({ untilMs, application, ...rest }) => ({
    ...rest,
    ...(application !== undefined && { application }),
    untilUnixMs: toUnixMs(untilMs, now),
  }));
  const skips = stillSkipped(skipped, now).map(({ application, untilUnixMs }) => ({
    isSkippedWindow: true,
    ...(application !== undefined && { application }),
    untilUnixMs,
  }));
  return [...kept, ...skips];
}

/** Reads the windows that were ended early from the output of `storePauses`. */
export function recallSkipped(value: unknown, now: Instant): readonly SkippedWindow[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (!isTable(each) || each['isSkippedWindow'] !== true) return [];
    const { application, untilUnixMs } = each;
    if (application !== undefined && typeof application !== 'string') return [];
    if (!isFigure(untilUnixMs) || untilUnixMs <= now.wallMs) return [];
    return untilUnixMs - now.wallMs > LONGEST_WINDOW_MS ? [] : [{ application, untilUnixMs }];
  });
}

/**
 * Reads the output of `storePauses`; invalid entries are left out. A wall clock that was set back does not lengthen a
 * pause.
 */
export function recallPauses(value: unknown, now: Instant): Pauses {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (!isTable(each)) return [];
    const { application, why, withCalls, sinceUnixMs, untilUnixMs } = each;
    if (application !== undefined && typeof application !== 'string') return [];
    if (typeof why !== 'string' || typeof withCalls !== 'boolean') return [];
    if (!isFigure(sinceUnixMs) || !isFigure(untilUnixMs)) return [];
    const given = Math.min(untilUnixMs - sinceUnixMs, LONGEST_PAUSE_MS);
    const leftMs = Math.min(untilUnixMs - now.wallMs, given);
    if (leftMs <= 0) return [];
    return [{ application, why, withCalls, sinceUnixMs, untilMs: now.monotonicMs + leftMs }];
  });
}
