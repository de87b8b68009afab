/** When the loops of a replayed agent wake: when those of the recorded one did. */
import type { Clock } from '../../ports.js';
import type { Lane } from './lane.js';
import type { RecordedWorld } from './recorded-world.js';

/** A jump of the clock that the agent saw, as its loop sees it here. */
const JUMP_MS = 10_000;
/** Of the distance between two slots of the record: so much earlier than the slot of the loop, one is still the same. */
const EARLY_SHARE = 0.45;

/** A round of the record: its slot, and when it began, which may be later (both monotonic). */
interface Round {
  readonly slotMs: number;
  readonly beganMs: number;
}

/** A clock by which a loop wakes when its next round began; of a longer delay those in between are skipped. */
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
