/** Messages between the agent and the probe's process: one line of JSON each, over a pipe of their own. */
import type { OutType } from '../../config/transaction.js';
import type { Stage } from '../../core/judging/probe-result.js';

/** File descriptor of that pipe in the probe's process: separate from what .NET or a component prints. */
export const CHANNEL = 3;

/** Number of characters of a server's text that are passed on; a pattern sees no more of it. */
export const LONGEST_TEXT = 4_096;

export type WireArgument =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'int'; readonly number: number }
  | { readonly kind: 'bool'; readonly truth: boolean }
  | { readonly kind: 'session' }
  | { readonly kind: 'out'; readonly name: string; readonly type: OutType };

export interface WireCall {
  readonly method: string;
  readonly arguments: readonly WireArgument[];
}

/** Contains the password: sent over this channel only, never on a command line or in the environment. */
export interface WireTransaction {
  readonly progid: string;
  readonly apartment: 'sta' | 'mta';
  readonly authorize: WireCall;
  readonly sessionInfo: WireCall;
  readonly logOut: WireCall;
}

/** Requests of the agent to a process that is ready. */
export type TransactionRequestMessage =
  | { readonly kind: 'probe'; readonly id: number; readonly transaction: WireTransaction }
  /** The answer is no longer awaited: abandon the call that hangs and close what was opened. */
  | { readonly kind: 'abandon'; readonly id: number };

export type ToHost =
  | { readonly kind: 'load'; readonly assemblyFile: string; readonly typeName: string }
  | TransactionRequestMessage;

/** Answer of the C# side for one stage. */
export type StageAnswer =
  | {
      readonly ok: true;
      readonly ms: number;
      readonly hasSession?: boolean;
      readonly error?: string;
      readonly info?: string;
    }
  | {
      readonly ok: false;
      readonly ms: number;
      readonly type: string;
      readonly hresult: number;
      readonly message: string;
    };

/** Reports of the probe's process on its transaction. */
export type TransactionMessage =
  | { readonly kind: 'stage'; readonly id: number; readonly stage: Stage }
  | {
      readonly kind: 'ended';
      readonly id: number;
      readonly stage: Stage;
      readonly answer: StageAnswer;
    }
  /** The transaction is closed; the process is ready for the next one. */
  | { readonly kind: 'idle'; readonly id: number };

export type FromHost =
  | { readonly kind: 'ready'; readonly framework: string; readonly bits: number }
  | { readonly kind: 'failed'; readonly reason: string }
  | TransactionMessage;
