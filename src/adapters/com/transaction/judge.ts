/** What a stage's answer means under the settings of the check. */
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
  /** Authorize and GetCurrentSessionInfo together; LogOut has as much again. */
  readonly witerezultMs: number;
  readonly expect: Expectation;
  readonly refusePattern: Pattern | undefined;
}

export interface TransactionRules extends TransactionLimits {
  /** A call that is late is answered as late, and waited for all the same. */
  readonly keepPending: boolean;
  readonly redact: Redact;
}

/** Why this answer fails the check; `undefined` when it does not. */
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
