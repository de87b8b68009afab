/** Wakes the loops of a replayed agent when those of the recorded one woke. */
import type { Clock } from '../../ports.js';
import type { Lane } from './lane.js';
import type { RecordedWorld } from './recorded-world.js';

/** A jump of the clock in the record, on the clock of the replayed loop. */
const JUMP_MS = 10_000;
/** Share of the recorded interval by which a slot may precede that of the loop and still be the same. */
const EARLY_SHARE = 0.45;

/** A round of the record: its slot, and its beginning, which may be later (both monotonic). */
interface Round {
  readonly slotMs: number;
  readonly beganMs: number;
}

/** A clock on which a loop wakes when its next round began; with a longer delay those in between are skipped. */
export function paceOf<Entry>(
  time: RecordedWorld['time'],
  lane: Lane<Entry>,
  roundOf: (entry: Entry) => Round,
  jumps: () => number = () => 0,
): Clock {
  let beforeMs = 0;
  let wokenForMs: number | undefined;
  return {
    monotonicMs: () => time.monotonicMs(),
    slotMs: () => wokenForMs,
    // Jumps are those of the record, and no others.
    wallMs: () => time.monotonicMs() + jumps() * JUMP_MS,
    sleep: async (ms, signal) => {
      const nowMs = time.monotonicMs();
      const wantedMs = nowMs + ms;
      const next = await lane.peek((each) => {
        const { slotMs, beganMs } = roundOf(each);
        const earlyMs = EARLY_SHARE * Math.max(0, slotMs - beforeMs);
        const isSkipped = beganMs < nowMs || slotMs < wantedMs - earlyMs;
        if (isSkipped) beforeMs = slotMs;
        return isSkipped;
      }, signal);
      if (next === undefined) return;
      const { slotMs, beganMs } = roundOf(next);
      beforeMs = slotMs;
      wokenForMs = slotMs;
      if (beganMs > nowMs) await time.sleepUntil(beganMs, signal);
    },
  };
}
