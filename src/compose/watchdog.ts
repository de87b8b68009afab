/** Parts of the watchdog: a separate shell, then log and mail under the lock of the agent. */
import { hostname } from 'node:os';
import { systemClock } from '../adapters/clock/clock.js';
import { openJournal } from '../adapters/log/journal.js';
import {
  endAgentProcess,
  type AgentProcess,
  type EndAnswer,
} from '../adapters/powershell/commands/agent-process.js';
import { findExecutable } from '../adapters/powershell/shell/executable.js';
import { Shell } from '../adapters/powershell/shell/shell.js';
import { lockInstance } from '../adapters/state/instance-lock.js';
import { removeStatus } from '../adapters/state/status-file.js';
import type { Config } from '../config/config.js';
import { redactor } from '../config/redact.js';
import { incidentId } from '../core/acting/incident.js';
import type { AgentFault } from '../core/telling/notice.js';
import { shellModulePath as modulePath } from '../parts.js';
import { version } from '../version.js';
import { openMails } from './mails.js';
import { secretsOf } from './secrets.js';

/** Maximum wait for the mail server; what it has not accepted by then is left to the next agent. */
const MAIL_MS = 8_000;

/** Ends the process of an agent through a separate PowerShell. */
export async function endAgent(
  config: Config,
  agent: AgentProcess,
  signal: AbortSignal,
): Promise<EndAnswer> {
  const found = findExecutable(config.powershell.path);
  if (!found.ok) return { kind: 'unknown', reason: found.reason };
  const shell = new Shell({
    executable: found.value,
    modulePath,
    // The log does not belong to the watchdog yet.
    onEvent: () => undefined,
    // A Group Policy may hold a PowerShell up for 30 s.
    firstCallDeadlineMs: 45_000,
    redact: redactor(secretsOf(config)),
  });
  try {
    return await endAgentProcess(shell, agent, signal);
  } finally {
    await shell.close();
  }
}

export interface RestartReport {
  readonly fault: AgentFault;
  readonly pid: number;
  readonly startedUnixMs: number;
  readonly byMs: number;
  readonly loops: readonly string[];
}

/**
 * Deletes the last status of the ended agent, so that it is handled once, and records in log and outbox that an agent
 * is ended and restarted, provided that no other agent holds them: returns false if one does. Mail is sent if the
 * server takes it quickly; else the next agent sends it.
 */
export async function reportRestart(config: Config, report: RestartReport): Promise<boolean> {
  const { stateDir, language } = config.monitor;
  const locking = await lockInstance(stateDir);
  if (locking.kind === 'taken') return false;
  await removeStatus(stateDir);
  const secrets = secretsOf(config);
  const log = await openJournal({
    ...config.log,
    version: version(),
    debug: false,
    secrets,
    print: () => undefined,
    language: 'en',
  });
  const at = systemClock.wallMs();
  const id = incidentId(at, 'watchdog');
  const { pid, startedUnixMs, fault, byMs, loops } = report;
  try {
    log.journal({
      level: 'error',
      action: 'watchdog',
      sentence: { kind: 'agent-restarted', pid, fault, byMs, loops },
      incidentId: id,
      mailed: true,
      fields: { 'process.pid': pid, 'comwatch.watchdog.fault': fault },
    });
    if (config.mail) {
      const mails = await openMails(config, log.journal, language);
      await mails.notify({
        kind: 'watchdog',
        id,
        incidentId: id,
        hostName: hostname(),
        at,
        pid,
        startedUnixMs,
        fault,
        byMs,
        loops,
      });
      await mails.finish(true);
      await mails.flush(MAIL_MS);
      await mails.close();
    }
  } finally {
    await log.close();
    await locking.lock.release();
  }
  return true;
}
