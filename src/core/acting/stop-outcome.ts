import type { Reason } from '../reason.js';

/** Why a process was not stopped, as one word: what mails repeat themselves by and logs filter on. */
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

/** What came of one attempt to stop one target. */
export type StopOutcome =
  | { readonly kind: 'stopped'; readonly tookMs: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly reason: StopRefusal; readonly detail: Reason }
  | { readonly kind: 'survived'; readonly waitedMs: number; readonly detail: Reason }
  /** The shell died or the deadline passed: what came of the attempt is not known; the next sample shows it. */
  | { readonly kind: 'unknown'; readonly detail: Reason };

/** Every kind of outcome, for what counts or reads them. */
export const stopOutcomes: readonly StopOutcome['kind'][] = [
  'stopped',
  'gone',
  'refused',
  'survived',
  'unknown',
];
