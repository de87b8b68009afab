/** Open incidents across a restart of the agent, in wall time. */
import { printable } from '../foreign.js';
import type { Instant } from '../observing/process-table.js';
import { isCount, isFigure, isListOf, isShortText, isTable } from '../table.js';
import { isRecent, toMonotonicMs, toUnixMs } from '../wall-time.js';
import { incidentKey, type Incident } from './incident.js';

export interface StoredIncident {
  readonly id: string;
  readonly check: Incident['check'];
  readonly application?: string;
  readonly subject: string;
  readonly openedUnixMs: number;
  readonly evidenceUnixMs: number;
  readonly stops: number;
  readonly cure: Incident['cure'];
  readonly said: readonly string[];
  readonly mailedUnixMs?: number;
}

const MOST_INCIDENTS = 1_000;
const MOST_SAID = 200;

export function storeIncident(incident: Incident, now: Instant): StoredIncident {
  const { id, check, application, subject, stops, cure, said } = incident;
  const { openedMs, evidenceMs, mailedMs } = incident;
  return {
    id,
    check,
    ...(application !== undefined && { application }),
    subject,
    openedUnixMs: toUnixMs(openedMs, now),
    evidenceUnixMs: toUnixMs(evidenceMs, now),
    stops,
    cure,
    said,
    ...(mailedMs !== undefined && { mailedUnixMs: toUnixMs(mailedMs, now) }),
  };
}

/**
 * Incidents as the present agent's clock has them; those that are none, or whose times lie ahead, are left out.
 * @param savedUnixMs when they were written
 */
export function recallIncidents(value: unknown, savedUnixMs: number, now: Instant): Incident[] {
  if (!Array.isArray(value) || !isRecent(savedUnixMs, now)) return [];
  return value
    .slice(0, MOST_INCIDENTS)
    .filter(isStored)
    .filter(
      ({ openedUnixMs, evidenceUnixMs, mailedUnixMs = 0 }) =>
        Math.max(openedUnixMs, evidenceUnixMs, mailedUnixMs) <= savedUnixMs,
    )
    .map(({ evidenceUnixMs, mailedUnixMs, application, ...rest }) => {
      const incident = { ...rest, application };
      return {
        ...incident,
        id: printable(rest.id),
        key: incidentKey(incident),
        openedMs: toMonotonicMs(rest.openedUnixMs, now),
        evidenceMs: toMonotonicMs(evidenceUnixMs, now),
        mailedMs: mailedUnixMs === undefined ? undefined : toMonotonicMs(mailedUnixMs, now),
      };
    });
}

function isStored(value: unknown): value is StoredIncident {
  if (!isTable(value)) return false;
  const { id, check, application, subject, openedUnixMs, evidenceUnixMs } = value;
  const { stops, cure, said, mailedUnixMs } = value;
  return (
    isShortText(id) &&
    (check === 'limits' || check === 'com') &&
    (application === undefined || isShortText(application)) &&
    isShortText(subject) &&
    isFigure(openedUnixMs) &&
    isFigure(evidenceUnixMs) &&
    isCount(stops) &&
    (cure === 'none' || cure === 'expected' || cure === 'proven') &&
    isListOf(said, (each): each is string => isShortText(each), MOST_SAID) &&
    (mailedUnixMs === undefined || isFigure(mailedUnixMs))
  );
}
