/** Time of the next pass: slots at fixed distances from the start, never two at once. */

export interface NextSlot {
  /** Monotonic time of the next slot, never in the past. */
  readonly atMs: number;
  /** Slots skipped while the last pass was still running. */
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

/** A pass later than this after its slot means that the machine slept or was frozen. */
const PAUSE_MS = 30_000;
/** The wall clock is slewed by a few milliseconds a second; a greater difference means that it was set. */
const CLOCK_SET_MS = 2_000;

/**
 * Detects that the time between two passes cannot be trusted. After a sleep the wall clock has advanced while the monotonic one
 * stood still (Linux), or both show a long gap (Windows, whose counter continues).
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
