/** Processes that are never stopped, whatever the configuration says. */
import { imageName } from '../observing/identity.js';
import type { Reason } from '../reason.js';
import type { CommandLine, Target } from '../observing/model.js';
import type { StopRefusal } from './stop-outcome.js';

/**
 * Image names, with `.exe` even where Windows shows none. The end of such a process stops or restarts Windows
 * (CRITICAL_PROCESS_DIED), or disables its protection. The COM+ System Application is recognised by its command line.
 */
const protectedNames = new Set([
  'system.exe',
  'idle.exe',
  'system idle process.exe',
  'registry.exe',
  'secure system.exe',
  'memory compression.exe',
  'smss.exe',
  'csrss.exe',
  'wininit.exe',
  'winlogon.exe',
  'services.exe',
  'lsass.exe',
  'lsaiso.exe',
  'fontdrvhost.exe',
  'dwm.exe',
  'svchost.exe',
  'msmpeng.exe',
  'wmiprvse.exe',
  'spoolsv.exe',
  'taskhostw.exe',
  'taskeng.exe',
  'explorer.exe',
]);

/** AppID of the COM+ System Application, which has its own dllhost.exe. */
const SYSTEM_APPLICATION = '{02d4b3f1-fd88-11d1-960d-00805fc79235}';

const protectedPids = new Set([0, 4]);

export interface Refusal {
  readonly reason: StopRefusal;
  readonly detail: Reason;
}

/** Whether processes of this name, with or without `.exe`, are never stopped; also used by the configuration check. */
export function isProtectedName(name: string): boolean {
  return protectedNames.has(imageName(name));
}

/**
 * Reason why this target must not be stopped, or `undefined`.
 * @param ownProcesses PIDs of the agent, its parents and children
 * @param excluded parts of command lines, and AppIDs, that the operators never want stopped; case-insensitive
 * @param catalogueAppId identifies a COM+ host whose command line cannot be read
 */
export function refusalOf(
  target: Target,
  commandLine: CommandLine,
  ownProcesses: ReadonlySet<number>,
  excluded: readonly string[] = [],
  catalogueAppId?: string,
): Refusal | undefined {
  if (protectedPids.has(target.pid)) {
    return { reason: 'protected-pid', detail: { kind: 'pid-of-windows', pid: target.pid } };
  }
  if (ownProcesses.has(target.pid)) {
    return { reason: 'agent-family', detail: { kind: 'own-process' } };
  }
  if (isProtectedName(target.name)) {
    return { reason: 'protected-name', detail: { kind: 'name-protected', name: target.name } };
  }
  const isComHost = imageName(target.name) === 'dllhost.exe';
  // The command line of a COM+ host consists of its AppID, so nothing else in it could be excluded.
  const identity =
    commandLine.kind === 'read' ? commandLine.text : isComHost ? catalogueAppId : undefined;
  const pattern = excluded.find((each) => identity !== undefined && includesText(identity, each));
  if (pattern !== undefined) return { reason: 'excluded', detail: { kind: 'excluded', pattern } };
  if (!isComHost && excluded.length === 0) return undefined;
  if (identity !== undefined) {
    return includesText(identity, SYSTEM_APPLICATION)
      ? { reason: 'system-application', detail: { kind: 'system-application' } }
      : undefined;
  }
  const why = commandLine.kind === 'hidden' ? 'command-line-hidden' : 'command-line-unread';
  return { reason: 'unidentified', detail: { kind: why } };
}

/** The part of `exclude` that matches a process, if any: such a process is watched and never stopped. */
export function exclusionOf(
  commandLine: CommandLine,
  excluded: readonly string[],
  catalogueAppId?: string,
): string | undefined {
  const identity = commandLine.kind === 'read' ? commandLine.text : catalogueAppId;
  return excluded.find((each) => identity !== undefined && includesText(identity, each));
}

function includesText(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
