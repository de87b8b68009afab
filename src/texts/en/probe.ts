import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type { Suspect } from '../../core/judging/com-verdict.js';
import type { ProbeNotice, ProbeTurnNotice } from '../../core/telling/notice.js';
import type { FailureClass } from '../../core/judging/failure-class.js';
import type { ProbeFailure, Stage, StageTimes } from '../../core/judging/probe-result.js';
import type { Description } from '../description.js';
import { formatNumber, formatBytes, formatDuration, formatPercent, formatTime } from '../format.js';
import { countedEn, type EnglishForms } from '../plural.js';
import { applicationRow } from './application-row.js';
import { noActionEn } from './no-action.js';
import { describeDeed } from './deed.js';
import { detailEn } from './detail.js';
import { hintEn } from './hints.js';
import { stageEn } from './stage.js';

const L = 'en';
const timesEn: EnglishForms = { one: 'time', other: 'times' };
/** Outages of this length and longer are mailed with their length. */
const LONG_MS = 60 * 60_000;

export const classEn: Readonly<Record<FailureClass, string>> = {
  timeout: 'no answer in time',
  rpc: 'the server process exited or is unreachable',
  error: 'the server returned an error',
  refused: 'access or login denied',
  setup: 'wrong configuration',
  activation: 'the server does not start or accepts no calls',
  stopping: 'the server is being shut down, paused or disabled',
};

