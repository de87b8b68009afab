/** Journal fields and notices of the process check: the same names everywhere. */
import type { FieldValue } from '../../core/telling/journal-event.js';
import type { Verdict } from '../../core/judging/limits.js';
import type { Machine, Target } from '../../core/observing/model.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import type { Limits } from '../../core/judging/limits.js';
import type { BreachNotice } from '../../core/telling/notice.js';
import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import { reasonText } from '../../texts/reason.js';

type Fields = Record<string, FieldValue>;

export function targetFields(target: Target): Fields {
  return {
    'process.pid': target.pid,
    'process.name': target.name,
    'process.start': new Date(fileTimeToUnixMs(target.startedAt)).toISOString(),
  };
}

/** Evidence: the figures, the limits and the floors, as they were when it was judged. */
export function verdictFields(verdict: Verdict, limits: Limits, nowMs: number): Fields {
  const { figures, commandLine, cpuFloor, memoryFloor, ageMs } = verdict.watched;
  return {
    ...targetFields(verdict.target),
    'process.command_line': commandLine.kind === 'read' ? commandLine.text : null,
    'comwatch.cpu.percent': rounded(figures.cpuPercent),
    'comwatch.cpu.limit': limits.maxCpuPercent,
    'comwatch.cpu.floor': rounded(cpuFloor.floor(nowMs) ?? null),
    'comwatch.memory.percent': rounded(figures.memoryPercent),
    'comwatch.memory.limit': limits.maxMemoryPercent,
    'comwatch.memory.floor': rounded(memoryFloor.floor(nowMs) ?? null),
    'comwatch.memory.working_set_bytes': figures.workingSetBytes,
    'comwatch.breach': verdict.breached,
    'comwatch.samples_over': verdict.over,
    'comwatch.age_ms': Math.round(ageMs),
  };
}

export function outcomeFields(outcome: StopOutcome): Fields {
  switch (outcome.kind) {
    case 'stopped':
      return { 'comwatch.outcome': 'stopped', 'comwatch.stop.took_ms': rounded(outcome.tookMs) };
    case 'gone':
      return { 'comwatch.outcome': 'gone' };
    case 'refused':
      return {
        'comwatch.outcome': 'refused',
        'comwatch.refusal': outcome.reason,
        'comwatch.detail': reasonText(outcome.detail, 'en'),
      };
    case 'survived':
      return {
        'comwatch.outcome': 'survived',
        'comwatch.stop.took_ms': rounded(outcome.waitedMs),
        'comwatch.detail': reasonText(outcome.detail, 'en'),
      };
    case 'unknown':
      return { 'comwatch.outcome': 'unknown', 'comwatch.detail': reasonText(outcome.detail, 'en') };
  }
}

export function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}

/** A stable word for a deed: what was told once is not mailed again. */
export function deedKey(deed: BreachNotice['deed']): string {
  switch (deed.kind) {
    case 'observed':
    case 'braked':
      return deed.kind;
    case 'tried':
      switch (deed.outcome.kind) {
        case 'refused':
          return `refused ${deed.outcome.reason}`;
        case 'survived':
        case 'unknown':
          return `${deed.outcome.kind} ${Math.min(deed.attempt, 4)}`;
        case 'stopped':
        case 'gone':
          return deed.outcome.kind;
      }
  }
}

export function breachNotice(
  verdict: Verdict,
  incidentId: string,
  deed: BreachNotice['deed'],
  limits: Limits,
  cpuBasis: 'core' | 'machine',
  machine: Machine,
  wallMs: number,
): BreachNotice {
  const { commandLine, figures } = verdict.watched;
  return {
    kind: 'breach',
    id: `${incidentId}-${deedKey(deed).replaceAll(' ', '-')}`,
    incidentId,
    hostName: machine.hostName,
    at: wallMs,
    target: verdict.target,
    commandLine: commandLine.kind === 'read' ? commandLine.text : null,
    figures,
    limits,
    breached: verdict.breached,
    logicalProcessors: machine.logicalProcessors,
    cpuBasis,
    deed,
  };
}
