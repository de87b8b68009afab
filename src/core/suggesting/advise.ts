import type { Advice, InForce } from './advice.js';
import { comAdvice } from './com-advice.js';
import type { ApplicationEvidence } from './evidence.js';
import { limitAdvice, type Rejects } from './limit-advice.js';

/**
 * Suggestion for each setting, or the reason why there is none.
 * @param rejects limits that a replay proved wrong
 */
export function advise(
  evidence: ApplicationEvidence,
  { limits, com }: InForce,
  rejects: Rejects = () => false,
): readonly Advice[] {
  return [
    ...(limits ? limitAdvice(evidence, limits, rejects) : []),
    ...(com ? comAdvice(evidence.calls, com) : []),
  ];
}
