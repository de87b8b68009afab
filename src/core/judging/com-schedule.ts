/** When the next check is due. */
import { doubling } from '../backoff.js';
import type { ComRules } from './com-rules.js';
import { isSilent, type ComState } from './com-state.js';

const LONGEST_BACK_OFF_MS = 5 * 60_000;
/** The first look after a stop. */
const SOON_MS = 1_000;
/** The call that confirms one without an answer follows at once, on a fresh activation. */
const AT_ONCE_MS = 50;
/** Two errors within a second are one event: the call that confirms an error keeps this distance. */
const CONFIRM_ERROR_MS = { least: 20_000, most: 60_000 } as const;
/** A wrong login that is tried every few seconds locks an account. */
const REFUSED_MS = 60_000;
const LEAST_AFTER_SUCCESS_MS = 1_000;
/** The server may spend a twentieth of its time on the check. */
const LOAD_FACTOR = 20;
const MOST_STRETCHED_MS = 60_000;

/**
 * Milliseconds until the next check.
 * @param quickestMs from Authorize to LogOut of the quickest of the last five successes
 */
export function nextDelayMs(
  state: ComState,
  rules: ComRules,
  quickestMs: number | undefined,
): number {
  const { delayMs } = rules;
  if (state.isSoon) return Math.min(SOON_MS, delayMs);
  switch (state.lastFailure) {
    case undefined:
      return afterAnswerMs(rules, quickestMs);
    case 'stopping':
      return Math.max(delayMs, LEAST_AFTER_SUCCESS_MS);
    case 'refused':
    case 'setup':
      return backedOff(state, Math.max(delayMs, REFUSED_MS));
    case 'error':
      if (isUnconfirmed(state, rules)) {
        return Math.min(Math.max(delayMs, CONFIRM_ERROR_MS.least), CONFIRM_ERROR_MS.most);
      }
      return backedOff(state, delayMs);
    case 'timeout':
    case 'rpc':
    case 'activation':
      if (isSilent(state.lastFailure, rules) && isUnconfirmed(state, rules)) return AT_ONCE_MS;
      return backedOff(state, delayMs);
  }
}

/** Distance of two checks that both succeed, and whether that is longer than written. */
export function afterAnswerMs(
  { delayMs, checkLoad }: Pick<ComRules, 'delayMs' | 'checkLoad'>,
  quickestMs: number | undefined,
): number {
  return Math.max(delayMs, restAfterAnswerMs(checkLoad, quickestMs));
}

/** So long after the end of a check that succeeded no other begins. */
export function restAfterAnswerMs(
  checkLoad: ComRules['checkLoad'],
  quickestMs: number | undefined,
): number {
  if (checkLoad === 'as-written') return 0;
  const byLoad = Math.min(LOAD_FACTOR * (quickestMs ?? 0), MOST_STRETCHED_MS);
  return Math.max(LEAST_AFTER_SUCCESS_MS, byLoad);
}

function isUnconfirmed({ failures, hostEndedMs }: ComState, { confirm }: ComRules): boolean {
  // After the end of a host, its successor gets its time: nothing is to be confirmed at once.
  return failures < confirm && hostEndedMs === undefined;
}

function backedOff({ backOffs }: ComState, delayMs: number): number {
  return Math.max(delayMs, doubling(delayMs, LONGEST_BACK_OFF_MS)(backOffs + 1));
}
