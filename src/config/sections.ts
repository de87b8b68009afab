/** The sections of a file, recognised: which table each belongs to, and of which application. */
import type { Dialect, Entry } from './dialect.js';
import { nearest } from './nearest.js';
import type { Problem } from './problem.js';
import { sectionNames, type SectionName } from './schema.js';

export interface Section {
  readonly name: SectionName;
  /** X of `[shellprocess X]`; sections of the same application have it in whatever case. */
  readonly application: string | undefined;
  /** What stands in the brackets. */
  readonly title: string;
  readonly line: number;
  readonly entries: readonly Entry[];
}

/** Those that may stand once for each application. */
const NAMED: readonly SectionName[] = ['shellprocess', 'commethod'];

export function readSections(dialect: Dialect): {
  readonly sections: readonly Section[];
  readonly problems: readonly Problem[];
} {
  const sections: Section[] = [];
  const problems: Problem[] = [];
  for (const { name: title, line } of dialect.sections) {
    const meaning = meaningOf(title);
    if (!meaning) {
      const near = nearest(title, sectionNames);
      problems.push({ kind: 'unknown-section', line, section: title, nearest: near });
      continue;
    }
    const twin = sections.find(
      (each) =>
        each.name === meaning.name && sameApplication(each.application, meaning.application),
    );
    if (twin) problems.push({ kind: 'section-twice', line, section: title, first: twin.line });
    const entries = dialect.entries.filter((each) => each.section === title);
    sections.push({ ...meaning, title, line, entries });
  }
  return { sections, problems };
}

export function sameApplication(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

/** The table and the application that a section's brackets name. */
export function meaningOf(title: string): Pick<Section, 'name' | 'application'> | undefined {
  const [first = '', ...others] = title.trim().split(/\s+/);
  const name = sectionNames.find((each) => each === first);
  if (name === undefined) return undefined;
  if (others.length === 0) return { name, application: undefined };
  return NAMED.includes(name) ? { name, application: others.join(' ') } : undefined;
}
