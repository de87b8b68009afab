/** Several applications in one file: settings shared by their sections, and conflicts over the same process. */
import { imageName } from '../core/observing/identity.js';
import type { Problem } from './problem.js';
import type { tables } from './schema.js';
import { sameApplication, type Section } from './sections.js';
import { defaultsOf, type Draft } from './values.js';
import type { Setting } from './setting.js';

export type ProcessTable = typeof tables.shellprocess;
export type ComTable = typeof tables.commethod;

/** The sections of one application: at least one of the two. */
export interface ApplicationDraft {
  readonly name: string | undefined;
  readonly process: Draft<ProcessTable> | undefined;
  readonly com: Draft<ComTable> | undefined;
}

/** The unnamed one first, the others in the order of the file. */
export function applicationsOf(
  processes: readonly Draft<ProcessTable>[],
  coms: readonly Draft<ComTable>[],
): ApplicationDraft[] {
  const byLine = (a: Section, b: Section) => a.line - b.line;
  const names: (string | undefined)[] = [];
  for (const { application } of [...processes, ...coms].map((each) => each.section).sort(byLine)) {
    if (!names.some((each) => sameApplication(each, application))) names.push(application);
  }
  const unnamedFirst = [
    ...names.filter((each) => each === undefined),
    ...names.filter((each) => each !== undefined),
  ];
  return unnamedFirst.map((name) => ({
    name,
    process: processes.find(({ section }) => sameApplication(section.application, name)),
    com: coms.find(({ section }) => sameApplication(section.application, name)),
  }));
}

/**
 * Settings of the sampler, of which an image has only one: a value that a section omits comes from the first section of
 * its image.
 */
export function shareSampling(
  table: ProcessTable,
  drafts: readonly Draft<ProcessTable>[],
  problems: Problem[],
): Draft<ProcessTable>[] {
  const shared = Object.entries<Setting>(table).filter(([, { sampling }]) => sampling);
  return drafts.map((draft) => {
    const base = baseOf(drafts, draft.values.name);
    if (!base || base === draft) return draft;
    const values: Record<string, unknown> = { ...draft.values };
    const own: Readonly<Record<string, unknown>> = draft.values;
    const first: Readonly<Record<string, unknown>> = base.values;
    for (const [name, { key, kind }] of shared) {
      const entry = draft.given.get(name);
      if (entry && own[name] !== undefined && own[name] !== first[name]) {
        problems.push({
          kind: 'sampling-differs',
          line: entry.line,
          section: draft.section.title,
          key,
          image: draft.values.name ?? '',
          found: entry.value,
          otherSection: base.section.title,
          otherLine: base.given.get(name)?.line ?? base.section.line,
          other: kind.write(first[name]),
        });
      }
      values[name] = first[name];
    }
    return { ...draft, values };
  });
}

/** The section that determines how an image is sampled: the unnamed one, else the first of that image. */
function baseOf(
  drafts: readonly Draft<ProcessTable>[],
  image: string | undefined,
): Draft<ProcessTable> | undefined {
  const ofImage = drafts.filter(({ values }) => imageOf(values.name) === imageOf(image));
  return ofImage.find(({ section }) => section.application === undefined) ?? ofImage[0];
}

/** The same name for `DLLHOST` and `dllhost.exe`. */
function imageOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : imageName(name);
}

/** Sampling settings of an application that has only the COM check. */
export function watchedWithout(
  table: ProcessTable,
  drafts: readonly Draft<ProcessTable>[],
): Draft<ProcessTable>['values'] {
  const preset = defaultsOf(table);
  const unnamed = drafts.find(({ section }) => section.application === undefined);
  const base = unnamed ?? baseOf(drafts, preset.name);
  if (!base) return preset;
  return { ...base.values, application: undefined, exclude: [] };
}

/** Each pair of applications that could own the same process, and each that does not identify its own processes. */
export function ownershipProblems(applications: readonly ApplicationDraft[]): Problem[] {
  const problems: Problem[] = [];
  const claims = applications.map(claimsOf);
  for (const [at, own] of claims.entries()) {
    const twins = claims.slice(0, at).flatMap((earlier) =>
      own.flatMap((claim) => {
        const first = earlier.find((each) => each.owned === claim.owned);
        return first ? [{ claim, first }] : [];
      }),
    );
    const [twin] = twins;
    if (twin) {
      const { claim, first } = twin;
      problems.push({ kind: 'two-owners', ...claim, other: first.section, first: first.line });
    }
  }
  return [...problems, ...unclear(applications)];
}

interface Claim {
  /** Ignoring case and braces. */
  readonly owned: string;
  readonly section: string;
  readonly line: number;
}

/** Properties by which an application identifies its processes: the COM+ application, the class. */
function claimsOf({ process, com }: ApplicationDraft): Claim[] {
  const claims: Claim[] = [];
  const add = (draft: Draft<ProcessTable> | Draft<ComTable>, name: string, text?: string) => {
    if (text === undefined) return;
    const { title, line } = draft.section;
    const owned = text.replace(/^\{(.*)\}$/, '$1').toLowerCase();
    claims.push({ owned, section: title, line: draft.given.get(name)?.line ?? line });
  };
  if (process) add(process, 'application', process.values.application);
  if (com) add(com, 'progid', com.values.progid);
  return claims;
}

/** A named section that neither identifies its application nor is the only one of its image. */
function unclear(applications: readonly ApplicationDraft[]): Problem[] {
  const all = applications.flatMap(({ process, com }) => (process ? [{ process, com }] : []));
  const open = all.filter(({ process, com }) => process.values.application === undefined && !com);
  return open.flatMap(({ process }): Problem[] => {
    const { title, line, application } = process.section;
    if (application === undefined) return [];
    const image = imageOf(process.values.name);
    const others = all.filter(
      (each) => each.process !== process && imageOf(each.process.values.name) === image,
    );
    const [other] = others;
    if (!other || image === undefined) return [];
    return [
      {
        kind: 'application-missing',
        line,
        section: title,
        image,
        other: other.process.section.title,
        first: other.process.section.line,
      },
    ];
  });
}
