import { dirname, resolve } from 'node:path';
import { systemTrouble } from '../core/system-trouble.js';
import { applicationsOf, ownershipProblems, shareSampling } from './applications.js';
import { buildApplication, inFolder } from './build.js';
import { readBytes } from './bytes.js';
import type { Config } from './config.js';
import { maintenanceOf } from './maintenance.js';
import { readText } from './decode.js';
import { readDialect } from './dialect.js';
import type { TimeUnit } from './kinds.js';
import { listenProblems } from './listen-problems.js';
import { maskedProblems } from './mask.js';
import type { Problem, Warning } from './problem.js';
import { settingOf, tables, type SectionName } from './schema.js';
import { isProtected } from './secret.js';
import { withOverrides, type Override } from './overrides.js';
import { readSections, type Section } from './sections.js';
import type { Table } from './setting.js';
import { complete, defaultsOf, entryOf, readSection } from './values.js';
import { fileWarnings } from './warnings.js';

export type LoadAnswer =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly warnings: readonly Warning[];
      /** Settings whose value is written in the file. */
      readonly written: readonly WrittenSetting[];
      /** Protected passwords of the configuration that have not been read yet. */
      readonly protectedSecrets: readonly ProtectedSecret[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface WrittenSetting {
  readonly name: SectionName;
  /** X of `[commethod X]`. */
  readonly application: string | undefined;
  readonly key: string;
}

export interface ProtectedSecret {
  readonly name: SectionName;
  /** X of `[commethod X]`. */
  readonly application: string | undefined;
  /** Text in the brackets. */
  readonly section: string;
  readonly key: string;
  readonly line: number;
  readonly value: string;
}

/** Reads a configuration file. Returns all its problems at once; with a single problem there is no configuration. */
export async function loadConfig(
  file: string,
  overrides: readonly Override[] = [],
): Promise<LoadAnswer> {
  const path = resolve(file);
  try {
    const read = await readBytes(path);
    if (read.kind !== 'bytes') return { ok: false, problems: [read] };
    const answer = readText(read.bytes);
    return answer.ok
      ? parseConfig(answer.value, path, overrides)
      : { ok: false, problems: answer.reason };
  } catch (error) {
    const cause = systemTrouble(error);
    return { ok: false, problems: [{ kind: 'unreadable', cause }] };
  }
}

/**
 * @param path absolute path of the file: relative folders in it are resolved against its folder
 * @param overrides settings that replace those of the file
 */
export function parseConfig(
  text: string,
  path: string,
  overrides: readonly Override[] = [],
): LoadAnswer {
  const dialect = readDialect(text);
  if (dialect.sections.length === 0 && dialect.problems.length === 0) {
    return { ok: false, problems: [{ kind: 'empty' }] };
  }
  const problems: Problem[] = [...dialect.problems];
  const { sections: written, problems: unknown } = readSections(dialect);
  const sections = withOverrides(written, overrides);
  problems.push(...unknown);
  if (!sections.some(({ name }) => name === 'shellprocess' || name === 'commethod'))
    problems.push({ kind: 'no-check' });

  const unit = timeUnit(sections);
  const read = <Each extends Table>(table: Each, name: SectionName) =>
    sections
      .filter((each) => each.name === name)
      .map((each) => readSection(table, each, unit, problems));
  const one = <Each extends Table>(table: Each, name: SectionName) =>
    complete(read(table, name)[0]?.values ?? defaultsOf(table));
  const processes = shareSampling(
    tables.shellprocess,
    read(tables.shellprocess, 'shellprocess'),
    problems,
  );
  const drafts = applicationsOf(processes, read(tables.commethod, 'commethod'));
  problems.push(...ownershipProblems(drafts));
  const [mail] = read(tables.mail, 'mail');
  const names = drafts.map(({ name }) => name);
  const maintenance = maintenanceOf(read(tables.maintenance, 'maintenance'), names, problems);
  const monitor = one(tables.monitor, 'monitor');
  const log = one(tables.log, 'log');
  const [statusDraft] = read(tables.status, 'status');
  const status = complete(statusDraft?.values ?? defaultsOf(tables.status));
  problems.push(...listenProblems(statusDraft));
  const powershell = one(tables.powershell, 'powershell');
  const [first, ...others] = drafts.map((each) => buildApplication(each, processes));
  if (problems.length > 0 || !first) {
    return { ok: false, problems: inOrder(maskedProblems(problems, text)) };
  }
  const folder = dirname(path);
  const config: Config = {
    file: path,
    monitor: inFolder(monitor, 'stateDir', folder),
    applications: [first, ...others],
    mail: mail && complete(mail.values),
    maintenance,
    log: inFolder(log, 'dir', folder),
    status: status.textfile === undefined ? status : inFolder(status, 'textfile', folder),
    powershell,
  };
  return {
    ok: true,
    config,
    warnings: fileWarnings(config, sections, unit),
    written: sections.flatMap(writtenIn),
    protectedSecrets: sections.flatMap(secretsOf),
  };
}

/** The unit of bare numbers in the file; an invalid one is reported with the other values. */
function timeUnit(sections: readonly Section[]): TimeUnit | undefined {
  const text = entryOf(sections, 'monitor', 'time_unit')?.value.toLowerCase();
  return text === 's' || text === 'ms' ? text : undefined;
}

/** An empty value means the default. */
function writtenIn({ name, application, entries }: Section): WrittenSetting[] {
  const given = entries.filter(({ value }) => value !== '');
  return given.map(({ key }) => ({ name, application, key: key.toLowerCase() }));
}

function secretsOf({ name, application, title, entries }: Section): ProtectedSecret[] {
  return entries
    .filter(({ key, value }) => settingOf(name, key)?.kind.secret && isProtected(value))
    .map(({ line, key, value }) => ({ name, application, section: title, key, line, value }));
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const lineOf = (problem: Problem) => ('line' in problem ? problem.line : undefined) ?? 0;
  return [...problems].sort((a, b) => lineOf(a) - lineOf(b));
}
