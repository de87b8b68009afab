/** Time of the next COM check. */
import type { HangingCalls } from './hanging-calls.js';
import type { ComRules } from '../../core/judging/com-rules.js';
import { nextDelayMs, restAfterAnswerMs } from '../../core/judging/com-schedule.js';
import type { ComState } from '../../core/judging/com-state.js';

/** Minimum delay between passes, and so between two attempts on a survivor. */
const LEAST_DELAY_MS = 1_000;

/** What earlier checks have shown. */
interface Known {
  readonly durations: { readonly quickestMs: number | undefined };
  readonly knownGood: { readonly isProven: boolean };
}

/** Milliseconds until the next pass; while the check rests because calls hang, at most until the next trial call. */
export function delayOf(
  state: ComState,
  hanging: HangingCalls,
  rules: ComRules,
  known: Known,
  nowMs: number,
): number {
  return hanging.isResting
    ? Math.min(Math.max(rules.delayMs, LEAST_DELAY_MS), hanging.untilTrialMs(nowMs) + 1)
    : nextDelayMs(state, rules, known.durations.quickestMs, known.knownGood.isProven);
}

/** @param attemptsMs when survivors are due (monotonic) */
export function soonest(delayMs: number, attemptsMs: readonly number[], nowMs: number): number {
  return Math.min(delayMs, ...attemptsMs.map((atMs) => Math.max(atMs - nowMs, LEAST_DELAY_MS)));
}

/** Earliest start (monotonic) of a check after a successful one. */
export function notBefore(
  { lastFailure, answeredMs, isSoon }: ComState,
  checkLoad: ComRules['checkLoad'],
  quickestMs: number | undefined,
): number {
  if (lastFailure !== undefined || answeredMs === undefined || isSoon) return 0;
  return answeredMs + restAfterAnswerMs(checkLoad, quickestMs);
}
