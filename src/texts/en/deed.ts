import type { Deed } from '../../core/telling/notice.js';
import type { StopRefusal } from '../../core/acting/stop-outcome.js';
import { formatDuration, formatTime } from '../format.js';
import { reasonEn } from './reason.js';

const L = 'en';

export function describeDeed(deed: Deed): { outcome: string; advice: string } {
  switch (deed.kind) {
    case 'observed':
      return {
        outcome: 'would be stopped',
        advice: 'The agent only observes (mode = observe): the process keeps running.',
      };
    case 'braked':
      return {
        outcome: `NOT stopped: stopping is suspended until ${formatTime(deed.untilWallMs)}`,
        advice:
          'Too many processes were stopped in a short time, and that did not help. Look at the server itself: stopping processes does not remove the cause.',
      };
    case 'tried':
      switch (deed.outcome.kind) {
        case 'stopped':
          return {
            outcome: 'stopped',
            advice:
              'COM+ starts a fresh host at the next call. Whether that helped is reported separately.',
          };
        case 'gone':
          return {
            outcome: 'exited',
            advice: 'The process is gone: it exited by itself, or something else ended it.',
          };
        case 'refused':
          return {
            outcome: 'NOT stopped: refused',
            advice: `${refusal(deed.outcome.reason)} (${reasonEn(deed.outcome.detail)})`,
          };
        case 'survived':
          return {
            outcome: `did NOT exit (attempt ${deed.attempt})`,
            advice: `The process did not exit within ${formatDuration(deed.outcome.waitedMs, L)} (${reasonEn(deed.outcome.detail)}). ${survivorEn(deed.attempt)}`,
          };
        case 'unknown':
          return {
            outcome: 'outcome UNKNOWN',
            advice: `PowerShell did not report the result (${reasonEn(deed.outcome.detail)}). The agent checks whether the process is still running and retries if needed.`,
          };
      }
  }
}

function refusal(reason: StopRefusal): string {
  switch (reason) {
    case 'protected-name':
    case 'protected-pid':
      return 'The process belongs to Windows and is never stopped. Check [shellprocess] name.';
    case 'agent-family':
      return 'It is the agent itself, its parent or its child.';
    case 'system-application':
      return 'It is the host of the COM+ System Application, which is never stopped.';
    case 'unidentified':
      return 'Its command line is not known, so it could be the COM+ System Application. Run the agent as SYSTEM.';
    case 'excluded':
      return 'The process is excluded by [shellprocess] exclude.';
    case 'identity-changed':
      return 'This PID now belongs to another process; the one in question has exited.';
    case 'access-denied':
      return 'Windows denied access. Run the agent as SYSTEM or an administrator. Until then it retries less and less often, down to once an hour.';
    case 'lock-lost':
      return 'Another agent has taken over the state folder; this one stops.';
    case 'what-if':
      return 'This was a dry run: nothing was done.';
  }
}

function survivorEn(attempt: number): string {
  switch (attempt) {
    case 0:
    case 1:
      return 'The agent tries again after 5 s, then after 30 s, then every 5 min.';
    case 2:
      return 'The agent tries again after 30 s, then every 5 min.';
    default:
      return 'The agent tries again every 5 min. The process probably hangs in a driver or in the kernel: the server will have to be restarted.';
  }
}
