/** Recognises the sections of a file: the table and the application of each. */
import type { Dialect, Entry } from './dialect.js';
import { hasUnseen, latinised, strangeCharacters } from './letters.js';
import { nearest } from './nearest.js';
import type { Problem } from './problem.js';
import { sectionNames, settingOf, settingsOf, type SectionName } from './schema.js';

export interface Section {
  readonly name: SectionName;
  /** X of `[shellprocess X]`; sections of the same application may differ in case. */
  readonly application: string | undefined;
  /** Text in the brackets. */
  readonly title: string;
  readonly line: number;
  readonly entries: readonly Entry[];
}

/** Its values are defaults of every section that knows the key, as in configparser. */
const EVERY_SECTION = 'DEFAULT';

/** Sections that may occur once for each application. */
const NAMED: readonly SectionName[] = ['shellprocess', 'commethod', 'maintenance'];

export function readSections(dialect: Dialect): {
  readonly sections: readonly Section[];
  readonly problems: readonly Problem[];
} {
  const sections: Section[] = [];
  const problems: Problem[] = [];
  const own = dialect.entries.filter((each) => titleOf(each.section) === EVERY_SECTION);
  const presets = own.filter(({ key }) => sectionNames.some((each) => settingOf(each, key)));
  problems.push(...own.filter((each) => !presets.includes(each)).map(unknownPreset));
  const bySection = new Map<string, Entry[]>();
  for (const each of dialect.entries) {
    const list = bySection.get(each.section);
    if (list) list.push(each);
    else bySection.set(each.section, [each]);
  }
  for (const { name, line } of dialect.sections) {
    const brackets = titleOf(name);
    if (brackets === EVERY_SECTION) continue;
    const meaning = meaningOf(brackets);
    if (!meaning) {
      problems.push(unknownSection(brackets, line));
      continue;
    }
    const title = [meaning.name, meaning.application]
      .filter((each) => each !== undefined)
      .join(' ');
    const twin = sections.find(
      (each) =>
        each.name === meaning.name && sameApplication(each.application, meaning.application),
    );
    if (twin) problems.push({ kind: 'section-twice', line, section: title, first: twin.line });
    const entries = bySection.get(name) ?? [];
    const given = entries.map(({ key }) => key.toLowerCase());
    const inherited = presets.filter(
      ({ key }) => settingOf(meaning.name, key) && !given.includes(key.toLowerCase()),
    );
    sections.push({ ...meaning, title, line, entries: [...entries, ...inherited] });
  }
  return { sections, problems };
}

/** Python 3.6, which the original ran on, ends a name at the first closing bracket and ignores what follows. */
function titleOf(brackets: string): string {
  return (brackets.split(']', 1)[0] ?? '').trim();
}

function unknownSection(title: string, line: number): Problem {
  const isPreset = title.toUpperCase() === EVERY_SECTION;
  const near = isPreset ? EVERY_SECTION : nearest(latinised(title), sectionNames);
  const strange = strangeCharacters(title);
  return { kind: 'unknown-section', line, section: title, nearest: near, strange };
}

function unknownPreset({ key, line }: Entry): Problem {
  const keys = sectionNames.flatMap((each) => settingsOf(each).map((setting) => setting.key));
  const [section, near] = [EVERY_SECTION, nearest(latinised(key), keys)];
  return {
    kind: 'unknown-key',
    line,
    section,
    key,
    nearest: near,
    strange: strangeCharacters(key),
  };
}

export function sameApplication(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

/** The table and the application named by a section's brackets. */
function meaningOf(brackets: string): Pick<Section, 'name' | 'application'> | undefined {
  const [first = '', ...others] = titleOf(brackets).split(/\s+/);
  const name = sectionNames.find((each) => each === first);
  if (name === undefined) return undefined;
  if (others.length === 0) return { name, application: undefined };
  const application = others.join(' ');
  // The name goes to logs, mails and consoles.
  return NAMED.includes(name) && !hasUnseen(application) ? { name, application } : undefined;
}

/** Whether this key holds a password: in a section of the file, or in that of the defaults. */
export function isSecretKey(brackets: string, key: string): boolean {
  const section = meaningOf(brackets);
  const names = section ? [section.name] : sectionNames;
  return names.some((each) => settingOf(each, key)?.kind.secret);
}
