/** Open incidents across a restart of the agent, in wall time. */
import { printable } from '../foreign.js';
import type { Instant } from '../instant.js';
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
  /** Absent in files of earlier versions. */
  readonly times?: readonly number[];
  readonly said: readonly string[];
  readonly mailedUnixMs?: number;
}

const MOST_INCIDENTS = 1_000;
const MOST_SAID = 200;
const MOST_TIMES = 1_000;

export function storeIncident(incident: Incident, now: Instant): StoredIncident {
  const { id, check, application, subject, stops, cure, times, said } = incident;
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
    times,
    said,
    ...(mailedMs !== undefined && { mailedUnixMs: toUnixMs(mailedMs, now) }),
  };
}

export interface RecalledIncidents {
  /** Converts open incidents to the clock of the present agent. */
  readonly open: readonly Incident[];
  /** Incidents with times in the future, or too old, are no evidence about the present. */
  readonly ended: readonly Incident[];
}

/**
 * Reads incidents of an earlier agent; invalid ones are left out.
 * @param savedUnixMs time of writing
 */
export function recallIncidents(
  value: unknown,
  savedUnixMs: number,
  now: Instant,
): RecalledIncidents {
  if (!Array.isArray(value)) return { open: [], ended: [] };
  const stored = value.slice(0, MOST_INCIDENTS).filter(isStored);
  const isOpen = ({ openedUnixMs, evidenceUnixMs, mailedUnixMs = 0 }: StoredIncident) =>
    isRecent(savedUnixMs, now) &&
    Math.max(openedUnixMs, evidenceUnixMs, mailedUnixMs) <= savedUnixMs;
  const recalled = (each: StoredIncident) => recall(each, now);
  return {
    open: stored.filter(isOpen).map(recalled),
    ended: stored.filter((each) => !isOpen(each)).map(recalled),
  };
}

function recall(
  { evidenceUnixMs, mailedUnixMs, application, ...rest }: StoredIncident,
  now: Instant,
): Incident {
  const incident = { times: [], ...rest, application };
  return {
    ...incident,
    id: printable(rest.id),
    key: incidentKey(incident),
    openedMs: toMonotonicMs(rest.openedUnixMs, now),
    evidenceMs: toMonotonicMs(evidenceUnixMs, now),
    mailedMs: mailedUnixMs === undefined ? undefined : toMonotonicMs(mailedUnixMs, now),
  };
}

function isStored(value: unknown): value is StoredIncident {
  if (!isTable(value)) return false;
  const { id, check, application, subject, openedUnixMs, evidenceUnixMs } = value;
  const { stops, cure, mailedUnixMs } = value;
  return (
    isShortText(id) &&
    (check === 'limits' || check === 'com') &&
    (application === undefined || isShortText(application)) &&
    isShortText(subject) &&
    isFigure(openedUnixMs) &&
    isFigure(evidenceUnixMs) &&
    isCount(stops) &&
    (cure === 'none' || cure === 'expected' || cure === 'proven') &&
    isHistory(value) &&
    (mailedUnixMs === undefined || isFigure(mailedUnixMs))
  );
}

function isHistory({ times = [], said }: Record<string, unknown>): boolean {
  return (
    isListOf(times, isFigure, MOST_TIMES) &&
    isListOf(said, (each): each is string => isShortText(each), MOST_SAID)
  );
}
