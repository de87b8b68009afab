import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type {
  BreachNotice,
  BridgeNotice,
  BrakeNotice,
  ClosedNotice,
  DailyNotice,
  LateNotice,
  Notice,
  SummaryNotice,
  TroubleNotice,
  UpgradeNotice,
  WatchdogNotice,
} from '../../core/telling/notice.js';
import { formatBytes, formatDuration, formatOver, formatPercent, formatTime } from '../format.js';
import type { Description } from '../description.js';
import { attemptsEn, countedEn } from '../plural.js';
import { applicationRow } from './application-row.js';
import { conditions } from './condition.js';
import { describeDeed } from './deed.js';
import { reasonEn } from './reason.js';
import { agentFaultEn } from './watchdog.js';
import { probeEn, probeTurnEn } from './probe.js';
import { weeklyEn } from './weekly.js';

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
    case 'closed':
      return closed(notice);
    case 'late':
      return late(notice);
    case 'bridge':
      return bridge(notice);
    case 'upgrade':
      return upgrade(notice);
    case 'daily':
      return daily(notice);
    case 'weekly':
      return weeklyEn(notice);
    case 'watchdog':
      return watchdog(notice);
    case 'summary':
      if (notice.cause === 'burst') return burst(notice);
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
    headline: `${notice.isReminder ? 'still: ' : ''}${target.name} ${target.pid}: ${outcome} (${over.join(', ')})`,
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
      ...(notice.stops > 1 ? [['Stopped in this incident', String(notice.stops)] as const] : []),
      ...applicationRow(notice),
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice,
  };
}

