import type { StopOutcome, StopRefusal } from '../../core/acting/stop-outcome.js';
import { formatDuration, formatTime } from '../format.js';
import { reasonEn } from './reason.js';

const L = 'en';

/** What was done about a process, whichever check asked for it. */
export type Deed =
  | { readonly kind: 'tried'; readonly outcome: StopOutcome; readonly attempt: number }
  | { readonly kind: 'observed' }
  | { readonly kind: 'braked'; readonly untilWallMs: number };

export function describeDeed(deed: Deed): { outcome: string; advice: string } {
  switch (deed.kind) {
    case 'observed':
      return {
        outcome: 'would be stopped',
        advice: 'The agent only observes (mode = observe): the process runs on.',
      };
    case 'braked':
      return {
        outcome: 'NOT stopped: brake on',
        advice: `Too many processes were stopped in a short time. Unloading is suspended until ${formatTime(deed.untilWallMs)}. Look at the server: stopping does not cure it.`,
      };
    case 'tried':
      switch (deed.outcome.kind) {
        case 'stopped':
          return {
            outcome: 'stopped',
            advice: 'COM+ starts a fresh host at the next call. Nothing needs to be done.',
          };
        case 'gone':
          return { outcome: 'is gone', advice: 'The process had ended. Nothing needs to be done.' };
        case 'refused':
          return {
            outcome: 'NOT stopped: refused',
            advice: `${refusal(deed.outcome.reason)} (${reasonEn(deed.outcome.detail)})`,
          };
        case 'survived':
          return {
            outcome: `SURVIVED attempt ${deed.attempt}`,
            advice: `It did not end within ${formatDuration(deed.outcome.waitedMs, L)} (${reasonEn(deed.outcome.detail)}). It is tried again after 5 s, 30 s, then every 5 min. A process that cannot be ended hangs in a driver: only a restart of the server may help.`,
          };
        case 'unknown':
          return {
            outcome: 'outcome UNKNOWN',
            advice: `PowerShell did not say what came of it (${reasonEn(deed.outcome.detail)}). The agent looks again and tries again when the process is still there.`,
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
    case 'identity-changed':
      return 'The PID belongs to another process by now. Nothing needs to be done.';
    case 'access-denied':
      return 'Windows denied access. Run the agent as SYSTEM or an administrator.';
    case 'what-if':
      return 'It was only asked what would be done.';
  }
}
