import type { Judged } from '../acting/plan.js';

/** Evidence against a process: the limits that it breached, or the rule that chose it. */
export function whyOf(verdict: Judged): readonly string[] {
  if ('breached' in verdict && Array.isArray(verdict.breached)) return verdict.breached.map(String);
  return 'rule' in verdict && typeof verdict.rule === 'string' ? [verdict.rule] : [];
}

/** Whether both are the same decision on the same process. */
export function planKey(check: 'limits' | 'com', plan: string): string {
  return `${check} ${plan}`;
}
