import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type {
  BreachNotice,
  BrakeNotice,
  Notice,
  TroubleNotice,
} from '../../core/telling/notice.js';
import { formatBytes, formatDuration, formatPercent, formatTime } from '../format.js';
import type { Description } from '../description.js';
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
        headline: `${notice.count} events could not be mailed in time`,
        rows: [
          ['Server', notice.hostName],
          ['Events', String(notice.count)],
          ['First', formatTime(notice.firstAt)],
          ['Last', formatTime(notice.lastAt)],
          ['Incident', notice.incidentId],
        ],
        advice:
          'The mail server took no mail for long, so the oldest were put together into this one. Every event is in monitor.log under its own incident id.',
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
      ? `CPU ${formatPercent(figures.cpuPercent, L)} > ${formatPercent(limits.maxCpuPercent, L)}`
      : `memory ${formatPercent(figures.memoryPercent, L)} > ${formatPercent(limits.maxMemoryPercent, L)}`,
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
      ['Command line', notice.commandLine ?? 'not known'],
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
      ? `${notice.processName}: unloading SUSPENDED${unknown ? ', the state of the brake cannot be read' : ` after ${notice.attempts} attempts`}`
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
      ? 'The agent unloads again what is over its limits. Nothing needs to be done.'
      : unknown
        ? 'The agent does not know how often it has unloaded already, so it unloads nobody for one window. It goes on watching and lets go by itself. If this mail comes again, check the disk and the rights on the state folder.'
        : 'Stopping processes does not cure this server. Look for the cause: limits that are too low, a failing database, a full disk. The agent goes on watching and lets go by itself.',
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
        headline: 'agent without the RIGHT to stop processes',
        rows: shown,
        advice:
          'The agent watches and mails but cannot unload. Run it as SYSTEM or an administrator.',
      };
    case 'sampling-fails':
      return {
        headline: 'agent sees NOTHING: no samples',
        rows: shown,
        advice:
          'No figures have arrived for a minute. The agent goes on trying. Check PowerShell and WMI on the server.',
      };
    case 'sampling-works-again':
      return {
        headline: 'agent sees again: samples arrive',
        rows: shown,
        advice: 'Nothing needs to be done.',
      };
    case 'application-missing':
      return {
        headline: 'agent watches NOBODY: the application is not found',
        rows: shown,
        advice:
          'No COM+ application has been found for a minute by what [shellprocess] application says. The agent goes on asking. Check the name, and COM+ on the server.',
      };
    case 'application-found':
      return {
        headline: 'agent watches again: the application is found',
        rows: shown,
        advice: 'Nothing needs to be done.',
      };
  }
}
