import type { Foreign } from '../../foreign.js';
import type { Reason } from '../../reason.js';

/** Delivery of notices, and the outbox. */
export type MailSentence =
  | { readonly kind: 'notice-queued'; readonly id: string }
  | {
      readonly kind: 'notice-accepted';
      readonly recipient: string;
      readonly response: Foreign;
    }
  /** The server does not know the address: no further attempt for this notice. */
  | { readonly kind: 'recipient-refused'; readonly recipient: string; readonly cause: Reason }
  | { readonly kind: 'recipient-deferred'; readonly recipient: string; readonly cause: Reason }
  | { readonly kind: 'mail-unavailable'; readonly waiting: number; readonly cause: Reason }
  | { readonly kind: 'mail-without-picture'; readonly cause: Reason }
  /** One of several servers. */
  | { readonly kind: 'mail-server-away'; readonly cause: Reason }
  | { readonly kind: 'mail-server-back'; readonly server: string }
  | { readonly kind: 'mail-available'; readonly waiting: number }
  | {
      readonly kind: 'outcome-unknown';
      readonly recipient: string;
      readonly cause: Reason;
      readonly tries: number;
      readonly mostTries: number;
    }
  | { readonly kind: 'notice-not-mailed'; readonly id: string; readonly cause: Reason }
  | { readonly kind: 'mail-unencrypted'; readonly cause: Reason }
  | { readonly kind: 'outbox-taken-up'; readonly count: number }
  | { readonly kind: 'letter-set-aside'; readonly file: string; readonly cause: Reason }
  | { readonly kind: 'outbox-set-aside'; readonly file: string }
  | {
      readonly kind: 'outbox-folded';
      readonly most: number;
      readonly count: number;
      readonly id: string;
    }
  | { readonly kind: 'outbox-in-memory'; readonly cause: Reason }
  | { readonly kind: 'outbox-on-disk' };
