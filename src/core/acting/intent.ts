import { isTarget } from '../observing/identity.js';
import type { Target } from '../observing/model.js';
import { isFigure, isShortText, isTable } from '../table.js';

/** A stop that is about to begin, or was in progress when the agent ended. */
export interface Intent {
  readonly incidentId: string;
  readonly target: Target;
  readonly check: 'limits' | 'com';
  readonly application?: string;
  /** Wall time, milliseconds since the Unix epoch. */
  readonly begunUnixMs: number;
}

/** Reads stored intents; invalid entries are left out. */
export function parseIntents(value: unknown): Intent[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isIntent);
}

function isIntent(value: unknown): value is Intent {
  if (!isTable(value)) return false;
  const { incidentId, target, check, application, begunUnixMs } = value;
  return (
    isShortText(incidentId) &&
    (check === 'limits' || check === 'com') &&
    (application === undefined || isShortText(application)) &&
    isFigure(begunUnixMs) &&
    isTarget(target)
  );
}
