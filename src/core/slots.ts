/** When the next pass is due: slots at fixed distances from the start, never two at once. */

export interface NextSlot {
  /** Monotonic time of the next slot, never in the past. */
  readonly atMs: number;
  /** Slots that passed while the last pass still ran. */
  readonly missed: number;
}

/**
 * @param lastSlotMs the slot that the finished pass belonged to
 * @param nowMs when it finished
 */
export function nextSlot(lastSlotMs: number, delayMs: number, nowMs: number): NextSlot {
  const due = lastSlotMs + delayMs;
  if (due >= nowMs) return { atMs: due, missed: 0 };
  const missed = Math.ceil((nowMs - due) / delayMs);
  return { atMs: due + missed * delayMs, missed };
}

export type Discontinuity = 'clock-set' | 'pause';

/** A pass later than this after its slot means that the machine slept or stood still. */
const PAUSE_MS = 30_000;
/** The wall clock is slewed by a few milliseconds a second; more than this was set. */
const CLOCK_SET_MS = 2_000;

/**
 * Whether the time between two passes can be trusted. A sleep shows as a wall clock that ran on while the
 * monotonic one stood (Linux) or as a long gap in both (Windows, whose counter goes on).
 */
export function discontinuity(
  before: { readonly monotonicMs: number; readonly wallMs: number },
  now: { readonly monotonicMs: number; readonly wallMs: number },
  expectedMs: number,
): Discontinuity | undefined {
  const monotonic = now.monotonicMs - before.monotonicMs;
  const wall = now.wallMs - before.wallMs;
  if (monotonic > expectedMs + PAUSE_MS) return 'pause';
  if (Math.abs(wall - monotonic) > CLOCK_SET_MS) return 'clock-set';
  return undefined;
}
