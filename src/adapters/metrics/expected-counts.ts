/**
 * Counters of an application that start at zero. A counter that begins at its first event hides that event from
 * `increase()`, which needs a value before it. Source: Prometheus, "Avoid missing metrics" of its instrumentation
 * practices.
 */
import { failureClasses } from '../../core/judging/failure-class.js';
import { suspectRules } from '../../core/judging/com-state.js';
import { stopOutcomes } from '../../core/acting/stop-outcome.js';
import type { StatusApplication } from '../../core/telling/status.js';

/** As named by `StopRules`. */
const LIMIT_RULES = ['cpu', 'memory', 'cpu+memory'];

export function expectedStops({
  limits,
  progid,
}: StatusApplication): { outcome: string; rule: string }[] {
  const rules = [...(limits ? LIMIT_RULES : []), ...(progid === null ? [] : suspectRules)];
  return rules.flatMap((rule) => stopOutcomes.map((outcome) => ({ outcome, rule })));
}

export function expectedProbeClasses({ progid }: StatusApplication): readonly string[] {
  return progid === null ? [] : ['ok', 'unavailable', ...failureClasses];
}
