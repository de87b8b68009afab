/**
 * Open trouble of one application: a check, and the COM+ application (or image) it is about. Successors of a stopped process
 * belong to it, so that a server that is stopped again and again is one story.
 */

export interface Incident {
  readonly id: string;
  readonly key: string;
  readonly check: 'limits' | 'com';
  /** Name of the application of the configuration; `undefined`: the unnamed one. */
  readonly application: string | undefined;
  /** What it is about: an AppID, an image name or a ProgID. */
  readonly subject: string;
  /** Wall time, milliseconds since the Unix epoch. */
  readonly openedUnixMs: number;
  /** Monotonic. */
  readonly openedMs: number;
  /** The last breach or failed check (monotonic). */
  readonly evidenceMs: number;
  /** Processes stopped in it. */
  readonly stops: number;
  /** Proof that the cause is gone: a fresh host within its limits, or a check that succeeded. */
  readonly cure: 'none' | 'expected' | 'proven';
  /** When the trouble came, each time of the last hour of it (wall time, milliseconds since the Unix epoch). */
  readonly times: readonly number[];
  /** What was said already: each thing once. */
  readonly said: readonly string[];
  /** The last mail about it (monotonic). */
  readonly mailedMs: number | undefined;
}

export interface IncidentKey {
  readonly check: Incident['check'];
  readonly application: string | undefined;
  readonly subject: string;
}

export function incidentKey({ check, application, subject }: IncidentKey): string {
  return application === undefined ? `${check}/${subject}` : `${check}/${subject}/${application}`;
}

/** Sorts by time, unique on one machine: `20261124-211504.123-4712`. */
export function incidentId(unixMs: number, suffix: number | string): string {
  const stamp = new Date(unixMs).toISOString();
  return `${stamp.slice(0, 10).replaceAll('-', '')}-${stamp.slice(11, 23).replaceAll(':', '')}-${suffix}`;
}

/** Said once in an incident: what is remembered of it stays short however long it lasts. */
const MOST_SAID = 200;

/** Whether this has not been said in the incident, and the incident in which it has been. */
export function sayOnce(
  incident: Incident,
  what: string,
): { readonly isNew: boolean; readonly incident: Incident } {
  if (incident.said.includes(what)) return { isNew: false, incident };
  return {
    isNew: true,
    incident: { ...incident, said: [...incident.said, what].slice(-MOST_SAID) },
  };
}

/**
 * The last mail about it is older than `remindMs`; without one since its end was mailed, the trouble itself.
 * @param sinceMs when the present trouble began; `undefined` where a mail tells of that in any case
 */
export function isReminderDue(
  { mailedMs }: Pick<Incident, 'mailedMs'>,
  nowMs: number,
  remindMs: number,
  sinceMs?: number,
): boolean {
  const fromMs = mailedMs ?? sinceMs;
  return fromMs !== undefined && nowMs - fromMs >= remindMs;
}

const RECOVERED = 'recovered';
const RECOVERED_AGAIN = 'recovered-again';

/**
 * The end was mailed: if it is reopened, what was mailed before is news again. After the second time it is mailed only once
 * the incident closes: a pool of which one host hangs recovers at every other call.
 */
export function afterRecovery(incident: Incident): Incident {
  const isMailed = (what: string) => what.startsWith('mail ') || what.startsWith('no-action ');
  const kept = incident.said.filter((what) => !isMailed(what) && what !== RECOVERED);
  const again = incident.said.includes(RECOVERED) ? [RECOVERED_AGAIN] : [];
  return { ...incident, mailedMs: undefined, cure: 'proven', said: [...kept, RECOVERED, ...again] };
}

/** Its end was mailed twice, and it went on. */
export function isFlapping({ said }: Incident): boolean {
  return said.includes(RECOVERED_AGAIN);
}

/** What tells a repeated mail of an incident from the first one of its kind, in its identifier. */
export function repeatSuffix(
  { said, openedMs }: Incident,
  nowMs: number,
  isReminder: boolean,
): string {
  return isReminder || said.includes(RECOVERED) ? `-${Math.round(nowMs - openedMs)}` : '';
}

/** Times that come within this are counted together: "third time within an hour". */
export const TIMES_WITHIN_MS = 60 * 60_000;
const MOST_TIMES = 1_000;

/** Adds one more time that the trouble came, and drops those that lie too far back. */
export function withTime(times: readonly number[], unixMs: number): readonly number[] {
  const recent = times.filter((each) => unixMs - each < TIMES_WITHIN_MS && each <= unixMs);
  return [...recent, Math.round(unixMs)].slice(-MOST_TIMES);
}
