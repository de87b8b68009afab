import type { Foreign } from '../../core/foreign.js';
import type { MailReason, Reason } from '../../core/reason.js';
import type { Notice } from '../../core/telling/notice.js';

/** The outcome of one notice for one recipient. */
export type SendAnswer = Outcome & {
  /** The server that answered, `host:port`. */
  readonly server?: string;
  /** Reason why others of the configuration were not used. */
  readonly passedOver?: readonly MailReason[];
};

type Outcome =
  | {
      readonly kind: 'accepted';
      readonly response: Foreign;
      /** Failure of the encryption, after which it was sent in clear text. */
      readonly unencrypted?: Reason;
    }
  /** The server does not know the address: it will never accept mail for this recipient. */
  | { readonly kind: 'refused'; readonly reason: MailReason }
  /** Temporary: for this recipient whatever the notice, or for this notice and this recipient. */
  | {
      readonly kind: 'deferred';
      readonly scope: 'recipient' | 'letter';
      readonly reason: MailReason;
    }
  /** Any other notice would fail, too: network, greeting, TLS, login, a refusal of the sender. */
  | {
      readonly kind: 'unavailable';
      /** The cause may be this very notice. */
      readonly isOfLetter: boolean;
      /** Whether the configuration or the server has to be changed; waiting alone does not help. */
      readonly isSetup: boolean;
      /** Whether another server may take it. */
      readonly mayFailOver: boolean;
      readonly reason: MailReason;
    }
  /** The text was sent in full and not confirmed. */
  | { readonly kind: 'unknown'; readonly reason: MailReason }
  /** The signal ended it. */
  | { readonly kind: 'aborted' }
  /** The notice cannot be put into words: it was written by another version of the agent. */
  | { readonly kind: 'unfit'; readonly reason: Reason };

/** Sends one notice to one recipient. Never rejects; ends at once when the signal is aborted. */
export type Send = (notice: Notice, recipient: string, signal: AbortSignal) => Promise<SendAnswer>;
