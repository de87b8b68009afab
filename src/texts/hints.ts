import type { FailureClass } from '../core/judging/failure-class.js';

/** What an operator may do, by HRESULT, else by class of failure. */
export interface Hints {
  readonly byCode: Readonly<Record<string, string>>;
  readonly byClass: Readonly<Record<FailureClass, string>>;
}
