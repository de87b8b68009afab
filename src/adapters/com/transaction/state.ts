/** The states of a transaction, what may happen to it, and what is to be done then. */
import type { Foreign } from '../../../core/foreign.js';
import type {
  ProbeAnswer,
  SessionEnd,
  Stage,
  StageTimes,
} from '../../../core/judging/probe-result.js';
import type { ProcessEnd } from '../../../core/reason.js';
import type { TransactionMessage } from '../messages.js';

export type Phase =
  /** The first stage has not begun. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'calling'; readonly stage: Stage; readonly beganMs: number }
  /** A stage ended well, the next one has not begun; the deadline of both runs on. */
  | { readonly kind: 'between'; readonly stage: Stage; readonly beganMs: number }
  /** Nothing is called any more but LogOut, where a session is open. */
  | { readonly kind: 'closing'; readonly loggedOut: boolean }
  | { readonly kind: 'logging-out'; readonly beganMs: number }
  /** The call was asked to give up: whatever still comes has `logOutMs` for LogOut, and then the process is ended. */
  | { readonly kind: 'abandoned'; readonly logOutMs: number; readonly heard: number }
  | { readonly kind: 'over' };

export interface TransactionState {
  readonly phase: Phase;
  /** `perhaps`: Authorize is under way. */
  readonly session: 'none' | 'perhaps' | 'open' | 'closed';
  readonly times: StageTimes;
  readonly isAnswered: boolean;
}

export type TransactionEvent =
  | { readonly kind: 'message'; readonly message: TransactionMessage; readonly atMs: number }
  /** The time that was armed last has passed. */
  | { readonly kind: 'deadline'; readonly atMs: number }
  | { readonly kind: 'invalid'; readonly field: string }
  | { readonly kind: 'gone'; readonly how: ProcessEnd; readonly stderr?: Foreign }
  | { readonly kind: 'give-up' };

export interface TransactionEnd {
  /** The process is ready for the next one; otherwise it was killed or is gone. */
  readonly reusable: boolean;
  readonly sessionEnd: SessionEnd;
}

export type Effect =
  /** @property isPending the call is still waited for, and `returned` will follow */
  | { readonly kind: 'answer'; readonly answer: ProbeAnswer; readonly isPending: boolean }
  | { readonly kind: 'stage'; readonly stage: Stage; readonly tookMs?: number }
  | { readonly kind: 'arm'; readonly ms: number }
  | { readonly kind: 'disarm' }
  | { readonly kind: 'abandon-call' }
  | { readonly kind: 'returned' }
  | { readonly kind: 'kill' }
  | { readonly kind: 'end'; readonly end: TransactionEnd };

export interface Step {
  readonly state: TransactionState;
  readonly effects: readonly Effect[];
}
