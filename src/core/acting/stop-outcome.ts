import type { Reason } from '../reason.js';

/** Reason why a process was not stopped, as one word: key for repeated mails and for filters on the log. */
export type StopRefusal =
  | 'protected-name'
  | 'protected-pid'
  | 'agent-family'
  | 'system-application'
  | 'unidentified'
  | 'excluded'
  | 'identity-changed'
  | 'access-denied'
  | 'what-if'
  /** Another agent has taken over. */
  | 'lock-lost';

/** Outcome of one attempt to stop one target. */
export type StopOutcome =
  | { readonly kind: 'stopped'; readonly tookMs: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly reason: StopRefusal; readonly detail: Reason }
  | { readonly kind: 'survived'; readonly waitedMs: number; readonly detail: Reason }
  /** The shell died or the deadline passed: the outcome is not known until the next sample. */
  | { readonly kind: 'unknown'; readonly detail: Reason };

/** Every kind of outcome, for code that counts or reads them. */
export const stopOutcomes: readonly StopOutcome['kind'][] = [
  'stopped',
  'gone',
  'refused',
  'survived',
  'unknown',
];
