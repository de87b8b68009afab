/** Settings of a command line that replace those of the file. */
import { failure, success, type Result } from '../core/result.js';
import { sectionNames, settingOf, settingsOf, type SectionName } from './schema.js';
import { nearest } from './nearest.js';
import type { OverrideProblem } from './problem.js';
import { sameApplication, type Section } from './sections.js';

export interface Override {
  readonly section: SectionName;
  /** `undefined`: every section of the name; `null`: the unnamed one. */
  readonly application: string | null | undefined;
  readonly key: string;
  readonly value: string;
}

/** Sections whose settings affect decisions. */
const JUDGING: readonly SectionName[] = ['shellprocess', 'commethod', 'monitor'];

/** Reads `key=value`, `section.key=value` or `shellprocess X.key=value`. */
export function parseOverride(text: string): Result<Override, OverrideProblem> {
  const match = /^\s*(?:(?<title>[^=.]+)\.)?(?<key>[\w]+)\s*=(?<value>[^]*)$/u.exec(text);
  const { title, key: written = '', value = '' } = match?.groups ?? {};
  if (!match) return failure({ kind: 'no-assignment', found: text });
  const key = written.toLowerCase();
  const [name, ...others] = (title ?? '').trim().split(/\s+/);
  const sections = JUDGING.filter(
    (each) => settingOf(each, key) && (title === undefined || each === name?.toLowerCase()),
  );
  const [section] = sections;
  if (section === undefined) return failure(unknown(title, name, written));
  if (sections.length > 1) return failure({ kind: 'ambiguous', key, sections });
  const trimmed = value.trim().replace(/^"(.*)"$/u, '$1');
  const setting = settingOf(section, key);
  const answer = setting?.kind.read(trimmed, undefined);
  if (setting && !answer?.ok) {
    const expected = answer?.expected ?? setting.kind.expected;
    return failure({ kind: 'bad-value', key, found: trimmed, expected });
  }
  const application = others.length > 0 ? others.join(' ') : undefined;
  return success({ section, application, key, value: trimmed });
}

function unknown(
  title: string | undefined,
  name: string | undefined,
  written: string,
): OverrideProblem {
  const keys = JUDGING.flatMap((each) => settingsOf(each).map((setting) => setting.key));
  const isSection = title === undefined || sectionNames.some((each) => each === name);
  return {
    kind: 'unknown',
    found: title === undefined ? written : `${title}.${written}`,
    nearest: isSection ? nearest(written.toLowerCase(), keys) : undefined,
  };
}

/** The sections with these settings in place of their own; a missing one is added. */
export function withOverrides(
  sections: readonly Section[],
  overrides: readonly Override[],
): readonly Section[] {
  return overrides.reduce<readonly Section[]>((all, override) => {
    const isMeant = ({ name, application }: Section) =>
      name === override.section &&
      (override.application === undefined ||
        sameApplication(application, override.application ?? undefined));
    if (all.some(isMeant)) {
      return all.map((each) => (isMeant(each) ? withOverride(each, override) : each));
    }
    const { section: name } = override;
    const application = override.application ?? undefined;
    const title = application === undefined ? name : `${name} ${application}`;
    return [...all, withOverride({ name, application, title, line: 0, entries: [] }, override)];
  }, sections);
}

function withOverride(section: Section, { key, value }: Override): Section {
  const others = section.entries.filter((each) => each.key.toLowerCase() !== key);
  const { title, line } = section;
  const entry = { section: title, key, value, line, column: 1, continued: [] };
  return { ...section, entries: [...others, entry] };
}
