import { instantOf, type Instant } from '../core/instant.js';
import { discontinuity, nextSlot, type Discontinuity } from '../core/slots.js';
import type { Clock } from '../ports.js';

export interface LoopEvents {
  /**
   * One pass. The next one begins at the next slot after it has ended: passes never overlap.
   * @param slotMs the slot of this pass (monotonic), which begins a little late, and later on a busy machine
   */
  pass(now: Instant, slotMs: number): Promise<void>;
  /** Slots that a slow pass ran over. */
  missed(slots: number): void;
  /** The time since the last pass cannot be trusted; called before the pass. */
  broken(why: Discontinuity): void;
  /** The distance of the slots, asked before every wait. */
  delayMs(): number;
  /** No pass begins sooner (monotonic), whatever its slot. */
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
    // Measured from the end of the pass: a pass may take long without the clock having jumped.
    before = instantOf(clock);
    const next = nextSlot(slotMs, events.delayMs(), before.monotonicMs);
    if (next.missed > 0) events.missed(next.missed);
    slotMs = Math.max(next.atMs, events.notBeforeMs?.() ?? 0);
    await clock.sleep(slotMs - before.monotonicMs, signal);
    slotMs = clock.slotMs?.() ?? slotMs;
  }
}
