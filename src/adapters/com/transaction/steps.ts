/** Steps possible in every state: the one answer, abandoning the call, the end. */
import type {
  FailureDetail,
  ProbeAnswer,
  ProbeFailure,
  SessionEnd,
} from '../../../core/judging/probe-result.js';
import type { ProbeReason, Reason } from '../../../core/reason.js';
import type { Step, TransactionEnd, TransactionState } from './state.js';

/** Time for the soft cancel. */
const CANCEL_MS = 300;

/** The first answer counts; later ones are ignored. */
export function answered(state: TransactionState, answer: ProbeAnswer, isPending = false): Step {
  if (state.isAnswered) return { state, effects: [] };
  return {
    state: { ...state, isAnswered: true },
    effects: [{ kind: 'answer', answer, isPending }],
  };
}

/** @param logOutMs maximum time for closing a session */
export function abandoned({ state, effects }: Step, logOutMs: number): Step {
  const ms = CANCEL_MS + (state.session === 'open' ? logOutMs : 0);
  return {
    state: { ...state, phase: { kind: 'abandoned', logOutMs, heard: 0 } },
    effects: [...effects, { kind: 'abandon-call' }, { kind: 'arm', ms }],
  };
}

export function broken(state: TransactionState, reason: ProbeReason): Step {
  return killed(answered(state, unavailable(reason)));
}

export function killed({ state, effects }: Step): Step {
  return over({ state, effects: [...effects, { kind: 'kill' }] }, false);
}

export function over({ state, effects }: Step, reusable: boolean): Step {
  const end: TransactionEnd = { reusable, sessionEnd: sessionEndOf(state) };
  return {
    state: { ...state, phase: { kind: 'over' } },
    effects: [...effects, { kind: 'disarm' }, { kind: 'returned' }, { kind: 'end', end }],
  };
}

function sessionEndOf({ session }: TransactionState): SessionEnd {
  if (session === 'closed') return 'logged-out';
  return session === 'none' ? 'none' : 'left-open';
}

export function success(state: TransactionState, logOutFault: FailureDetail | null): ProbeAnswer {
  return { kind: 'ok', times: state.times, sessionEnd: sessionEndOf(state), logOutFault };
}

export function failed({ times }: TransactionState, problem: ProbeFailure): ProbeAnswer {
  return { kind: 'failed', failure: problem, times };
}

export function unavailable(reason: Reason): ProbeAnswer {
  return { kind: 'unavailable', reason };
}
