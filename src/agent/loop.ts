import { instantOf, type Instant } from '../core/instant.js';
import { discontinuity, nextSlot, type Discontinuity } from '../core/slots.js';
import type { Clock } from '../ports.js';

export interface LoopEvents {
  /**
   * One pass. The next one begins at the first slot after its end: passes never overlap.
   * @param slotMs the slot of this pass (monotonic), which begins a little late, and later on a busy machine
   */
  pass(now: Instant, slotMs: number): Promise<void>;
  /** Called with the number of slots skipped by a slow pass. */
  missed(slots: number): void;
  /** Called before a pass when the time since the last one cannot be trusted. */
  broken(why: Discontinuity): void;
  /** Interval of the slots, queried before every wait. */
  delayMs(): number;
  /** Earliest start (monotonic) of a pass, whatever its slot. */
  notBeforeMs?(): number;
}

/** Runs passes until the signal is aborted. A pass that throws is a bug: it ends the loop with its error. */
export async function runLoop(
  clock: Clock,
  events: LoopEvents,
  signal: AbortSignal,
): Promise<void> {
  let slotMs = clock.monotonicMs();
  let before: Instant | undefined;
  while (!signal.aborted) {
    const now = instantOf(clock);
    const gap = before && discontinuity(before, now, events.delayMs());
    if (gap) events.broken(gap);
    await events.pass(now, slotMs);
    // Measured from the end of the pass, since a long pass is no clock jump.
    before = instantOf(clock);
    const next = nextSlot(slotMs, events.delayMs(), before.monotonicMs);
    if (next.missed > 0) events.missed(next.missed);
    slotMs = Math.max(next.atMs, events.notBeforeMs?.() ?? 0);
    await clock.sleep(slotMs - before.monotonicMs, signal);
    slotMs = clock.slotMs?.() ?? slotMs;
  }
}
