import type { Reason } from '../../reason.js';

/** The state folder and its lock. */
export type StateSentence =
  /** Another agent holds the folder: this one stops no more processes and ends. */
  | { readonly kind: 'lock-lost'; readonly cause: Reason }
  /** The agent watches without a lock. */
  | { readonly kind: 'lock-missing'; readonly folder: string; readonly cause: Reason }
  | { readonly kind: 'lock-taken'; readonly folder: string };
