/**
 * Open incident of one application: a check, and the COM+ application (or image) concerned. Successors of a stopped
 * process belong to it, so that repeated stops of a server form one incident.
 */
import { hasKey, keyAbout, wordsBefore } from '../observing/identity.js';
import type { Target } from '../observing/model.js';

export interface Incident {
  readonly id: string;
  readonly key: string;
  readonly check: 'limits' | 'com';
  /** Name of the application of the configuration; `undefined`: the unnamed one. */
  readonly application: string | undefined;
  /** An AppID, an image name or a ProgID. */
  readonly subject: string;
  /** Wall time, milliseconds since the Unix epoch. */
  readonly openedUnixMs: number;
  /** Monotonic. */
  readonly openedMs: number;
  /** The last breach or failed check (monotonic). */
  readonly evidenceMs: number;
  /** Number of processes stopped in it. */
  readonly stops: number;
  /** Proof that the cause is gone: a fresh host within its limits, or a check that succeeded. */
  readonly cure: 'none' | 'expected' | 'proven';
  /** Times of the last hour at which the trouble occurred (wall time, milliseconds since the Unix epoch). */
  readonly times: readonly number[];
  /** What has been reported; each item is reported once. */
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

/** Limits the list of reported items, however long an incident lasts. */
const MOST_SAID = 200;

/**
 * Whether this has not been reported in the incident yet, and the incident after the report.
 * @param of process that the report is about
 */
export function sayOnce(
  incident: Incident,
  words: string,
  of?: Target,
): { readonly isNew: boolean; readonly incident: Incident } {
  if (hasKey(incident.said, words, of)) return { isNew: false, incident };
  const said = [...incident.said, keyAbout(words, of)].slice(-MOST_SAID);
  return { isNew: true, incident: { ...incident, said } };
}

/** Whether the incident has reported anything about the process. */
export function isSaidOf({ said }: Incident, target: Target): boolean {
  return said.some((each) => wordsBefore(each, target) !== undefined);
}

/**
 * Whether the last mail is older than `remindMs`; if none was sent since the end was mailed, the present trouble is
 * taken.
 * @param sinceMs start of the present trouble; `undefined` where a mail reports it in any case
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
 * Records that the end was mailed: after a reopening, everything mailed before is news again. From the third time on,
 * the end is mailed only when the incident closes: a pool with one hung host recovers at every other call.
 */
export function afterRecovery(incident: Incident): Incident {
  const isMailed = (what: string) => what.startsWith('mail ') || what.startsWith('no-action ');
  const kept = incident.said.filter((what) => !isMailed(what) && what !== RECOVERED);
  const again = incident.said.includes(RECOVERED) ? [RECOVERED_AGAIN] : [];
  return { ...incident, mailedMs: undefined, cure: 'proven', said: [...kept, RECOVERED, ...again] };
}

/** Whether its end was mailed twice and it continued both times. */
export function isFlapping({ said }: Incident): boolean {
  return said.includes(RECOVERED_AGAIN);
}

/** Part of the identifier that distinguishes a repeated mail of an incident from the first of its kind. */
export function repeatSuffix(
  { said, openedMs }: Incident,
  nowMs: number,
  isReminder: boolean,
): string {
  return isReminder || said.includes(RECOVERED) ? `-${Math.round(nowMs - openedMs)}` : '';
}

/** Period within which occurrences are counted together: "third time within an hour". */
export const TIMES_WITHIN_MS = 60 * 60_000;
const MOST_TIMES = 1_000;

/** Adds an occurrence and removes those that are too old. */
export function withTime(times: readonly number[], unixMs: number): readonly number[] {
  const recent = times.filter((each) => unixMs - each < TIMES_WITHIN_MS && each <= unixMs);
  return [...recent, Math.round(unixMs)].slice(-MOST_TIMES);
}
