/** Journal fields: the same names for both checks. */
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import type { Suspect } from '../../core/judging/com-verdict.js';
import type { Limits, Verdict } from '../../core/judging/limits.js';
import type { FailureDetail, ProbeFailure, StageTimes } from '../../core/judging/probe-result.js';
import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Reason } from '../../core/reason.js';
import type { FieldValue } from '../../core/telling/journal-event.js';
import type { Journal } from '../../ports.js';

export type Fields = Record<string, FieldValue>;

export function targetFields(target: Target): Fields {
  return {
    'process.pid': target.pid,
    'process.name': target.name,
    'process.start': new Date(fileTimeToUnixMs(target.startedAt)).toISOString(),
  };
}

/** The application of the configuration that an event concerns; nothing for the unnamed one. */
export function applicationFields(application: string | undefined): Fields {
  return application === undefined ? {} : { 'comwatch.application': application };
}

/** A journal for events of one application. */
export function journalOf(application: string | undefined, journal: Journal): Journal {
  const own = applicationFields(application);
  return (event) => journal({ ...event, fields: { ...event.fields, ...own } });
}

/** Evidence: figures, limits and floors at the time of the verdict. */
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

export function suspectFields({ target, watched, ratios, rule }: Suspect): Fields {
  const { commandLine, figures } = watched;
  return {
    ...targetFields(target),
    'process.command_line': commandLine.kind === 'read' ? commandLine.text : null,
    'comwatch.suspect.rule': rule,
    'comwatch.cpu.percent': rounded(figures.cpuPercent),
    'comwatch.cpu.floor': rounded(ratios.cpuFloor),
    'comwatch.cpu.ratio': rounded(ratios.cpuRatio),
    'comwatch.memory.percent': rounded(figures.memoryPercent),
    'comwatch.memory.floor': rounded(ratios.memoryFloor),
    'comwatch.memory.ratio': rounded(ratios.memoryRatio),
    'comwatch.memory.working_set_bytes': figures.workingSetBytes,
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
        'comwatch.detail': outcome.detail.kind,
      };
    case 'survived':
      return {
        'comwatch.outcome': 'survived',
        'comwatch.stop.took_ms': rounded(outcome.waitedMs),
        'comwatch.detail': outcome.detail.kind,
      };
    case 'unknown':
      return { 'comwatch.outcome': 'unknown', 'comwatch.detail': outcome.detail.kind };
  }
}

export function failureFields(failure: ProbeFailure): Fields {
  return {
    'comwatch.probe.stage': failure.stage,
    'comwatch.probe.class': failure.failureClass,
    'error.code': failure.hresult,
    'error.type': failure.name === '' ? null : failure.name,
    'error.message': shownOf(failure.detail),
  };
}

/** Text of the server; if there is none, the class says so. */
function shownOf(detail: FailureDetail): string | null {
  switch (detail.kind) {
    case 'foreign':
      return detail.text;
    case 'unexpected-answer':
      return detail.shown;
    case 'no-answer':
      return null;
  }
}

export function timeFields(times: StageTimes): Fields {
  return {
    'comwatch.probe.activate_ms': times.activate ?? null,
    'comwatch.probe.authorize_ms': times.authorize ?? null,
    'comwatch.probe.session_info_ms': times['session-info'] ?? null,
    'comwatch.probe.log_out_ms': times['log-out'] ?? null,
  };
}

/** Reason as a stable word, with the text of Windows, COM or the mail server. */
export function reasonFields(reason: Reason): Fields {
  const said = foreignTextOf(reason);
  return {
    'comwatch.reason': reason.kind,
    ...(said !== undefined && { 'error.message': said }),
  };
}

function foreignTextOf(reason: Reason): string | undefined {
  if (reason.kind === 'foreign') return reason.text;
  if ('stderr' in reason) return reason.stderr.text;
  return 'cause' in reason ? foreignTextOf(reason.cause) : undefined;
}

export function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
