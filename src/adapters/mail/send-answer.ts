import type { Foreign } from '../../core/foreign.js';
import type { MailReason, Reason } from '../../core/reason.js';
import type { Notice } from '../../core/telling/notice.js';

/** The outcome of one notice for one recipient. */
export type SendAnswer = Outcome & {
  /** The server that answered, `host:port`. */
  readonly server?: string;
  /** Why others of the configuration were not used. */
  readonly passedOver?: readonly MailReason[];
};

type Outcome =
  | {
      readonly kind: 'accepted';
      readonly response: Foreign;
      /** It went in clear text because this happened to the encryption. */
      readonly unencrypted?: Reason;
    }
  /** The server does not know the address: it will never take it for this recipient. */
  | { readonly kind: 'refused'; readonly reason: MailReason }
  /** Not now: for this recipient whatever the notice, or for this notice and this recipient. */
  | {
      readonly kind: 'deferred';
      readonly scope: 'recipient' | 'letter';
      readonly reason: MailReason;
    }
  /** No other notice would fare better now: network, greeting, TLS, login, a refusal of the sender. */
  | {
      readonly kind: 'unavailable';
      /** It may have to do with this very notice. */
      readonly isOfLetter: boolean;
      /** The configuration or the server has to be changed; waiting alone does not help. */
      readonly isSetup: boolean;
      /** Another server may take it. */
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
