/**
 * The brake: at most `maxStops` attempts per key within `windowMs`, then none until the hold ends; all keys of the
 * machine together at most four times as many. Attempts count, not successes. Times are monotonic: the keeper converts
 * them to wall time for the disk.
 */
import { doubling } from '../backoff.js';
import { isFigure } from '../table.js';

export interface BrakeRules {
  readonly maxStops: number;
  readonly windowMs: number;
}

export interface BrakeEntry {
  /** Wall times of the attempts within the window, oldest first. */
  readonly attempts: readonly number[];
  /** Set while unloading is suspended. */
  readonly hold?: { readonly untilMs: number; readonly lengthMs: number };
  /** The last hold that ended: if the brake trips again soon after, the next hold is twice as long. */
  readonly released?: { readonly atMs: number; readonly lengthMs: number };
}

/**
 * By `brakeKey`; flat, so that an earlier version can read it. Keys of that version are image names: one that remains
 * holds every application and check of its image until it ends.
 */
export type BrakeState = Readonly<Record<string, BrakeEntry>>;

/** What the brake counts by: a check, the COM+ application of the process, and the application of the configuration. */
export interface BrakeSubject {
  readonly check: 'limits' | 'com';
  readonly image: string;
  /** `{GUID}` in upper case; `undefined` while unknown: then the image name is used. */
  readonly appId: string | undefined;
  readonly application: string | undefined;
}

const RELAPSE_MS = 60 * 60_000;
export const LONGEST_HOLD_MS = 24 * 60 * 60_000;
/** Key of all attempts of the machine. */
const MACHINE_KEY = '*';
const MACHINE_FACTOR = 4;

export type BrakeAnswer =
  | { readonly kind: 'go'; readonly state: BrakeState }
  | {
      readonly kind: 'braked';
      readonly state: BrakeState;
      /** Key of the hold. */
      readonly key: string;
      readonly untilMs: number;
      readonly attempts: number;
      /** Whether this request tripped the brake. */
      readonly tripped: boolean;
    };

/** The same key for every spelling of an image name: in lower case, with `.exe`, which a configuration may omit. */
export function imageKey(name: string): string {
  return `${name.toLowerCase().replace(/\.exe$/, '')}.exe`;
}

/** An image name contains no slash. */
export function brakeKey({ check, image, appId, application }: BrakeSubject): string {
  return [
    check,
    appId ?? imageKey(image),
    ...(application === undefined ? [] : [application]),
  ].join('/');
}

/** What a key counts by; `undefined` for all attempts of the machine. */
export function subjectOf(key: string): Partial<BrakeSubject> | undefined {
  if (key === MACHINE_KEY) return undefined;
  const [check, who, ...application] = key.split('/');
  if (who === undefined) return { image: key };
  return {
    ...((check === 'limits' || check === 'com') && { check }),
    ...(who.startsWith('{') ? { appId: who } : { image: who }),
    ...(application.length > 0 && { application: application.join('/') }),
  };
}

/** Requests an attempt at `nowMs`, and counts it if it is allowed. */
export function requestStop(
  state: BrakeState,
  subject: BrakeSubject,
  nowMs: number,
  rules: BrakeRules,
): BrakeAnswer {
  const key = brakeKey(subject);
  const legacy = state[imageKey(subject.image)];
  const old = legacy && settle(legacy, nowMs, rules);
  if (old?.hold) return braked(state, imageKey(subject.image), old, false);
  const asked: readonly (readonly [string, BrakeRules])[] = [
    [key, rules],
    [MACHINE_KEY, { ...rules, maxStops: MACHINE_FACTOR * rules.maxStops }],
  ];
  const counted: Record<string, BrakeEntry> = {};
  for (const [each, limit] of asked) {
    const entry = settle(state[each] ?? { attempts: [] }, nowMs, limit);
    if (entry.hold) return braked(state, each, entry, false);
    if (entry.attempts.length >= limit.maxStops) {
      return braked(state, each, { ...entry, hold: holdOf(entry, nowMs, limit) }, true);
    }
    counted[each] = { ...entry, attempts: [...entry.attempts, nowMs] };
  }
  return { kind: 'go', state: { ...state, ...counted } };
}

function braked(state: BrakeState, key: string, entry: BrakeEntry, tripped: boolean): BrakeAnswer {
  return {
    kind: 'braked',
    state: { ...state, [key]: entry },
    key,
    untilMs: entry.hold?.untilMs ?? 0,
    attempts: entry.attempts.length,
    tripped,
  };
}

function holdOf(entry: BrakeEntry, nowMs: number, { windowMs }: BrakeRules) {
  const relapse = entry.released && nowMs - entry.released.atMs < RELAPSE_MS;
  const lengthMs = relapse
    ? doubling(entry.released.lengthMs, LONGEST_HOLD_MS)(2)
    : Math.min(windowMs, LONGEST_HOLD_MS);
  return { untilMs: nowMs + lengthMs, lengthMs };
}