export function probeEn(notice: ProbeNotice): Description {
  const { failure, deed } = notice;
  const { outcome, advice } = describeProbeDeed(notice);
  const suspect = deed.kind === 'no-action' ? undefined : deed.suspect;
  const who = suspect ? `${suspect.target.name} ${suspect.target.pid} ` : '';
  return {
    headline: `${notice.progid}: ${classEn[failure.failureClass]}; ${who}${outcome}`,
    rows: [
      ['Outcome', `${who}${outcome}`],
      ['Server', notice.hostName],
      ['COM server', notice.progid],
      ['Stage', stageEn[failure.stage]],
      ['Failure', `${classEn[failure.failureClass]} (${failure.failureClass})`],
      ...(failure.hresult === null ? [] : [['Code', codeOf(failure)] as const]),
      ['Message', messageEn(failure)],
      ['Stages', stagesOf(notice.times)],
      ...(Object.keys(notice.floors).length === 0
        ? []
        : [['Usually', stagesOf(notice.floors)] as const]),
      ['Consecutive failures', failuresIn(notice)],
      ...(notice.stops === 0 ? [] : [['Stopped in this incident', String(notice.stops)] as const]),
      ...(suspect ? suspectRows(suspect, notice.alarmMetric, notice.progid) : []),
      ...applicationRow(notice),
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice: `${advice} ${hintEn(failure)}`.trim(),
  };
}

function codeOf({ hresult, name }: ProbeFailure): string {
  return `${hresult}${name === '' ? '' : ` ${name}`}`;
}

export function messageEn({ detail }: ProbeFailure): string {
  return detailEn(detail);
}

function stagesOf(times: StageTimes): string {
  const done = Object.entries(times).map(
    ([stage, ms]) => `${stageEn[stage as Stage]} ${formatDuration(ms, L)}`,
  );
  return done.length === 0 ? 'none' : done.join(', ');
}

function whyEn(rule: Suspect['rule'], progid: string, alarmMetric: number): string {
  switch (rule) {
    case 'application':
      return `it hosts ${progid}, which does not answer`;
    case 'error':
      return `it hosts ${progid}, which answers only with errors`;
    case 'floor':
    case 'neighbour':
      return `a figure is more than ${formatNumber(alarmMetric, L)} times its floor (alarm_metric)`;
  }
}

function suspectRows(
  { target, watched, ratios, rule }: Suspect,
  alarmMetric: number,
  progid: string,
): (readonly [string, string])[] {
  const { figures, commandLine } = watched;
  return [
    ['Process', `${target.name}, PID ${target.pid}`],
    ['Started', formatTime(fileTimeToUnixMs(target.startedAt))],
    ['Command line', commandLine.kind === 'read' ? commandLine.text : 'unknown'],
    ['Why this one', whyEn(rule, progid, alarmMetric)],
    [
      'CPU',
      `${formatPercent(figures.cpuPercent, L)}, floor ${floorEn(ratios.cpuFloor)}, ${grownEn(ratios.cpuRatio)}`,
    ],
    [
      'Memory',
      `${formatPercent(figures.memoryPercent, L)} (${formatBytes(figures.workingSetBytes, L)}), floor ${formatPercent(ratios.memoryFloor, L)}, ${grownEn(ratios.memoryRatio)}`,
    ],
  ];
}

/** Growth over the floor; a figure at its floor or below has not grown. */
function grownEn(ratio: number | null): string {
  if (ratio === null) return 'growth unknown';
  const shown = Number(ratio.toFixed(ratio < 100 ? 1 : 0));
  return shown <= 1 ? 'not grown' : `grown ${countedEn(shown, timesEn)}`;
}

function failuresIn({ failures, sinceMs }: ProbeNotice): string {
  return failures <= 1 ? String(failures) : `${failures} in ${formatDuration(sinceMs, L)}`;
}

/** Idle noise is never divided by. */
function floorEn(percent: number | null): string {
  const shown = formatPercent(percent, L);
  return percent !== null && percent < 1 ? `${shown} (counts as 1 %)` : shown;
}

function describeProbeDeed({ deed, stops, sinceMs, observes }: ProbeNotice): {
  outcome: string;
  advice: string;
} {
  if (deed.kind !== 'no-action') {
    const { outcome, advice } = describeDeed(deed);
    return { outcome, advice: `${advice}${neighbourEn(deed.suspect.rule)}` };
  }
  const done =
    stops === 0 || observes
      ? 'no process was stopped'
      : 'stopping a process did NOT HELP, no other was stopped';
  const outcome = sinceMs < LONG_MS ? done : `${done}; no answer for ${formatDuration(sinceMs, L)}`;
  const why = noActionEn(deed.why);
  const observed = observes ? ' The agent only observes (mode = observe).' : '';
  return { outcome, advice: `${why.charAt(0).toUpperCase()}${why.slice(1)}.${observed}` };
}

function neighbourEn(rule: Suspect['rule']): string {
  return rule === 'neighbour'
    ? ' This is not a process of the server but a neighbour: the fresh host does not answer either, and this process stood out at every failed check.'
    : '';
}

/** A failure as part of a sentence: stage, class, code, message. */
export function failureEn(failure: ProbeFailure): string {
  const code = failure.hresult === null ? '' : ` ${codeOf(failure)}`;
  return `${stageEn[failure.stage]}, ${classEn[failure.failureClass]}${code}: ${messageEn(failure)}`;
}

export function probeTurnEn(notice: ProbeTurnNotice): Description {
  const { turn, progid } = notice;
  const rows = (more: readonly (readonly [string, string])[] = []): Description['rows'] => [
    ['Server', notice.hostName],
    ['COM server', progid],
    ...more,
    ...applicationRow(notice),
    ['Time', formatTime(notice.at)],
    ['Incident', notice.incidentId],
  ];
  switch (turn.kind) {
    case 'recovered':
      return {
        headline: `${progid}: answers again (no answer for ${formatDuration(turn.afterMs, L)})`,
        rows: rows([['Processes stopped', String(turn.stops)]]),
        advice: 'Nothing needs to be done.',
      };
    case 'slow':
      return {
        headline: `${turn.isReminder === true ? 'still: ' : ''}${progid}: answers SLOWLY, ${formatDuration(turn.tookMs, L)}`,
        rows: rows([['Usually', formatDuration(turn.floorMs, L)]]),
        advice: 'This is only a warning (slow_metric): nothing is stopped.',
      };
    case 'slow-over':
      return {
        headline:
          turn.end === 'quick'
            ? `${progid}: answers quickly again, in ${formatDuration(turn.tookMs, L)}`
            : `${progid}: answers in ${formatDuration(turn.tookMs, L)}, which now counts as usual`,
        rows: rows([
          ['Slow answers', String(turn.answers)],
          ['The slowest', formatDuration(turn.slowestMs, L)],
          ...(turn.answers > 1
            ? [['From the first to the last', formatDuration(turn.lastedMs, L)] as const]
            : []),
        ]),
        advice:
          turn.end === 'quick'
            ? `No answer was slow (slow_metric) for ${formatDuration(turn.quietMs, L)}.`
            : 'The server has not answered more quickly for longer than time_cache, so the agent now compares with this time. If it is not acceptable, look for the cause: there are no more reminders.',
      };
  }
}
