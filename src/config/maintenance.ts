/** The sections of maintenance, each with its application. */
import type { MaintenanceConfig } from './config.js';
import { nearest } from './nearest.js';
import type { Problem, Warning } from './problem.js';
import type { tables } from './schema.js';
import { sameApplication } from './sections.js';
import { complete, type Draft } from './values.js';
import { cronOf, type MaintenanceWindow } from './window-kind.js';

export type MaintenanceDraft = Draft<typeof tables.maintenance>;

const LOOKED_AT = 5;

/** @param names of the applications; `undefined` is the unnamed one */
export function maintenanceOf(
  drafts: readonly MaintenanceDraft[],
  names: readonly (string | undefined)[],
  problems: Problem[],
): MaintenanceConfig[] {
  return drafts.flatMap(({ section, values }) => {
    const { application: written, line, title } = section;
    const isKnown = names.some((each) => sameApplication(each, written));
    if (written !== undefined && !isKnown) {
      const known = names.filter((each) => each !== undefined);
      const near = nearest(written, known);
      problems.push({
        kind: 'maintenance-of-none',
        line,
        section: title,
        nearest: near,
        known,
      });
      return [];
    }
    const application =
      written === undefined ? undefined : names.find((each) => sameApplication(each, written));
    return [{ ...complete(values), application }];
  });
}

/** Sections whose windows leave no gap between them. */
export function maintenanceWarnings(maintenance: readonly MaintenanceConfig[]): Warning[] {
  return maintenance
    .filter(({ windows }) => windows.some(isEndless))
    .map(({ application }) => ({
      kind: 'endless-maintenance',
      section: application === undefined ? 'maintenance' : `maintenance ${application}`,
    }));
}

function isEndless({ cron, forMs }: MaintenanceWindow): boolean {
  const begins = cronOf(cron).nextRuns(LOOKED_AT);
  return begins.slice(1).every((each, at) => {
    const before = begins[at];
    return before !== undefined && each.getTime() - before.getTime() <= forMs;
  });
}
