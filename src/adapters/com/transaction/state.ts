/** States, events and effects of a transaction. */
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
  /** A stage succeeded, the next one has not begun; their shared deadline continues. */
  | { readonly kind: 'between'; readonly stage: Stage; readonly beganMs: number }
  /** No call is made any more except LogOut, where a session is open. */
  | { readonly kind: 'closing'; readonly loggedOut: boolean }
  | { readonly kind: 'logging-out'; readonly beganMs: number }
  /** The call was cancelled: later messages have `logOutMs` for LogOut, after which the process is ended. */
  | { readonly kind: 'abandoned'; readonly logOutMs: number; readonly heard: number }
  | { readonly kind: 'over' };

export interface TransactionState {
  readonly phase: Phase;
  /** `perhaps`: Authorize is in progress. */
  readonly session: 'none' | 'perhaps' | 'open' | 'closed';
  readonly times: StageTimes;
  readonly isAnswered: boolean;
}

export type TransactionEvent =
  | { readonly kind: 'message'; readonly message: TransactionMessage; readonly atMs: number }
  /** The last deadline set has passed. */
  | { readonly kind: 'deadline'; readonly atMs: number }
  | { readonly kind: 'invalid'; readonly field: string }
  | { readonly kind: 'gone'; readonly how: ProcessEnd; readonly stderr?: Foreign }
  | { readonly kind: 'give-up' };

export interface TransactionEnd {
  /** Whether the process is ready for the next one; otherwise it was killed or has exited. */
  readonly reusable: boolean;
  readonly sessionEnd: SessionEnd;
}

export type Effect =
  /** @property isPending the call is still awaited, and `returned` will follow */
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
