import type { Reason } from '../../reason.js';

/** Samples and related readings. */
export type SamplingSentence =
  | {
      readonly kind: 'source-changed';
      readonly from: string;
      readonly to: string;
      readonly cause: Reason;
    }
  | { readonly kind: 'rows-left-out'; readonly dropped: number }
  | { readonly kind: 'command-lines-not-read'; readonly cause: Reason }
  | { readonly kind: 'command-lines-read-again' };
