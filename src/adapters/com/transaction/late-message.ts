/** Messages of a process that was abandoned: too late for an answer, but a session may still be closed. */
import type { StageAnswer, TransactionMessage } from '../messages.js';
import type { Effect, Phase, Step, TransactionState } from './state.js';
import { broken, killed, over } from './steps.js';

/** Limit for the messages of an abandoned process, which sends those of four stages at most. */
const MOST_HEARD = 10;

export function onLateMessage(
  state: TransactionState,
  phase: Extract<Phase, { kind: 'abandoned' }>,
  message: TransactionMessage,
): Step {
  const heard = phase.heard + 1;
  if (heard > MOST_HEARD) return broken(state, { kind: 'child-answer-invalid', field: 'kind' });
  const next: TransactionState = { ...state, phase: { ...phase, heard } };
  switch (message.kind) {
    case 'idle':
      return over({ state: next, effects: [] }, true);
    case 'stage':
      if (message.stage === 'authorize')
        return { state: { ...next, session: 'perhaps' }, effects: [] };
      return {
        state: next,
        effects: message.stage === 'log-out' ? [{ kind: 'arm', ms: phase.logOutMs }] : [],
      };
    case 'ended': {
      const { stage, answer } = message;
      const effects: readonly Effect[] = [{ kind: 'returned' }];
      if (stage === 'authorize')
        return { state: { ...next, session: sessionAfter(answer) }, effects };
      if (stage !== 'log-out') return { state: next, effects };
      // Closed while a call hangs: there is nothing left to wait for.
      const after: TransactionState = answer.ok ? { ...next, session: 'closed' } : next;
      return killed({ state: after, effects });
    }
  }
}

export function sessionAfter(answer: StageAnswer): TransactionState['session'] {
  return answer.ok && answer.hasSession === true ? 'open' : 'none';
}
