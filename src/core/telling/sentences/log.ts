import type { Reason } from '../../reason.js';

/** The log itself and its sinks. */
export type LogSentence =
  | { readonly kind: 'log-held'; readonly cause: Reason }
  | {
      readonly kind: 'log-lines-lost';
      readonly lost: number;
      /** Lines kept in memory while the file could not be written, and written now. */
      readonly kept: number;
      readonly cause: Reason;
    }
  | { readonly kind: 'log-unwritable'; readonly cause: Reason }
  | { readonly kind: 'event-log-unwritable'; readonly cause: Reason; readonly pauseMs: number };
