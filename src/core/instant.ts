/** One moment on both clocks: the monotonic one is for measuring, the wall clock for display. */
export interface Instant {
  /** Agent's monotonic clock. */
  readonly monotonicMs: number;
  /** Wall clock, milliseconds since the Unix epoch. */
  readonly wallMs: number;
}

/** Reads both clocks of a port in immediate succession. */
export function instantOf(clock: { monotonicMs(): number; wallMs(): number }): Instant {
  return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
}
