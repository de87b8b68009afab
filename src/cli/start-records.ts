/** Log records of a run when it begins, takes over another configuration, or ends by an internal error. */
import { hostname } from 'node:os';
import type { Config } from '../config/config.js';
import { settingFields } from '../config/in-force.js';
import type { Warning } from '../config/problem.js';
import { childEnvironment } from '../adapters/files/environment.js';
import { foreign } from '../core/foreign.js';
import type { Journal } from '../ports.js';
import { version } from '../version.js';
import type { Crash } from './crash.js';
import { lastWord } from './last-word.js';
import type { Tellers } from './tell-lock.js';
import type { Taken } from './reloads.js';

export interface RunOptions {
  readonly debug: boolean;
  readonly once: boolean;
  readonly observe: boolean;
  /** The scheduled task that runs it. */
  readonly task: string | undefined;
}

export function writeReload({ config, warnings, keptFrom }: Taken, journal: Journal): void {
  journal({
    level: 'info',
    action: 'configuration',
    sentence: { kind: 'reload-begun', file: config.file },
    fields: settingFields(config, undefined),
  });
  warn(warnings, journal);
  for (const application of keptFrom) {
    const sentence = { kind: 'commethod-kept', application } as const;
    journal({ level: 'warn', action: 'configuration', sentence });
  }
}

export function writeStart(
  config: Config,
  warnings: readonly Warning[],
  journal: Journal,
  { once }: RunOptions,
): void {
  const [{ name: first }, ...named] = config.applications;
  journal({
    level: 'info',
    action: 'agent-start',
    sentence: {
      kind: 'agent-started',
      version: version(),
      hostName: hostname(),
      file: config.file,
    },
    fields: {
      'agent.version': version(),
      'process.pid': process.pid,
      'comwatch.config.file': config.file,
      'comwatch.config.once': once,
      ...(first !== undefined && {
        'comwatch.application': first,
        ...settingFields(config, first),
      }),
      ...settingFields(config, undefined),
    },
  });
  const { removed } = childEnvironment(process.env);
  if (removed.length > 0) {
    const sentence = { kind: 'environment-cleaned', names: removed } as const;
    journal({ level: 'info', action: 'machine', sentence });
  }
  for (const { name } of named) {
    journal({
      level: 'info',
      action: 'application-settings',
      sentence: { kind: 'application-configured', name: name ?? '' },
      fields: { 'comwatch.application': name ?? '', ...settingFields(config, name) },
    });
  }
  warn(warnings, journal);
}

/** An internal error ends the agent: a record, and a mail where mails are sent. */
export function tellCrash(crash: Crash, { clock, journal, notify }: Tellers): void {
  const cause = foreign(crash.message);
  const notice = lastWord('fault', cause, clock);
  journal({
    level: 'error',
    action: 'agent-crash',
    sentence: { kind: 'agent-crashed', cause },
    incidentId: notice.id,
    fields: { 'error.message': crash.message, 'error.stack_trace': crash.where },
    mailed: true,
  });
  void notify(notice);
}

export function warn(warnings: readonly Warning[], journal: Journal): void {
  for (const warning of warnings) {
    journal({
      level: 'warn',
      action: 'configuration-warning',
      sentence: { kind: 'configuration-warning', warning },
      fields: { 'comwatch.warning': warning.kind },
    });
  }
}
