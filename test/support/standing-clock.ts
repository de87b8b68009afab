/** A clock that stands until the test moves it: deadlines of minutes pass at once, and no healthy answer is ever late. */
import type { TimedClock } from '../../src/adapters/clock/clock.js';

export interface StandingClock extends TimedClock {
  /** Lets time pass, with all that is due in it. */
  move(ms: number): void;
}

export function standingClock(): StandingClock {
  let nowMs = 0;
  const due = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const after = (ms: number, run: () => void) => {
    const entry = { atMs: nowMs + ms, run };
    due.add(entry);
    return () => void due.delete(entry);
  };
  return {
    monotonicMs: () => nowMs,
    wallMs: () => Date.now(),
    after,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const callOff = after(ms, resolve);
        const end = () => {
          callOff();
          resolve();
        };
        signal.addEventListener('abort', end, { once: true });
      }),
    move: (ms) => {
      nowMs += ms;
      for (const entry of [...due].filter(({ atMs }) => atMs <= nowMs)) {
        due.delete(entry);
        entry.run();
      }
    },
  };
}
