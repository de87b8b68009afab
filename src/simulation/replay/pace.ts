/** When the loops of a replayed agent wake: when those of the recorded one did. */
import type { Clock } from '../../ports.js';
import type { Lane } from './lane.js';
import type { RecordedWorld } from './recorded-world.js';

/** A jump of the clock that the agent saw, as its loop sees it here. */
const JUMP_MS = 10_000;
/**
 * Of the distance between two rounds of the record: so much before its slot a round is still the one that is meant. The
 * recorded loop was late now and then, and its slots lie elsewhere than where its rounds began.
 */
const EARLY_SHARE = 0.45;

/** A clock by which a loop wakes when its next round began; of a longer delay those in between are skipped. */
export function paceOf<Entry>(
  time: RecordedWorld['time'],
  lane: Lane<Entry>,
  beganOf: (entry: Entry) => number,
  jumps: () => number = () => 0,
): Clock {
  let beforeMs = 0;
  return {
    isPaced: true,
    monotonicMs: () => time.monotonicMs(),
    // Jumps are those of the record, and no others.
    wallMs: () => time.monotonicMs() + jumps() * JUMP_MS,
    sleep: async (ms, signal) => {
      const nowMs = time.monotonicMs();
      const slotMs = nowMs + ms;
      const next = await lane.peek((each) => {
        const beganMs = beganOf(each);
        const earlyMs = EARLY_SHARE * Math.max(0, beganMs - beforeMs);
        const isSkipped = beganMs < nowMs || beganMs < slotMs - earlyMs;
        if (isSkipped) beforeMs = beganMs;
        return isSkipped;
      }, signal);
      if (next === undefined) return;
      beforeMs = beganOf(next);
      if (beforeMs > nowMs) await time.sleepUntil(beforeMs, signal);
    },
  };
}
