/** The persistent shells of the agent, and the processes that it never stops. */
import { stopWithoutTarget } from '../adapters/powershell/commands/stopper.js';
import { findExecutable } from '../adapters/powershell/shell/executable.js';
import { logShell } from '../adapters/powershell/shell/shell-log.js';
import { Shell, type ShellOptions } from '../adapters/powershell/shell/shell.js';
import type { Config } from '../config/config.js';
import { redactor } from '../config/redact.js';
import type { Reason } from '../core/reason.js';
import { success, type Result } from '../core/result.js';
import { shellModulePath as modulePath } from '../parts.js';
import type { Journal } from '../ports.js';
import { secretsOf } from './secrets.js';

export interface Shells {
  readonly watch: Shell;
  readonly act: Shell;
  /** Shell for calls that may block or come in bursts: the COM+ catalogue and the Event Log. */
  readonly ask: Shell;
}

/** Idle time after which the shell of the catalogue ends, to free its memory. */
const ASK_IDLE_MS = 10 * 60_000;
/** The Event Log is written in bursts, and its adapter drops more than 50 entries. */
const ASK_MOST_WAITING = 64;

/**
 * Two shells: one watches, one acts, so that a stuck query never delays a stop. A third makes the calls that may block;
 * without the Event Log it runs only while there are any. Not started yet.
 */
export function makeShells(config: Config, journal: Journal): Result<Shells, Reason> {
  const redact = redactor(secretsOf(config));
  const found = findExecutable(config.powershell.path);
  if (!found.ok) return found;
  const make = (role: string, options: Partial<ShellOptions> = {}) =>
    new Shell({
      executable: found.value,
      modulePath,
      onEvent: logShell(role, journal, { redact }),
      redact,
      ...options,
    });
  const ask = make('ask', {
    maxWaiting: ASK_MOST_WAITING,
    ...(!config.log.eventLog && { idleMs: ASK_IDLE_MS }),
  });
  return success({ watch: make('watch'), act: make('act', { rehearsal: stopWithoutTarget }), ask });
}

/** Running processes of each, by its role. */
export function pidsOf(shells: Shells) {
  const roles = ['watch', 'act', 'ask'] as const;
  return roles.map((role) => ({ role, pids: [...shells[role].pids] }));
}

/** PIDs that are never stopped: the agent, its parent, its shells, the processes of its probe. */
export function ownProcessesOf(
  shells: Shells,
  probePids: () => readonly number[],
): () => ReadonlySet<number> {
  return () =>
    new Set([
      process.pid,
      process.ppid,
      ...shells.watch.pids,
      ...shells.act.pids,
      ...shells.ask.pids,
      ...probePids(),
    ]);
}
