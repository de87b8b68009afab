/** Words and fields of the COM check, as the journal has them. */
import { rounded } from '../telling/describe.js';
import type { NobodyReason } from '../../core/judging/com-verdict.js';
import type { FieldValue } from '../../core/telling/journal-event.js';
import type { ProbeDeed } from '../../core/telling/notice.js';
import type { ProbeFailure, StageTimes } from '../../core/judging/probe-result.js';

export const nobodyWords: Readonly<Record<NobodyReason, string>> = {
  class: 'unloading does not cure this class of failure',
  unproven: 'this configuration has never succeeded here',
  confirming: 'the failure is not confirmed yet',
  settling: 'a process was unloaded a moment ago',
  waiting: 'the host of the class is unloaded when it goes on',
  'no-suspect': 'no process stands out',
  unresolved: 'which process hosts the class is not known',
  'no-host': 'no process hosts the class',
  'several-hosts': 'several processes host the class',
  young: 'the process has just started',
};

/** A stable word for a deed: what was told once is not mailed again in the same trouble. */
export function keyOf(deed: ProbeDeed): string {
  if (deed.kind === 'nobody') return `nobody ${deed.why}`;
  const { pid, startedAt } = deed.suspect.target;
  const who = `${pid} ${startedAt}`;
  if (deed.kind !== 'tried') return `${deed.kind} ${who}`;
  const { outcome, attempt } = deed;
  switch (outcome.kind) {
    case 'refused':
      return `refused ${outcome.reason} ${who}`;
    case 'survived':
    case 'unknown':
      return `${outcome.kind} ${Math.min(attempt, 4)} ${who}`;
    case 'stopped':
    case 'gone':
      return `${outcome.kind} ${who}`;
  }
}

/** `authorize: timeout, no answer within 100 ms`. */
export function sentenceOf({ stage, failureClass, hresult, name, message }: ProbeFailure): string {
  const code = hresult === null ? '' : ` ${hresult}${name === '' ? '' : ` ${name}`}`;
  return `${stage}: ${failureClass}${code}: ${message}`;
}

export function failureFields(failure: ProbeFailure): Record<string, FieldValue> {
  return {
    'comwatch.probe.stage': failure.stage,
    'comwatch.probe.class': failure.failureClass,
    'error.code': failure.hresult,
    'error.type': failure.name === '' ? null : failure.name,
    'error.message': failure.message,
  };
}

export function timeFields(times: StageTimes): Record<string, FieldValue> {
  return {
    'comwatch.probe.activate_ms': times.activate ?? null,
    'comwatch.probe.authorize_ms': times.authorize ?? null,
    'comwatch.probe.session_info_ms': times['session-info'] ?? null,
    'comwatch.probe.log_out_ms': times['log-out'] ?? null,
  };
}

export function timesOf(ratio: number | null): string {
  return ratio === null ? 'unknown times' : `${rounded(ratio)} times`;
}
