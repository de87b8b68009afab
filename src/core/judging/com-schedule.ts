/** Schedule of the COM checks. */
import { doubling } from '../backoff.js';
import type { ComRules } from './com-rules.js';
import { isSilent, type ComState } from './com-state.js';

const LONGEST_BACK_OFF_MS = 5 * 60_000;
/** Delay of the first check after a stop. */
const SOON_MS = 1_000;
/** Delay of the call that confirms a timeout; it uses a new activation. */
const AT_ONCE_MS = 50;
/** Delay of the call that confirms an error: two errors within a second count as one event. */
const CONFIRM_ERROR_MS = { least: 20_000, most: 60_000 } as const;
/** Delay after a refused login: repeating it every few seconds would lock the account. */
const REFUSED_MS = 60_000;
const LEAST_AFTER_SUCCESS_MS = 1_000;
/** Maximum share of the server's time that the check may take: one twentieth. */
const LOAD_FACTOR = 20;
const MOST_STRETCHED_MS = 60_000;

/**
 * Milliseconds until the next check.
 * @param quickestMs from Authorize to LogOut of the quickest of the last five successes
 * @param proven whether a check has succeeded with this configuration; until then an error may be a wrong login
 */
export function nextDelayMs(
  state: ComState,
  rules: ComRules,
  quickestMs: number | undefined,
  proven: boolean,
): number {
  const { delayMs } = rules;
  // The end of a host, by whatever cause, makes no wrong login right.
  if (state.isSoon && !isOfLogin(state)) return Math.min(SOON_MS, delayMs);
  switch (state.lastFailure) {
    case undefined:
      return afterAnswerMs(rules, quickestMs);
    case 'stopping':
      return Math.max(delayMs, LEAST_AFTER_SUCCESS_MS);
    case 'refused':
    case 'setup':
      return backedOff(state, Math.max(delayMs, REFUSED_MS));
    case 'error': {
      const leastMs = proven ? delayMs : Math.max(delayMs, REFUSED_MS);
      if (isUnconfirmed(state, rules)) {
        return Math.min(Math.max(leastMs, CONFIRM_ERROR_MS.least), CONFIRM_ERROR_MS.most);
      }
      return backedOff(state, leastMs);
    }
    case 'timeout':
    case 'rpc':
    case 'activation':
      if (isSilent(state.lastFailure, rules) && isUnconfirmed(state, rules)) return AT_ONCE_MS;
      return backedOff(state, delayMs);
  }
}

/** Interval between two successful checks, and whether it exceeds the configured one. */
export function afterAnswerMs(
  { delayMs, checkLoad }: Pick<ComRules, 'delayMs' | 'checkLoad'>,
  quickestMs: number | undefined,
): number {
  return Math.max(delayMs, restAfterAnswerMs(checkLoad, quickestMs));
}

/** Minimum pause after a successful check. */
export function restAfterAnswerMs(
  checkLoad: ComRules['checkLoad'],
  quickestMs: number | undefined,
): number {
  if (checkLoad === 'as-written') return 0;
  const byLoad = Math.min(LOAD_FACTOR * (quickestMs ?? 0), MOST_STRETCHED_MS);
  return Math.max(LEAST_AFTER_SUCCESS_MS, byLoad);
}

function isOfLogin({ lastFailure }: ComState): boolean {
  return lastFailure === 'refused' || lastFailure === 'setup';
}

function isUnconfirmed({ failures, hostEndedMs }: ComState, { confirm }: ComRules): boolean {
  // The successor of a host that ended is given time to settle: no immediate confirmation.
  return failures < confirm && hostEndedMs === undefined;
}

function backedOff({ backOffs }: ComState, delayMs: number): number {
  return Math.max(delayMs, doubling(delayMs, LONGEST_BACK_OFF_MS)(backOffs + 1));
}
