/**
 * One transaction in the probe's process as a pure state machine: an event and the state before give the state after
 * and the effects. The driver beside it holds the timers and the promises.
 */
import { stages, type Stage } from '../../../core/judging/probe-result.js';
import type { StageAnswer, TransactionMessage } from '../messages.js';
import { CLOSE_MS, onDeadline } from './deadlines.js';
import { onLateMessage, sessionAfter } from './late-message.js';
import { failureOf, logOutFaultOf, type TransactionRules } from './judge.js';
import type { Effect, Phase, Step, TransactionEvent, TransactionState } from './state.js';
import { abandoned, answered, broken, failed, over, success, unavailable } from './steps.js';

/** Maximum time for closing a session when the agent ends. */
const ENDING_MS = 1_000;

/** The state before the first event, with the first deadline. */
export function begin({ activationTimeoutMs }: TransactionRules): Step {
  return {
    state: { phase: { kind: 'starting' }, session: 'none', times: {}, isAnswered: false },
    effects: [{ kind: 'arm', ms: activationTimeoutMs }],
  };
}

export function reduce(
  state: TransactionState,
  event: TransactionEvent,
  rules: TransactionRules,
): Step {
  if (state.phase.kind === 'over') return { state, effects: [] };
  switch (event.kind) {
    case 'message':
      return onMessage(state, event.message, event.atMs, rules);
    case 'deadline':
      return onDeadline(state, event.atMs, rules);
    case 'invalid':
      return broken(state, { kind: 'child-answer-invalid', field: event.field });
    case 'gone': {
      const { how, stderr } = event;
      const stage = stageOf(state.phase);
      return over(
        answered(
          state,
          unavailable({ kind: 'child-ended', stage, how, ...(stderr && { stderr }) }),
        ),
        false,
      );
    }
    case 'give-up':
      return abandoned(answered(state, unavailable({ kind: 'agent-ending' })), ENDING_MS);
  }
}

function onMessage(
  state: TransactionState,
  message: TransactionMessage,
  atMs: number,
  rules: TransactionRules,
): Step {
  if (state.phase.kind === 'abandoned') return onLateMessage(state, state.phase, message);
  switch (message.kind) {
    case 'stage':
      return onStage(state, message.stage, atMs, rules);
    case 'ended':
      return onEnded(state, message.stage, message.answer, rules);
    case 'idle':
      return state.phase.kind === 'closing' && (state.phase.loggedOut || state.session !== 'open')
        ? over(answered(state, success(state, null)), true)
        : broken(state, { kind: 'child-answer-invalid', field: 'kind' });
  }
}

function onStage(
  state: TransactionState,
  stage: Stage,
  atMs: number,
  rules: TransactionRules,
): Step {
  if (!mayBegin(state, stage))
    return broken(state, { kind: 'child-answer-invalid', field: 'stage' });
  const { witerezultMs } = rules;
  const begun: Effect = { kind: 'stage', stage };
  if (stage === 'log-out') {
    const phase: Phase = { kind: 'logging-out', beganMs: atMs };
    return { state: { ...state, phase }, effects: [begun, { kind: 'arm', ms: witerezultMs }] };
  }
  const next: TransactionState = { ...state, phase: { kind: 'calling', stage, beganMs: atMs } };
  // Authorize and GetCurrentSessionInfo share a deadline: the second does not start a new one.
  return stage === 'authorize'
    ? {
        state: { ...next, session: 'perhaps' },
        effects: [begun, { kind: 'arm', ms: witerezultMs }],
      }
    : { state: next, effects: [begun] };
}

function mayBegin({ phase, session }: TransactionState, stage: Stage): boolean {
  switch (phase.kind) {
    case 'starting':
      return stage === 'activate';
    case 'between':
      return stage !== 'log-out' && stages.indexOf(stage) === stages.indexOf(phase.stage) + 1;
    case 'closing':
      return stage === 'log-out' && session === 'open' && !phase.loggedOut;
    case 'calling':
    case 'logging-out':
    case 'abandoned':
    case 'over':
      return false;
  }
}

function onEnded(
  state: TransactionState,
  stage: Stage,
  answer: StageAnswer,
  rules: TransactionRules,
): Step {
  const { phase } = state;
  const times = { ...state.times, [stage]: answer.ms };
  const ended: readonly Effect[] = [
    { kind: 'stage', stage, tookMs: answer.ms },
    { kind: 'returned' },
  ];
  const closing: Effect = { kind: 'arm', ms: CLOSE_MS };
  if (phase.kind === 'logging-out' && stage === 'log-out') {
    const session = answer.ok ? 'closed' : state.session;
    const next: TransactionState = {
      ...state,
      times,
      session,
      phase: { kind: 'closing', loggedOut: true },
    };
    const step = answered(next, success(next, logOutFaultOf(answer, rules)));
    return { state: step.state, effects: [...ended, ...step.effects, closing] };
  }
  if (phase.kind !== 'calling' || phase.stage !== stage) {
    return broken(state, { kind: 'child-answer-invalid', field: 'stage' });
  }
  const session = stage === 'authorize' ? sessionAfter(answer) : state.session;
  const problem = failureOf(stage, answer, rules);
  if (!problem && stage !== 'session-info') {
    const { beganMs } = phase;
    return {
      state: { ...state, times, session, phase: { kind: 'between', stage, beganMs } },
      effects: ended,
    };
  }
  const next: TransactionState = {
    ...state,
    times,
    session,
    phase: { kind: 'closing', loggedOut: false },
  };
  // With a session the answer waits for LogOut, whose failure is part of it.
  if (!problem && session === 'open') return { state: next, effects: [...ended, closing] };
  const step = answered(next, problem ? failed(next, problem) : success(next, null));
  return { state: step.state, effects: [...ended, ...step.effects, closing] };
}

function stageOf(phase: Phase): string {
  switch (phase.kind) {
    case 'calling':
    case 'between':
      return phase.stage;
    case 'logging-out':
    case 'closing':
      return 'log-out';
    case 'starting':
    case 'abandoned':
    case 'over':
      return 'activate';
  }
}
