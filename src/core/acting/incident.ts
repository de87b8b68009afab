/** Open trouble of one target: ties its verdicts, attempts and notices together under one id. */
import { sameTarget } from '../observing/identity.js';
import type { Target } from '../observing/model.js';
import type { StopOutcome } from './stop-outcome.js';

export interface Incident {
  readonly id: string;
  readonly target: Target;
  /** Agent's monotonic clock. */
  readonly openedAtMs: number;
  readonly lastBreachMs: number;
  readonly attempts: number;
  /** No further attempt before this (monotonic). */
  readonly nextAttemptMs: number;
  /** An attempt is under way. */
  readonly stopping: boolean;
  /** What the operators were told of already. */
  readonly told: readonly string[];
}

/** By PID. */
export type Incidents = ReadonlyMap<number, Incident>;

/** A target that was not over its limits for this long, or is gone, has no incident any more. */
const QUIET_MS = 60_000;

/** Waiting before attempt 2, 3 and each further one. */
const RETRY_AFTER_MS = [5_000, 30_000, 300_000] as const;

/** Sorts by time, names the PID, unique on one machine: `20261124-211504.123-4712`. */
export function incidentId(wallMs: number, pid: number | 'com'): string {
  const stamp = new Date(wallMs).toISOString();
  return `${stamp.slice(0, 10).replaceAll('-', '')}-${stamp.slice(11, 23).replaceAll(':', '')}-${pid}`;
}

export function openIncident(
  target: Target,
  monotonicMs: number,
  wallMs: number,
  id = incidentId(wallMs, target.pid),
): Incident {
  return {
    id,
    target,
    openedAtMs: monotonicMs,
    lastBreachMs: monotonicMs,
    attempts: 0,
    nextAttemptMs: monotonicMs,
    stopping: false,
    told: [],
  };
}

export function incidentOf(incidents: Incidents, target: Target): Incident | undefined {
  const found = incidents.get(target.pid);
  return found && sameTarget(found.target, target) ? found : undefined;
}

export function afterAttempt(incident: Incident, outcome: StopOutcome, nowMs: number): Incident {
  const wait = RETRY_AFTER_MS[Math.min(incident.attempts, RETRY_AFTER_MS.length) - 1] ?? 5_000;
  switch (outcome.kind) {
    case 'stopped':
    case 'gone':
      return { ...incident, stopping: false, nextAttemptMs: nowMs };
    case 'survived':
    case 'unknown':
    case 'refused':
      return { ...incident, stopping: false, nextAttemptMs: nowMs + wait };
  }
}

/** Drops the incidents of targets that are gone or quiet; one with an attempt under way stays. */
export function closeIncidents(
  incidents: Incidents,
  present: (target: Target) => boolean,
  nowMs: number,
  quietMs = QUIET_MS,
): { readonly incidents: Incidents; readonly closed: readonly Incident[] } {
  const closed = [...incidents.values()].filter(
    (each) => !each.stopping && (!present(each.target) || nowMs - each.lastBreachMs > quietMs),
  );
  if (closed.length === 0) return { incidents, closed };
  const next = new Map(incidents);
  for (const each of closed) next.delete(each.target.pid);
  return { incidents: next, closed };
}
