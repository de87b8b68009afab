import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type { Suspect } from '../../core/judging/com-verdict.js';
import type { ProbeNotice, ProbeTurnNotice } from '../../core/telling/notice.js';
import type { FailureClass } from '../../core/judging/failure-class.js';
import type { ProbeFailure, Stage, StageTimes } from '../../core/judging/probe-result.js';
import type { Description } from '../description.js';
import { formatNumber, formatBytes, formatDuration, formatPercent, formatTime } from '../format.js';
import type { Hints } from '../hints.js';
import { countedEn, type EnglishForms } from '../plural.js';
import { noActionEn } from './no-action.js';
import { describeDeed } from './deed.js';

const L = 'en';
const timesEn: EnglishForms = { one: 'time', other: 'times' };
/** From here on the mail says for how long. */
const LONG_MS = 60 * 60_000;

export const stageEn: Readonly<Record<Stage, string>> = {
  activate: 'activation',
  authorize: 'Authorize',
  'session-info': 'GetCurrentSessionInfo',
  'log-out': 'LogOut',
};

export const classEn: Readonly<Record<FailureClass, string>> = {
  timeout: 'no answer in time',
  rpc: 'the server process exited or is unreachable',
  error: 'the server returned an error',
  refused: 'access or login denied',
  setup: 'wrong configuration',
  activation: 'the server does not start or accepts no calls',
  stopping: 'the server is stopping',
};

const hintsEn: Hints = {
  byCode: {
    '0x800706BA':
      'The server process does not exist or is unreachable: its dllhost was stopped or crashed. The next call starts a new one.',
    '0x800706BE':
      'The server process exited during the call. See the Application log: events 1000 and 1026 name the module.',
    '0x800706BF': 'The call did not reach the server. The next check usually works.',
    '0x80010001': 'The server (STA) is busy and rejected the call.',
    '0x80010105':
      'An exception inside the component (an access violation, say): a bug in the component.',
    '0x80010108': 'COM+ shut the application down or recycled it. This usually resolves itself.',
    '0x80020003': 'There is no such method: check [commethod] authorize, session_info, log_out.',
    '0x80020006': 'There is no such method: check [commethod] authorize, session_info, log_out.',
    '0x80020005':
      'The server refuses the type of an argument. Name the type in the template (string, variant or int), for example: out error: variant.',
    '0x8002000E': 'The number of arguments is wrong: check the templates in [commethod].',
    '0x80040154':
      'The class is not registered, or only for the other bitness (32/64). Check [commethod] progid.',
    '0x800401F3': 'There is no such ProgID on this server. Check [commethod] progid.',
    '0x8000401A':
      'The account of the COM+ application cannot log on: its password has expired, or it may not log on as a batch job.',
    '0x8000401B': "The agent's account may not launch this server (DCOM permissions).",
    '0x80004027': 'The component or the COM+ application was disabled by an administrator.',
    '0x80004015': 'The class is configured for another account.',
    '0x80070005':
      "No access: launch and activation permissions (event 10016) or COM+ roles. Check the agent's account.",
    '0x8007052E': 'Wrong name or password of a Windows account.',
    '0x80080005':
      'The server started but did not register in time (event 10010): a crash at start, its account, desktop heap.',
    '0x80080008': 'The server is shutting down. This usually resolves itself.',
    '0x8004E00F': 'The transaction coordinator (the MSDTC service) cannot be reached.',
    '0x8004E024': 'COM+ did not start the application in time.',
  },
  byClass: {
    timeout:
      'The server hangs: see whether it waits for a database, a network share or a dialog box.',
    rpc: 'See the Application log of the server.',
    error: 'See the logs of the application server itself.',
    refused: "Check [commethod] login and password, and the rights of the agent's account.",
    setup: 'Check the section [commethod]: unloading does not cure this.',
    activation:
      'Is a process of the application running? Then it no longer accepts calls: stop it; the agent does so by itself when [commethod] unload_on lists activation. Otherwise the server does not start: check the account of the COM+ application, disk space, the System log (events 10010, 10016).',
    stopping: 'The server, COM+ or Windows is being shut down; nothing is stopped for it.',
  },
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
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice: `${advice} ${hintEn(failure)}`.trim(),
  };
}

/** What an operator may do about it. */
export function hintEn({ hresult, failureClass }: ProbeFailure): string {
  return (hresult === null ? undefined : hintsEn.byCode[hresult]) ?? hintsEn.byClass[failureClass];
}

function codeOf({ hresult, name }: ProbeFailure): string {
  return `${hresult}${name === '' ? '' : ` ${name}`}`;
}

/** What the server or Windows says; our own words in this language. */
export function messageEn(failure: ProbeFailure): string {
  const late = /^no answer within (\d+) ms$/.exec(failure.message)?.[1];
  return late === undefined
    ? failure.message
    : `no answer within ${formatDuration(Number(late), L)}`;
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
      return `it hosts ${progid}, which answers with errors only`;
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
    ? ' It is no process of the server but a neighbour: the fresh host does not answer either, and this process stood out at every failed check.'
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
        headline: `${progid}: answers SLOWLY, ${formatDuration(turn.tookMs, L)}`,
        rows: rows([['Usually', formatDuration(turn.floorMs, L)]]),
        advice: 'This is only a warning (slow_metric): nothing is stopped.',
      };
  }
}
