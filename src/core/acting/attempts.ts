/** Attempts on one target by any check: which stops are in progress, and when a survivor is tried again. */
import type { Instant } from '../instant.js';
import { isTarget } from '../observing/identity.js';
import { listed } from '../backoff.js';
import type { Target } from '../observing/model.js';
import { isCount, isFigure, isListOf, isTable } from '../table.js';
import { isRecent, toMonotonicMs, toUnixMs } from '../wall-time.js';
import type { StopOutcome } from './stop-outcome.js';

export interface Attempts {
  readonly target: Target;
  /** Time of the first attempt (monotonic). */
  readonly askedMs: number;
  readonly count: number;
  /** No further attempt before this (monotonic). */
  readonly nextMs: number;
  /** Whether an attempt is in progress. */
  readonly isUnderWay: boolean;
  /** Whether the agent only observes: a process that would have been stopped is not planned again. */
  readonly isObserved: boolean;
}

/** By PID; `entryOf` looks a process up. */
export type AttemptTable = ReadonlyMap<number, Attempts>;

/** Delays before attempt 2, 3 and each further one. */
const RETRY_AFTER_MS = [5_000, 30_000, 300_000];
const WAITS = listed(RETRY_AFTER_MS);
/** Delays after Windows denied access: a person has to grant the missing right, so frequent attempts are useless. */
const DENIED_AFTER_MS = [10, 20, 40, 60].map((minutes) => minutes * 60_000);
const DENIED_WAITS = listed([...RETRY_AFTER_MS, ...DENIED_AFTER_MS]);

export function firstAsked(target: Target, nowMs: number): Attempts {
  return { target, askedMs: nowMs, count: 0, nextMs: nowMs, isUnderWay: false, isObserved: false };
}

export function afterAttempt(attempts: Attempts, outcome: StopOutcome, nowMs: number): Attempts {
  switch (outcome.kind) {
    case 'stopped':
    case 'gone':
      return { ...attempts, isUnderWay: false, nextMs: nowMs };
    case 'survived':
    case 'unknown':
      return { ...attempts, isUnderWay: false, nextMs: nowMs + WAITS(Math.max(attempts.count, 1)) };
    case 'refused':
      return {
        ...attempts,
        isUnderWay: false,
        nextMs: nowMs + refusedForMs(outcome, attempts.count),
      };
  }
}

/** Delay before the next attempt on a process that was refused, by number of attempts. */
export function refusedForMs(
  { reason }: Extract<StopOutcome, { readonly kind: 'refused' }>,
  count: number,
): number {
  return (reason === 'access-denied' ? DENIED_WAITS : WAITS)(Math.max(count, 1));
}

/** Removes targets that have exited, unless an attempt on them is in progress. */
export function withoutGone(
  table: AttemptTable,
  isPresent: (target: Target) => boolean,
): AttemptTable {
  const isKept = ({ target, isUnderWay }: Attempts) => isUnderWay || isPresent(target);
  // Called at every sample, while a target hardly ever exits.
  for (const each of table.values()) {
    if (!isKept(each)) return new Map([...table].filter(([, other]) => isKept(other)));
  }
  return table;
}

export interface StoredAttempts {
  readonly target: Target;
  readonly askedUnixMs: number;
  readonly count: number;
  readonly nextUnixMs: number;
  readonly isObserved: boolean;
}

const MOST_STORED = 500;

/** Attempts for the next agent, which continues the series on a survivor. */
export function storeAttempts(table: AttemptTable, now: Instant): StoredAttempts[] {
  return [...table.values()]
    .filter(({ count }) => count > 0)
    .slice(-MOST_STORED)
    .map(({ target, askedMs, count, nextMs, isObserved }) => ({
      target,
      askedUnixMs: toUnixMs(askedMs, now),
      count,
      nextUnixMs: toUnixMs(nextMs, now),
      isObserved,
    }));
}

/**
 * Restores attempts on the clock of the present agent; empty when the value is invalid, or the clock was set back.
 * @param savedUnixMs time of writing
 * @param observes whether this agent only observes: one that acts plans again what an observing one would have stopped
 */
export function recallAttempts(
  value: unknown,
  savedUnixMs: number,
  observes: boolean,
  now: Instant,
): AttemptTable {
  if (!isListOf(value, isStored, MOST_STORED) || !isRecent(savedUnixMs, now)) return new Map();
  const latestMs = now.monotonicMs + Math.max(...RETRY_AFTER_MS);
  const recalled = value
    .filter(({ isObserved }) => isObserved === observes)
    .map(({ target, askedUnixMs, count, nextUnixMs, isObserved }): Attempts => ({
      target,
      askedMs: Math.min(toMonotonicMs(askedUnixMs, now), now.monotonicMs),
      count,
      nextMs: Math.min(toMonotonicMs(nextUnixMs, now), latestMs),
      isUnderWay: false,
      isObserved,
    }));
  return new Map(recalled.map((each) => [each.target.pid, each]));
}

function isStored(value: unknown): value is StoredAttempts {
  return (
    isTable(value) &&
    isTarget(value.target) &&
    isFigure(value.askedUnixMs) &&
    isCount(value.count) &&
    isFigure(value.nextUnixMs) &&
    typeof value.isObserved === 'boolean'
  );
}
