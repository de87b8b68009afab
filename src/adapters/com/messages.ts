/** What the agent and the probe's process say to each other: one line of JSON each, over a pipe of their own. */
import type { OutType } from '../../config/transaction.js';
import type { Stage } from '../../core/judging/probe-result.js';

/** File descriptor of that pipe in the probe's process: what .NET or a component prints stays apart from it. */
export const CHANNEL = 3;

/** Characters of a text of the server that cross; a pattern sees no more of it. */
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

/** Holds the password: it travels over this channel only, never on a command line or in the environment. */
export interface WireTransaction {
  readonly progid: string;
  readonly apartment: 'sta' | 'mta';
  readonly authorize: WireCall;
  readonly sessionInfo: WireCall;
  readonly logOut: WireCall;
}

/** What the agent asks of a process that is ready. */
export type TransactionRequestMessage =
  | { readonly kind: 'probe'; readonly id: number; readonly transaction: WireTransaction }
  /** The answer is not waited for any more: give up the call that hangs and close what was opened. */
  | { readonly kind: 'abandon'; readonly id: number };

export type ToHost =
  | { readonly kind: 'load'; readonly assemblyFile: string; readonly typeName: string }
  | TransactionRequestMessage;

/** One stage as the C# side answers it. */
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

/** What the probe's process says of the transaction that it was given. */
export type TransactionMessage =
  | { readonly kind: 'stage'; readonly id: number; readonly stage: Stage }
  | {
      readonly kind: 'ended';
      readonly id: number;
      readonly stage: Stage;
      readonly answer: StageAnswer;
    }
  /** The transaction is closed; the next one may come. */
  | { readonly kind: 'idle'; readonly id: number };

export type FromHost =
  | { readonly kind: 'ready'; readonly framework: string; readonly bits: number }
  | { readonly kind: 'failed'; readonly reason: string }
  | TransactionMessage;
