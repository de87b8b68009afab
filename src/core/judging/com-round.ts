/** Number of failures before the next host is stopped when no process stands out, and the hosts to which they apply. */
import { sameTarget } from '../observing/identity.js';
import type { Watched } from '../observing/process-table.js';
import type { Evidence } from './com-decision.js';
import { ERROR_FAILURES, type ComRules } from './com-rules.js';
import { silence, type ComState } from './com-state.js';

interface FailuresNeeded {
  readonly count: number;
  readonly needed: number;
  /** Applies only to hosts that were running before the first stop and have not been stopped since. */
  readonly isTurn: boolean;
}

export function failuresNeeded(
  state: ComState,
  { hosts }: Evidence,
  rules: ComRules,
  isError: boolean,
): FailuresNeeded {
  const isRoundOpen =
    hosts.kind === 'hosts' &&
    hosts.hosts.length > 1 &&
    hosts.hosts.some((each) => isOfRound(each, state));
  if (rules.suspects === 'application' && state.silentStops === 0 && !state.errorStopped) {
    return { count: state.failures, needed: rules.confirm, isTurn: false };
  }
  if (isError) {
    return {
      count: state.failures,
      needed: Math.max(ERROR_FAILURES, rules.confirm),
      isTurn: false,
    };
  }
  const asked = silence(state, isRoundOpen, rules);
  const { needed } = silence(state, false, rules);
  return { ...asked, isTurn: isRoundOpen && asked.needed < needed };
}

/** Whether the process was running before the first host was stopped. Another agent may have begun the round. */
export function isOfRound(
  { firstSeenMs, target }: Watched,
  { roundBeganMs, round }: ComState,
): boolean {
  if (roundBeganMs === undefined) return false;
  return firstSeenMs < roundBeganMs || round.some((each) => sameTarget(each, target));
}
