import type { Judged } from '../acting/plan.js';

/** What speaks against a process: the limits that it breached, or the rule that chose it. */
export function whyOf(verdict: Judged): readonly string[] {
  if ('breached' in verdict && Array.isArray(verdict.breached)) return verdict.breached.map(String);
  return 'rule' in verdict && typeof verdict.rule === 'string' ? [verdict.rule] : [];
}

/** The same decision about the same process again. */
export function planKey(check: 'limits' | 'com', plan: string): string {
  return `${check} ${plan}`;
}
