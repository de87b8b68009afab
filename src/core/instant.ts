/** One moment by both clocks: the monotonic one measures, the wall clock is printed. */
export interface Instant {
  /** Agent's monotonic clock. */
  readonly monotonicMs: number;
  /** Wall clock, milliseconds since the Unix epoch. */
  readonly wallMs: number;
}

/** Reads both clocks of a port, one right after the other. */
export function instantOf(clock: { monotonicMs(): number; wallMs(): number }): Instant {
  return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
}
