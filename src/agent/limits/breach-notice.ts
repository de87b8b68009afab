import type { Incident } from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';
import type { Limits, Verdict } from '../../core/judging/limits.js';
import type { Machine } from '../../core/observing/model.js';
import type { BreachNotice } from '../../core/telling/notice.js';

interface NoticeRules {
  readonly mode: 'act' | 'observe';
  readonly application: string | undefined;
  readonly limits: Limits;
  readonly cpuBasis: 'core' | 'machine';
}

/** Makes the notice of a breach once its outcome and its incident are known. */
export function breachNotice(verdict: Verdict, rules: NoticeRules, machine: Machine, now: Instant) {
  const { mode, limits, cpuBasis, application } = rules;
  const { commandLine, figures } = verdict.watched;
  return (
    deed: BreachNotice['deed'],
    incident: Incident,
    id: string,
    isReminder: boolean,
  ): BreachNotice => ({
    kind: 'breach',
    id,
    incidentId: incident.id,
    hostName: machine.hostName,
    at: now.wallMs,
    ...(application !== undefined && { application }),
    target: verdict.target,
    commandLine: commandLine.kind === 'read' ? commandLine.text : null,
    figures,
    limits,
    breached: verdict.breached,
    logicalProcessors: machine.logicalProcessors,
    cpuBasis,
    deed,
    stops: mode === 'observe' ? 0 : incident.stops,
    sinceMs: now.monotonicMs - incident.openedMs,
    isReminder,
  });
}
