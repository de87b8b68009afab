/** Deadlines of each phase of a transaction. */
import { timedOut, type FailureDetail, type Stage } from '../../../core/judging/probe-result.js';
import type { TransactionRules } from './judge.js';
import type { Step, TransactionState } from './state.js';
import { abandoned, answered, broken, failed, killed, success } from './steps.js';

/** Time between the last call and the report of the process that it is idle. */
export const CLOSE_MS = 3_000;

export function onDeadline(state: TransactionState, atMs: number, rules: TransactionRules): Step {
  const { phase } = state;
  switch (phase.kind) {
    case 'starting':
      return late(state, 'activate', rules.activationTimeoutMs, rules.activationTimeoutMs, rules);
    case 'calling':
    case 'between': {
      const limitMs = phase.stage === 'activate' ? rules.activationTimeoutMs : rules.witerezultMs;
      return late(state, phase.stage, limitMs, Math.round(atMs - phase.beganMs), rules);
    }
    case 'logging-out': {
      const times = { ...state.times, 'log-out': Math.round(atMs - phase.beganMs) };
      const next = { ...state, times };
      const fault: FailureDetail = { kind: 'no-answer', afterMs: rules.witerezultMs };
      // Its time is over: only the soft cancel remains.
      return abandoned(answered(next, success(next, fault)), 0);
    }
    case 'closing':
      return broken(state, { kind: 'child-silent', stage: 'log-out', deadlineMs: CLOSE_MS });
    case 'abandoned':
      return killed({ state, effects: [] });
    case 'over':
      return { state, effects: [] };
  }
}

function late(
  state: TransactionState,
  stage: Stage,
  limitMs: number,
  tookMs: number,
  { keepPending, witerezultMs }: TransactionRules,
): Step {
  const next = { ...state, times: { ...state.times, [stage]: tookMs } };
  const problem = failed(next, timedOut(stage, limitMs));
  // A call that is awaited beyond its answer has no deadline; the caller ends it.
  if (keepPending && !state.isAnswered) {
    const step = answered(next, problem, true);
    return { state: step.state, effects: [...step.effects, { kind: 'disarm' }] };
  }
  return abandoned(answered(next, problem), witerezultMs);
}
