import type { FailureClass } from '../core/judging/failure-class.js';

/** Advice for the operator, by HRESULT, else by class of failure. */
export interface Hints {
  readonly byCode: Readonly<Record<string, string>>;
  readonly byClass: Readonly<Record<FailureClass, string>>;
}
