import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type {
  BreachNotice,
  BrakeNotice,
  Notice,
  TroubleNotice,
} from '../../core/telling/notice.js';
import { formatBytes, formatDuration, formatOver, formatPercent, formatTime } from '../format.js';
import type { Description } from '../description.js';
import { attemptsEn, countedEn } from '../plural.js';
import { describeDeed } from './deed.js';
import { probeEn, probeTurnEn } from './probe.js';

const L = 'en';

export function describeEn(notice: Notice): Description {
  switch (notice.kind) {
    case 'breach':
      return breach(notice);
    case 'brake':
      return brake(notice);
    case 'trouble':
      return trouble(notice);
    case 'probe':
      return probeEn(notice);
    case 'probe-turn':
      return probeTurnEn(notice);
    case 'summary':
      return {
        headline: `${countedEn(notice.count, { one: 'event', other: 'events' })} could not be mailed in time`,
        rows: [
          ['Server', notice.hostName],
          ['Events', String(notice.count)],
          ['First', formatTime(notice.firstAt)],
          ['Last', formatTime(notice.lastAt)],
          ['Incident', notice.incidentId],
        ],
        advice:
          'The mail server accepted no mail for a long time, so the oldest notices were combined into this one. Every event is in monitor.log under its own incident id.',
      };
    case 'test':
      return {
        headline: 'test mail',
        rows: [
          ['Server', notice.hostName],
          ['Time', formatTime(notice.at)],
        ],
        advice: 'Mail from this server arrives. Nothing needs to be done.',
      };
  }
}

function breach(notice: BreachNotice): Description {
  const { target, figures, limits, breached, deed } = notice;
  const over = breached.map((each) =>
    each === 'cpu'
      ? `CPU ${formatOver(figures.cpuPercent, limits.maxCpuPercent, L)}`
      : `memory ${formatOver(figures.memoryPercent, limits.maxMemoryPercent, L)}`,
  );
  const { outcome, advice } = describeDeed(deed);
  const basis =
    notice.cpuBasis === 'core'
      ? '100 % = one core'
      : `100 % = all ${notice.logicalProcessors} cores`;
  return {
    headline: `${target.name} ${target.pid}: ${outcome} (${over.join(', ')})`,
    rows: [
      ['Outcome', outcome],
      ['Server', notice.hostName],
      ['Process', `${target.name}, PID ${target.pid}`],
      ['Started', formatTime(fileTimeToUnixMs(target.startedAt))],
      ['Command line', notice.commandLine ?? 'unknown'],
      [
        'CPU',
        `${formatPercent(figures.cpuPercent, L)} (limit ${formatPercent(limits.maxCpuPercent, L)}, ${basis})`,
      ],
      [
        'Memory',
        `${formatPercent(figures.memoryPercent, L)}, ${formatBytes(figures.workingSetBytes, L)} (limit ${formatPercent(limits.maxMemoryPercent, L)})`,
      ],
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice,
  };
}

function brake(notice: BrakeNotice): Description {
  const on = notice.state === 'on';
  const unknown = notice.stateUnreadable === true;
  return {
    headline: on
      ? `${notice.processName}: unloading SUSPENDED${unknown ? ': earlier attempts are unknown' : ` after ${countedEn(notice.attempts, attemptsEn)}`}`
      : `${notice.processName}: unloading allowed again`,
    rows: [
      ['Server', notice.hostName],
      ['Process name', notice.processName],
      ...(on
        ? ([
            [
              'Attempts',
              unknown
                ? 'unknown'
                : `${notice.attempts} within ${formatDuration(notice.windowMs, L)}`,
            ],
            ['Suspended until', formatTime(notice.untilWallMs)],
          ] as const)
        : []),
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice: !on
      ? 'The agent stops processes that are over their limits again. Nothing needs to be done.'
      : unknown
        ? 'The record of earlier stops cannot be read, so the agent stops no process until the time given. It keeps watching and then resumes by itself. If this mail comes again, check the disk and the rights on the state folder.'
        : 'Stopping processes does not cure this server. Look for the cause: limits that are too low, a failing database, a full disk. The agent keeps watching and resumes by itself at the time given.',
  };
}

function trouble(notice: TroubleNotice): Description {
  const rows: [string, string][] = [
    ['Server', notice.hostName],
    ['Detail', notice.detail],
    ['Time', formatTime(notice.at)],
    ['Incident', notice.incidentId],
  ];
  const shown = rows.filter(([, value]) => value !== '');
  switch (notice.trouble) {
    case 'no-stop-right':
      return {
        headline: 'the agent has NO RIGHT to stop processes',
        rows: shown,
        advice:
          'The agent watches and mails but cannot stop any process. Run it as SYSTEM or an administrator.',
      };
    case 'sampling-fails':
      return {
        headline: 'the agent gets NO SAMPLES',
        rows: shown,
        advice:
          'No process figures have arrived for a minute; a breach would go unnoticed now. The agent keeps trying. Check PowerShell and WMI on the server.',
      };
    case 'sampling-works-again':
      return {
        headline: 'the agent gets samples again',
        rows: shown,
        advice: 'Nothing needs to be done.',
      };
    case 'application-missing':
      return {
        headline: 'the agent watches NO PROCESS: the application was not found',
        rows: shown,
        advice:
          'The COM+ application named in [shellprocess] application has not been found for a minute. The agent keeps looking. Check the name, and COM+ on the server.',
      };
    case 'application-found':
      return {
        headline: 'the agent watches again: the application was found',
        rows: shown,
        advice: 'Nothing needs to be done.',
      };
  }
}
