/** Pauses: for a time the agent watches, but stops nothing and, unless asked to, makes no calls. */
import type { Instant } from '../instant.js';
import { isFigure, isTable } from '../table.js';
import { toMonotonicMs, toUnixMs } from '../wall-time.js';

export interface Pause {
  /** Name of an application of the configuration; `undefined`: all of them. */
  readonly application: string | undefined;
  /** What the operators gave as the reason; a foreign text of at most a line. */
  readonly why: string;
  /** The COM server goes on being called. */
  readonly withCalls: boolean;
  readonly sinceUnixMs: number;
  /** End on the agent's monotonic clock, which cannot be set and no daylight saving shifts. */
  readonly untilMs: number;
  /** A maintenance window of the configuration: it comes back by itself and is not kept on disk. */
  readonly isWindow?: boolean;
}

/** A maintenance window that is open now. Wall times, since it is written in the time of the clock on the wall. */
export interface OpenWindow {
  readonly application: string | undefined;
  readonly withCalls: boolean;
  readonly beganUnixMs: number;
  readonly endsUnixMs: number;
}

/** Operators ended the open windows of an application early: none holds before then. */
export interface SkippedWindow {
  readonly application: string | undefined;
  readonly untilUnixMs: number;
}

/** Pauses: one for each application, and one for all. */
export type Pauses = readonly Pause[];

/** A pause that is forgotten must not leave a server unwatched for ever. */
export const LONGEST_PAUSE_MS = 30 * 24 * 60 * 60_000;
export const LONGEST_WINDOW_MS = 7 * 24 * 60 * 60_000;

/** The pause that holds for an application, the longest of them. Calls are made only where every one of them allows it. */
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

/** A new pause takes the place of the one for the same application. */
export function withPause(pauses: Pauses, pause: Pause): Pauses {
  return [...withoutPause(pauses, pause.application), pause];
}

/** Removes the pause of this application; that of all applications is one of its own. */
export function withoutPause(pauses: Pauses, application: string | undefined): Pauses {
  return pauses.filter((each) => each.application !== application);
}

/** Pauses whose time is over, and the others. */
export function endPauses(
  pauses: Pauses,
  nowMs: number,
): { readonly ended: Pauses; readonly left: Pauses } {
  return {
    ended: pauses.filter(({ untilMs }) => untilMs <= nowMs),
    left: pauses.filter(({ untilMs }) => untilMs > nowMs),
  };
}

/** The open windows as pauses, of each application the one that ends last; without those that were ended early. */
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

/** Pauses for the disk, in wall time: the next agent has another monotonic clock. */
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
  const skips = skipped
    .filter(({ untilUnixMs }) => untilUnixMs > now.wallMs)
    .map(({ application, untilUnixMs }) => ({
      isSkippedWindow: true,
      ...(application !== undefined && { application }),
      untilUnixMs,
    }));
  return [...kept, ...skips];
}

/** Reads the windows that were ended early out of what `storePauses` wrote. */
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
 * Reads what `storePauses` wrote; what is not a pause is left out. A wall clock that was set back lengthens no pause beyond
 * what it was given.
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
