/** The values of one section: the written ones, else the defaults. */
import type { Entry } from './dialect.js';
import type { Expected } from './expected.js';
import { invalid, type KindAnswer, type TimeUnit } from './kinds.js';
import { masked } from './mask.js';
import { isSteering, latinised, strangeCharacters } from './letters.js';
import { nearest } from './nearest.js';
import { suspicionOf } from './suspicion.js';
import type { Problem } from './problem.js';
import { sectionNames, settingsOf, type SectionName, type Setting } from './schema.js';
import type { Section } from './sections.js';
import type { Table, Values } from './setting.js';

/** A number without a unit. */
export const BARE = /^\d+([.,]\d+)?$/;

/** A section that was read: values with problems are missing. */
export interface Draft<Each extends Table> {
  readonly section: Section;
  readonly values: Partial<Values<Each>>;
  /** Written values, by the name of the setting in the program. */
  readonly given: ReadonlyMap<string, Entry>;
}

export function readSection<Each extends Table>(
  table: Each,
  section: Section,
  unit: TimeUnit | undefined,
  problems: Problem[],
): Draft<Each> {
  const given = new Map<string, Entry>();
  const names = new Map(Object.entries(table).map(([name, { key }]) => [key, name]));
  for (const entry of section.entries) {
    const name = names.get(entry.key.toLowerCase());
    if (name !== undefined) given.set(name, entry);
    else problems.push(unknownKey(section, entry));
  }
  const values = Object.entries(table).map(([name, setting]) => [
    name,
    valueOf(section, setting, given.get(name), unit, problems),
  ]);
  return { section, given, values: Object.fromEntries(values) as Partial<Values<Each>> };
}

/** The values of a section that is not there. */
export function defaultsOf<Each extends Table>(table: Each): Partial<Values<Each>> {
  const values = Object.entries(table).map(([name, setting]) => [name, defaultOf(setting)]);
  return Object.fromEntries(values) as Partial<Values<Each>>;
}

/** The values of a section without problems. */
export function complete<Each extends Table>(values: Partial<Values<Each>>): Values<Each> {
  return values as Values<Each>;
}

/** The sections that have a setting of a name; made once, since a broken file may have thousands of unknown ones. */
const sectionsOf: ReadonlyMap<string, readonly SectionName[]> = new Map(
  sectionNames
    .flatMap((each) => settingsOf(each))
    .map(({ key }) => [
      key,
      sectionNames.filter((each) => settingsOf(each).some((other) => other.key === key)),
    ]),
);

function unknownKey({ name, title }: Section, { key, line }: Entry): Problem {
  const keys = settingsOf(name).map((each) => each.key);
  const near = nearest(latinised(key), keys);
  const strange = strangeCharacters(key);
  const elsewhere = sectionsOf.get(key.toLowerCase()) ?? [];
  return {
    kind: 'unknown-key',
    line,
    section: title,
    key,
    nearest: elsewhere.length > 0 ? undefined : near,
    strange,
    ...(elsewhere.length > 0 && { elsewhere }),
  };
}

function defaultOf({ kind, default: preset }: Setting): unknown {
  const answer = preset === undefined ? undefined : kind.read(preset, undefined);
  return answer?.ok ? answer.value : undefined;
}

function valueOf(
  { title, line }: Section,
  setting: Setting,
  entry: Entry | undefined,
  unit: TimeUnit | undefined,
  problems: Problem[],
): unknown {
  const { key, kind, default: preset } = setting;
  if (!entry) {
    if (preset !== undefined) return defaultOf(setting);
    const { expected } = kind;
    problems.push({ kind: 'missing-key', line, section: title, key, expected });
    return undefined;
  }
  const [second] = entry.continued;
  if (second !== undefined && !setting.lines) {
    problems.push({ kind: 'continued', line: second, section: title, key });
    return undefined;
  }
  // An empty value means the default, if there is one: people leave keys empty.
  if (entry.value === '' && preset !== undefined) return defaultOf(setting);
  const followed = setting.followsTimeUnit ? unit : undefined;
  const isShown = kind.secret || !isSteering(entry.value);
  const answer: KindAnswer<unknown> = isShown ? kind.read(entry.value, followed) : invalid;
  if (answer.ok) return answer.value;
  problems.push(badValue(title, setting, entry, answer, followed));
  return undefined;
}

function badValue(
  section: string,
  { key, kind }: Setting,
  entry: Entry,
  answer: Extract<KindAnswer<unknown>, { ok: false }>,
  unit: TimeUnit | undefined,
): Problem {
  const expected = answer.expected ?? kind.expected;
  const bareUnit = bareUnitOf(entry.value, expected, unit);
  return {
    kind: 'bad-value',
    line: entry.line,
    section,
    key,
    found: kind.secret ? '***' : masked(entry.value),
    expected,
    ...(bareUnit && { bareUnit }),
    strange: kind.secret ? [] : strangeCharacters(entry.value),
    suspicion: kind.secret ? undefined : suspicionOf(entry.value),
    ...(answer.column === undefined ? {} : { column: entry.column + answer.column - 1 }),
  };
}

/** Unit of a number without one; `undefined` where the unit does not matter. */
function bareUnitOf(
  value: string,
  expected: Expected,
  unit: TimeUnit | undefined,
): TimeUnit | undefined {
  const matters = expected.kind === 'duration' && BARE.test(value) && !/^0+$/.test(value);
  return matters ? (unit ?? expected.bare) : undefined;
}

/** A setting of the file by its section and key. */
export function entryOf(
  sections: readonly Section[],
  name: SectionName,
  key: string,
): Entry | undefined {
  return sections
    .find((each) => each.name === name)
    ?.entries.find((each) => each.key.toLowerCase() === key);
}
