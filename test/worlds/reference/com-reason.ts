/** Whether a failing server is a reason to stop a process, by the contract's second edition. */
import type { ComHistory } from './com-history.js';

export interface Accused {
  readonly key: string;
  /** Whether it hosts the class that the check calls. */
  readonly isHost: boolean;
  readonly ageMs: number;
  /** Present figure divided by its floor; 0 before the floor is established. */
  readonly ratio: number;
  /** Whether it is older than every other host of the class. */
  readonly isOldestHost: boolean;
  /** Hosts of the class at present. */
  readonly hosts: number;
  /** Whether the agent knows by command lines or catalogue which processes host the class. */
  readonly isResolved: boolean;
  /** Whether its process has answered a check. */
  readonly hasAnswered: boolean;
}

const FIRST_SILENCES = 3;
const LATER_SILENCES = [12, 48] as const;
const WINDOW = 10;
const ERRORS = 10;
const MOST_NEIGHBOURS = 2;
const OLD_MS = 10 * 60_000;

/** Reason why the check may not stop this process now; `undefined` if it may. */
export function whyNot(history: ComHistory, accused: Accused, nowMs: number): string | undefined {
  const { rules, last } = history;
  if (!history.isProven) return 'this configuration has never succeeded';
  // A decided action continues: a survivor is tried again.
  if (history.attempted.has(accused.key)) return undefined;
  if (!last || last.failure === undefined) return 'the server answers';
  if (history.isStopping) return 'the server is being shut down';
  if (!history.unloads(last.failure)) return `a failure of class ${last.failure} stops nothing`;
  if (accused.isResolved) {
    // An answer shows that the successor has settled.
    const isNew = !history.answeredSince(history.hostEndedMs);
    if (isNew && nowMs - history.hostEndedMs < rules.settleMs) return 'a host ended a moment ago';
    const isFresh = history.hostEndedMs > -Infinity && history.hostStops.length > 0;
    if (isFresh && isNew && history.inARow(history.hostEndedMs) < 2) {
      return 'the fresh host has not failed twice';
    }
  }
  return accused.isHost ? whyNotHost(history, accused, nowMs) : whyNotNeighbour(history, accused);
}

function whyNotHost(history: ComHistory, accused: Accused, nowMs: number): string | undefined {
  const { rules, last } = history;
  if (last?.failure === 'activation' && !accused.hasAnswered && accused.ageMs < OLD_MS) {
    return 'it has not registered its class yet';
  }
  if (last?.failure === 'activation' && accused.hosts !== 1)
    return 'several hosts, none of them activated';
  const isConfirmed = history.inARow() >= rules.confirm;
  const [firstStopMs] = history.stopsInVain;
  const stops = history.stopsInVain.length;
  // Of several others each has its turn; one that was started since the first of the stops is no other one.
  const isOther =
    firstStopMs !== undefined && accused.hosts > 1 && nowMs - accused.ageMs < firstStopMs;
  // "… restore the Python rule for whom, not for settle, patience and brake": patience is of those that stand out, too.
  const isFresh =
    history.firstStopMs !== undefined &&
    nowMs - accused.ageMs > history.firstStopMs &&
    history.inARow(history.hostStops.at(-1)) < LATER_SILENCES[0];
  // "The first three silent failures count over the last 10 checks: an answer between them does not reset them (of two hosts
  // one may answer)." They are reason enough to stop a host of which nothing is known, so much the more one that stands out.
  const isCounted =
    (stops === 0 || isOther) &&
    history.isSilent(last?.failure) &&
    rules.confirm <= WINDOW &&
    history.silent(WINDOW) >= Math.max(FIRST_SILENCES, rules.confirm);
  if ((isConfirmed || isCounted) && accused.ratio > rules.alarmMetric && !isFresh) return undefined;
  if (isConfirmed && rules.suspects === 'application') return undefined;
  if (rules.whenNone === 'notify') return 'it does not stand out';
  if (last?.failure === 'error') {
    if (history.errorStops > 0) return 'it was stopped for errors in this incident';
    const count = history.inARow();
    return count >= Math.max(ERRORS, rules.confirm) ? undefined : `${count} errors in a row`;
  }
  if (stops === 0) {
    const count = history.silent(WINDOW);
    if (count < FIRST_SILENCES) return `${count} silent failures in the last ${WINDOW} checks`;
    if (!isConfirmed && !isCounted) return 'the failure is not confirmed';
  } else {
    const needed = LATER_SILENCES[Math.min(stops, LATER_SILENCES.length) - 1] ?? 48;
    const sinceMs = history.hostStops.at(-1);
    const count = history.inARow(sinceMs);
    if (!isOther && count < needed) return `${count} failures of ${needed} after ${stops} stops`;
    // "Of several others … the next only after settle and three more."
    const more = history.silent(WINDOW, sinceMs);
    if (more < FIRST_SILENCES) return `${more} silent failures since another host was stopped`;
  }
  if (accused.hosts > 1 && rules.severalHosts === 'notify') return 'several hosts are only mailed';
  if (accused.hosts > 1 && !accused.isOldestHost) return 'another host is older';
  return undefined;
}

function whyNotNeighbour(history: ComHistory, accused: Accused): string | undefined {
  const { rules } = history;
  if (history.inARow() < rules.confirm) return 'the failure is not confirmed';
  if (accused.ratio <= rules.alarmMetric) return 'a neighbour that does not stand out';
  if (rules.suspects === 'any') return undefined;
  if (!history.stoodOut?.has(accused.key))
    return 'a neighbour that did not stand out at every failure';
  if (history.neighboursStopped.size >= MOST_NEIGHBOURS) return 'a third neighbour';
  if (!accused.isResolved) {
    return history.inARow() >= FIRST_SILENCES ? undefined : 'a neighbour before the third failure';
  }
  const stoppedMs = history.hostStops.at(-1);
  if (stoppedMs === undefined) return 'a neighbour before any host';
  return history.inARow(stoppedMs) >= 1
    ? undefined
    : 'a neighbour before the fresh host has failed';
}
