/**
 * The brake: at most `maxStops` attempts per process name within `windowMs`, then none until the hold ends.
 * Wall time, since it must outlive the agent. Attempts count, not successes.
 */

export interface BrakeRules {
  readonly maxStops: number;
  readonly windowMs: number;
}

export interface BrakeEntry {
  /** Wall times of the attempts within the window, oldest first. */
  readonly attempts: readonly number[];
  /** Set while unloading is suspended. */
  readonly hold?: { readonly untilMs: number; readonly lengthMs: number };
  /** The last hold that ended: if the brake trips again soon after, the next one is twice as long. */
  readonly released?: { readonly atMs: number; readonly lengthMs: number };
}

/** By `brakeKey`. */
export type BrakeState = Readonly<Record<string, BrakeEntry>>;

const RELAPSE_MS = 60 * 60_000;
const LONGEST_HOLD_MS = 24 * 60 * 60_000;

export type BrakeAnswer =
  | { readonly kind: 'go'; readonly state: BrakeState }
  | {
      readonly kind: 'braked';
      readonly state: BrakeState;
      readonly untilMs: number;
      readonly attempts: number;
      /** True for the request that made it trip. */
      readonly tripped: boolean;
    };

/** One key for every spelling of an image name: in lower case, with its `.exe`, which a configuration may leave out. */
export function brakeKey(name: string): string {
  return `${name.toLowerCase().replace(/\.exe$/, '')}.exe`;
}

/** Asks for one attempt at `nowMs` and, when it may go, counts it. */
export function requestStop(
  state: BrakeState,
  name: string,
  nowMs: number,
  rules: BrakeRules,
): BrakeAnswer {
  const key = brakeKey(name);
  const entry = settle(state[key] ?? { attempts: [] }, nowMs, rules);
  if (entry.hold) {
    return {
      kind: 'braked',
      state: { ...state, [key]: entry },
      untilMs: entry.hold.untilMs,
      attempts: entry.attempts.length,
      tripped: false,
    };
  }
  if (entry.attempts.length >= rules.maxStops) {
    const relapse = entry.released && nowMs - entry.released.atMs < RELAPSE_MS;
    const lengthMs = Math.min(
      relapse ? entry.released.lengthMs * 2 : rules.windowMs,
      LONGEST_HOLD_MS,
    );
    const hold = { untilMs: nowMs + lengthMs, lengthMs };
    return {
      kind: 'braked',
      state: { ...state, [key]: { ...entry, hold } },
      untilMs: hold.untilMs,
      attempts: entry.attempts.length,
      tripped: true,
    };
  }
  return {
    kind: 'go',
    state: { ...state, [key]: { ...entry, attempts: [...entry.attempts, nowMs] } },
  };
}

/** Names whose hold has ended by `nowMs`, and the state without those holds. */
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
    next[name] = settled;
  }
  return { state: released.length > 0 ? next : state, released };
}

/** A state that could not be read: nothing may be stopped for one window. */
export function brakedForOneWindow(name: string, nowMs: number, rules: BrakeRules): BrakeState {
  return {
    [brakeKey(name)]: {
      attempts: [],
      hold: { untilMs: nowMs + rules.windowMs, lengthMs: rules.windowMs },
    },
  };
}

/**
 * Drops what is over. A clock that was set back must neither lengthen a hold nor keep an attempt for ever:
 * times in the future count as now.
 */
function settle(entry: BrakeEntry, nowMs: number, rules: BrakeRules): BrakeEntry {
  const attempts = entry.attempts
    .map((at) => Math.min(at, nowMs))
    .filter((at) => nowMs - at < rules.windowMs);
  const released = entry.released ? { released: entry.released } : {};
  if (!entry.hold) return { attempts, ...released };
  const untilMs = Math.min(entry.hold.untilMs, nowMs + entry.hold.lengthMs);
  if (untilMs <= nowMs) {
    return { attempts: [], released: { atMs: untilMs, lengthMs: entry.hold.lengthMs } };
  }
  return { attempts, hold: { untilMs, lengthMs: entry.hold.lengthMs }, ...released };
}

/** Reads a stored state, with names in any spelling; `undefined` when it is not one. */
export function parseBrakeState(value: unknown): BrakeState | undefined {
  if (!isObject(value)) return undefined;
  const state: Record<string, BrakeEntry> = {};
  for (const [name, entry] of Object.entries(value)) {
    if (!isObject(entry)) return undefined;
    const { attempts, hold, released } = entry;
    if (!Array.isArray(attempts) || !attempts.every(isTime)) return undefined;
    if (
      hold !== undefined &&
      !(isObject(hold) && isTime(hold['untilMs']) && isTime(hold['lengthMs']))
    )
      return undefined;
    if (
      released !== undefined &&
      !(isObject(released) && isTime(released['atMs']) && isTime(released['lengthMs']))
    )
      return undefined;
    const key = brakeKey(name);
    const other = Object.hasOwn(state, key) ? state[key] : undefined;
    state[key] = other
      ? joined(other, entry as unknown as BrakeEntry)
      : (entry as unknown as BrakeEntry);
  }
  return state;
}

/** Two spellings of one name, as earlier versions kept them: the stricter of both holds. */
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
