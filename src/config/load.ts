import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from './config.js';
import { build } from './build.js';
import { decodeText } from './decode.js';
import { readDialect, type Entry } from './dialect.js';
import type { TimeUnit } from './kinds.js';
import { masked, maskedProblem } from './mask.js';
import { nearest } from './nearest.js';
import type { Problem, Warning } from './problem.js';
import { sectionHelp, settingOf, settings, type SectionName, type Setting } from './schema.js';
import { isProtected } from './secret.js';
import { fileWarnings } from './warnings.js';

export type LoadAnswer =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly warnings: readonly Warning[];
      /** Passwords of the configuration that a machine protected and that are not read yet. */
      readonly protectedSecrets: readonly ProtectedSecret[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ProtectedSecret {
  readonly section: SectionName;
  readonly key: string;
  readonly line: number;
  readonly value: string;
}

const MOST_BYTES = 1_000_000;

/** The file that is read when none is named: monitor.ini, else config.cfg of the original tool. */
export function findConfig(folder: string): string {
  const names = ['monitor.ini', 'config.cfg'];
  const found = names.find((name) => existsSync(join(folder, name)));
  return resolve(folder, found ?? 'monitor.ini');
}

/** Reads a configuration file. All its problems come back at once; with one problem there is no configuration. */
export async function loadConfig(file: string): Promise<LoadAnswer> {
  const path = resolve(file);
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return { ok: false, problems: [{ kind: 'too-large', bytes: size }] };
    return parseConfig(decodeText(await readFile(path)), path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ kind: 'unreadable', reason }] };
  }
}

/** @param path absolute path of the file: relative folders within it are taken from its folder */
export function parseConfig(text: string, path: string): LoadAnswer {
  const dialect = readDialect(text);
  if (dialect.sections.length === 0 && dialect.problems.length === 0) {
    return { ok: false, problems: [{ kind: 'empty' }] };
  }
  const problems: Problem[] = dialect.problems.map((each) => maskedProblem(each, dialect.entries));
  const known = Object.keys(sectionHelp);
  for (const { name, line } of dialect.sections) {
    if (known.includes(name)) continue;
    problems.push({ kind: 'unknown-section', line, section: name, nearest: nearest(name, known) });
  }
  const present = new Map(dialect.sections.map((each) => [each.name, each.line]));
  if (!present.has('shellprocess') && !present.has('commethod'))
    problems.push({ kind: 'no-check' });

  const given = new Map<Setting, Entry>();
  for (const entry of dialect.entries) {
    const setting = settingOf(entry.section, entry.key);
    if (setting) given.set(setting, entry);
    else if (known.includes(entry.section)) problems.push(unknownKey(entry));
  }
  const unit = timeUnit(given);
  const values = new Map<Setting, unknown>();
  for (const setting of settings) {
    const value = valueOf(
      setting,
      given.get(setting),
      present.get(setting.section),
      unit,
      problems,
    );
    values.set(setting, value);
  }
  if (problems.length > 0) return { ok: false, problems: inOrder(problems) };
  const config = build(values, new Set(present.keys()), path, dirname(path));
  const protectedSecrets = [...given]
    .filter(([{ kind }, { value }]) => kind.secret && isProtected(value))
    .map(([{ section, key }, { line, value }]) => ({ section, key, line, value }));
  return { ok: true, config, warnings: fileWarnings(config, given, unit), protectedSecrets };
}

function unknownKey({ section, key, line }: Entry): Problem {
  const keys = settings.filter((each) => each.section === section).map((each) => each.key);
  return { kind: 'unknown-key', line, section, key: masked(key), nearest: nearest(key, keys) };
}

/** The unit that the file gives to bare numbers; a wrong one is reported with the other values. */
function timeUnit(given: ReadonlyMap<Setting, Entry>): TimeUnit | undefined {
  const setting = settingOf('monitor', 'time_unit');
  const text = setting && given.get(setting)?.value.toLowerCase();
  return text === 's' || text === 'ms' ? text : undefined;
}

/** These three follow `time_unit`; every other bare duration has the unit that its help says. */
const FOLLOWS_TIME_UNIT = new Set(['delay', 'time_cache', 'witerezult']);

function valueOf(
  setting: Setting,
  entry: Entry | undefined,
  sectionLine: number | undefined,
  unit: TimeUnit | undefined,
  problems: Problem[],
): unknown {
  const { section, key, kind } = setting;
  const bare = FOLLOWS_TIME_UNIT.has(key) ? unit : undefined;
  if (!entry) {
    if (setting.default === undefined) {
      if (sectionLine !== undefined) {
        problems.push({
          kind: 'missing-key',
          line: sectionLine,
          section,
          key,
          expected: kind.expected,
        });
      }
      return undefined;
    }
    if (setting.default === '') return '';
    const answer = kind.read(setting.default, undefined);
    return answer.ok ? answer.value : undefined;
  }
  if (entry.continued.length > 0 && !setting.lines) {
    problems.push({ kind: 'continued', line: entry.continued[0] ?? entry.line, section, key });
    return undefined;
  }
  // An empty value means the default, where there is one: people leave keys empty.
  if (entry.value === '' && setting.default !== undefined) {
    const answer = setting.default === '' ? undefined : kind.read(setting.default, undefined);
    return answer?.ok ? answer.value : '';
  }
  const answer = kind.read(entry.value, bare);
  if (answer.ok) return answer.value;
  const found = kind.secret ? '***' : masked(entry.value);
  problems.push({
    kind: 'bad-value',
    line: entry.line,
    section,
    key,
    found,
    expected: answer.expected ?? kind.expected,
    ...(answer.column === undefined ? {} : { column: entry.column + answer.column - 1 }),
  });
  return undefined;
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const lineOf = (problem: Problem) => ('line' in problem ? problem.line : 0);
  return [...problems].sort((a, b) => lineOf(a) - lineOf(b));
}