function brake(notice: BrakeNotice): Description {
  const on = notice.state === 'on';
  const unknown = notice.stateUnreadable === true;
  const subject = notice.subject ?? 'all processes';
  return {
    headline: on
      ? `${subject}: stopping SUSPENDED${unknown ? ', earlier attempts are not known' : ` after ${countedEn(notice.attempts, attemptsEn)}`}`
      : `${subject}: stopping allowed again`,
    rows: [
      ['Server', notice.hostName],
      ['Processes', subject],
      ...checkRow(notice.check),
      ...applicationRow(notice),
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
      ? 'If the failure continues, the agent stops processes again.'
      : unknown
        ? 'The file that records earlier attempts cannot be read, so no process is stopped until the time given. The agent keeps watching and then resumes by itself. If this mail comes again, check the disk and the rights on the state folder.'
        : 'Stopping processes does not cure this server. Look for the cause: limits that are too low, a failing database, a full disk. The agent keeps watching and resumes by itself at the time given.',
  };
}

function checkRow(check: BrakeNotice['check']): (readonly [string, string])[] {
  switch (check) {
    case 'limits':
      return [['Check', 'CPU and memory limits']];
    case 'com':
      return [['Check', 'COM call']];
    case undefined:
      return [];
  }
}

function trouble(notice: TroubleNotice): Description {
  const { failing, over, advice } = conditions[notice.condition];
  const isOver = notice.state === 'over';
  return {
    headline: isOver ? over : `${notice.isReminder ? 'still: ' : ''}${failing}`,
    rows: [
      ['Server', notice.hostName],
      ...applicationRow(notice),
      ...(notice.reason ? [['Reason', reasonEn(notice.reason)] as const] : []),
      ...(notice.lastedMs > 0
        ? [[isOver ? 'Lasted' : 'For', formatDuration(notice.lastedMs, L)] as const]
        : []),
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice: isOver ? 'The agent works as usual.' : advice,
  };
}

const NOT_WATCHED =
  'The configuration no longer has this check, or the agent was off for too long to continue the incident. It is not known whether the trouble is over: check the server.';

function closed(notice: ClosedNotice): Description {
  const { subject, stops, cure, end } = notice;
  const headline = {
    none: 'within its limits again',
    proven: 'within its limits again, stopping it helped',
    'not-proven': 'incident closed, NOT KNOWN whether stopping it helped',
  }[cure];
  const advice = {
    none: 'The figures returned to normal, or the process exited by itself; no process was stopped.',
    proven:
      'The new process is within its limits, or the server has answered the COM check. Nothing needs to be done.',
    'not-proven':
      'No new process appeared, and the server was not checked by a call. Check whether users can work.',
  }[cure];
  const isWatched = end === 'quiet';
  return {
    headline: `${subject}: ${isWatched ? headline : 'no longer watched, incident closed'}`,
    rows: [
      ['Server', notice.hostName],
      ['Watched', subject],
      ...applicationRow(notice),
      ['Lasted', formatDuration(notice.lastedMs, L)],
      ['Processes stopped', String(stops)],
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice: isWatched ? advice : NOT_WATCHED,
  };
}

function late(notice: LateNotice): Description {
  const { target, state } = notice;
  const outcome = {
    gone: 'has exited',
    running: 'is still running',
    unknown: 'outcome UNKNOWN',
  }[state];
  return {
    headline: `${target.name} ${target.pid}: ${outcome} (the previous agent was stopping it)`,
    rows: [
      ['Outcome', outcome],
      ['Server', notice.hostName],
      ['Process', `${target.name}, PID ${target.pid}`],
      ['Started', formatTime(fileTimeToUnixMs(target.startedAt))],
      ...applicationRow(notice),
      ['Stop started', formatTime(notice.begunUnixMs)],
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice:
      'The agent ended while it was stopping this process and could not report the outcome. It is running again and keeps watching.',
  };
}

function bridge(notice: BridgeNotice): Description {
  return {
    headline: 'the COM check goes through PowerShell: edge-js cannot be loaded',
    rows: [
      ['Server', notice.hostName],
      ['Reason', reasonEn(notice.cause)],
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice:
      'The check makes the same calls with the same time limits, only from a separate PowerShell process. edge-js is usually kept from loading by antivirus software, a policy (AppLocker, WDAC) or a file missing from the program folder. Once that is fixed, restart the agent: it tries edge-js first again. To do without edge-js altogether, set [commethod] bridge = powershell.',
  };
}

function upgrade(notice: UpgradeNotice): Description {
  return {
    headline: `new version ${notice.version}: default values have changed`,
    rows: [
      ['Server', notice.hostName],
      ...notice.changes.map(
        ({ section, key, before, now }) =>
          [
            `[${section}] ${key}`,
            `now ${now}, was ${before}; to keep the old value: ${key} = ${before}`,
          ] as const,
      ),
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice:
      'The configuration file does not set these, so the new values apply. To restore the old behaviour, add the line given for the setting to its section.',
  };
}

function watchdog(notice: WatchdogNotice): Description {
  const isGone = notice.fault === 'gone';
  return {
    headline: `the agent was not working and is being restarted: ${isGone ? 'it had exited unexpectedly' : 'it was hung'}`,
    rows: [
      ['Finding', agentFaultEn(notice)],
      ['Server', notice.hostName],
      ['Agent', `PID ${notice.pid}`],
      ['Started', formatTime(notice.startedUnixMs)],
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice: isGone
      ? 'Nothing was watched meanwhile. The process was ended from outside, or it crashed: monitor.log and the Windows Event Log may say why. comwatch status shows whether the new agent works.'
      : 'Nothing was watched meanwhile. The watchdog ends the agent by its PID and start time and starts it again. If this mail comes again, send the monitor.log of that time. comwatch status shows whether the new agent works.',
  };
}

function daily({ incidents, stops, slowestMs, dayUnixMs, ...notice }: DailyNotice): Description {
  const slowest = slowestMs === null ? 'none' : formatDuration(slowestMs, L);
  return {
    headline: `the agent works; yesterday ${countedEn(incidents, { one: 'incident', other: 'incidents' })}, ${countedEn(stops, { one: 'stop', other: 'stops' })}`,
    rows: [
      ['Server', notice.hostName],
      ['Day', formatTime(dayUnixMs).slice(0, 10)],
      ['Incidents', String(incidents)],
      ['Processes stopped', String(stops)],
      ['Slowest answer of the server', slowest],
      ['Time', formatTime(notice.at)],
      ['Incident', notice.incidentId],
    ],
    advice:
      'This mail comes every day at the time set in [mail] daily. If it does not come, check whether the agent works: comwatch status.',
  };
}

function burst(notice: SummaryNotice): Description {
  const { of = [], count } = notice;
  const listed = of.map((each) => [formatTime(each.at), describeEn(each).headline] as const);
  const others = count - of.length;
  return {
    headline: `${notice.count} events within a short time`,
    rows: [
      ['Server', notice.hostName],
      ...listed,
      ...(others > 0 ? [['More', String(others)] as const] : []),
    ],
    advice:
      'They came at almost the same time, or there were more than max_mails in an hour, so they were combined into one mail. Details of each: comwatch incidents.',
  };
}
