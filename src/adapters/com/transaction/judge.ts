/** Judges the answer of a stage by the settings of the check. */
import { foreign } from '../../../core/foreign.js';
import type { Pattern } from '../../../core/judging/pattern.js';
import {
  classify,
  errorText,
  unexpectedInfo,
  type Expectation,
  type FailureDetail,
  type ProbeFailure,
  type Redact,
  type Stage,
} from '../../../core/judging/probe-result.js';
import type { StageAnswer } from '../messages.js';

export interface TransactionLimits {
  readonly activationTimeoutMs: number;
  /** Deadline of Authorize and GetCurrentSessionInfo together; LogOut has the same again. */
  readonly witerezultMs: number;
  readonly expect: Expectation;
  readonly refusePattern: Pattern | undefined;
}

export interface TransactionRules extends TransactionLimits {
  /** A late call is reported as late, but still awaited. */
  readonly keepPending: boolean;
  readonly redact: Redact;
}

/** Reason why this answer fails the check; `undefined` when it does not. */
export function failureOf(
  stage: Stage,
  answer: StageAnswer,
  { expect, refusePattern, redact }: TransactionRules,
): ProbeFailure | undefined {
  if (!answer.ok) return classify(stage, { ...answer, message: redact(answer.message) });
  const error = answer.error?.trim() ?? '';
  if (stage === 'authorize' && error !== '') return errorText(error, refusePattern, redact);
  return stage === 'session-info' ? unexpectedInfo(answer.info ?? '', expect, redact) : undefined;
}

export function logOutFaultOf(
  answer: StageAnswer,
  { redact }: TransactionRules,
): FailureDetail | null {
  return answer.ok ? null : foreign(redact(answer.message));
}