/** Keys whose hold has ended by `nowMs`, and the state without those holds and without expired attempts. */
export function releaseDue(
  state: BrakeState,
  nowMs: number,
  rules: BrakeRules,
): { readonly state: BrakeState; readonly released: readonly string[] } {
  const released: string[] = [];
  const next: Record<string, BrakeEntry> = {};
  for (const [name, entry] of Object.entries(state)) {
    const settled = settle(entry, nowMs, rules);
    if (entry.hold && !settled.hold) released.push(name);
    if (!isOver(settled, nowMs)) next[name] = settled;
  }
  const changed = released.length > 0 || Object.keys(next).length < Object.keys(state).length;
  return { state: changed ? next : state, released };
}

/** Whether an entry has expired: keys must not accumulate over the years. */
function isOver({ attempts, hold, released }: BrakeEntry, nowMs: number): boolean {
  return !hold && attempts.length === 0 && !(released && nowMs - released.atMs < RELAPSE_MS);
}

/** Converts the state to another clock. */
export function shifted(state: BrakeState, byMs: number): BrakeState {
  const moved = Object.entries(state).map(([key, { attempts, hold, released }]) => [
    key,
    {
      attempts: attempts.map((at) => at + byMs),
      ...(hold && { hold: { ...hold, untilMs: hold.untilMs + byMs } }),
      ...(released && { released: { ...released, atMs: released.atMs + byMs } }),
    },
  ]);
  return Object.fromEntries(moved) as BrakeState;
}

/** State to use when the stored one cannot be read: no stop for one window. */
export function brakedForOneWindow(name: string, nowMs: number, rules: BrakeRules): BrakeState {
  return {
    [imageKey(name)]: {
      attempts: [],
      hold: { untilMs: nowMs + rules.windowMs, lengthMs: rules.windowMs },
    },
  };
}

/**
 * Removes expired entries. A clock that was set back must neither lengthen a hold nor keep an attempt for ever: times
 * in the future count as now.
 */
function settle(entry: BrakeEntry, nowMs: number, rules: BrakeRules): BrakeEntry {
  const attempts = entry.attempts
    .map((at) => Math.min(at, nowMs))
    .filter((at) => nowMs - at < rules.windowMs);
  const released = entry.released ? { released: entry.released } : {};
  if (!entry.hold) return { attempts, ...released };
  // A hold of years cannot come from this program.
  const lengthMs = Math.min(entry.hold.lengthMs, LONGEST_HOLD_MS);
  const untilMs = Math.min(entry.hold.untilMs, nowMs + lengthMs);
  if (untilMs <= nowMs) return { attempts: [], released: { atMs: untilMs, lengthMs } };
  return { attempts, hold: { untilMs, lengthMs }, ...released };
}

/** Reads a stored state, with names in any spelling; `undefined` when it is invalid. */
export function parseBrakeState(value: unknown): BrakeState | undefined {
  if (!isObject(value)) return undefined;
  const state: Record<string, BrakeEntry> = {};
  for (const [name, entry] of Object.entries(value)) {
    if (!isEntry(entry)) return undefined;
    const key = name === MACHINE_KEY || name.includes('/') ? name : imageKey(name);
    const other = Object.hasOwn(state, key) ? state[key] : undefined;
    state[key] = other ? joined(other, entry) : entry;
  }
  return state;
}

function isEntry(value: unknown): value is BrakeEntry {
  if (!isObject(value)) return false;
  const { attempts, hold, released } = value;
  return (
    Array.isArray(attempts) &&
    attempts.every(isFigure) &&
    (hold === undefined || areTimes(hold, 'untilMs', 'lengthMs')) &&
    (released === undefined || areTimes(released, 'atMs', 'lengthMs'))
  );
}

function areTimes(value: unknown, ...keys: readonly string[]): boolean {
  return isObject(value) && keys.every((key) => isFigure(value[key]));
}

/** Merges two spellings of one name, which earlier versions kept apart: the stricter of both applies. */
function joined(one: BrakeEntry, other: BrakeEntry): BrakeEntry {
  const hold = later(one.hold, other.hold, ({ untilMs }) => untilMs);
  const released = later(one.released, other.released, ({ atMs }) => atMs);
  return {
    attempts: [...one.attempts, ...other.attempts].sort((a, b) => a - b),
    ...(hold && { hold }),
    ...(released && { released }),
  };
}

function later<T>(one: T | undefined, other: T | undefined, time: (of: T) => number) {
  if (!one || !other) return one ?? other;
  return time(one) >= time(other) ? one : other;
}

/**
 * Releases the holds of an application on request; all holds without a name. Holds of an image name or of the whole
 * machine are released in either case.
 */
export function letGo(
  state: BrakeState,
  application: string | undefined,
): { readonly state: BrakeState; readonly released: readonly string[] } {
  const isMeant = (key: string): boolean => {
    const subject = subjectOf(key);
    return (
      application === undefined ||
      subject?.check === undefined ||
      subject.application === application
    );
  };
  const released = Object.keys(state).filter((key) => state[key]?.hold && isMeant(key));
  const left = Object.entries(state).filter(([key]) => !released.includes(key));
  return { state: Object.fromEntries(left), released };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
