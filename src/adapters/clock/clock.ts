import type { Clock } from '../../ports.js';

/** The one place that reads a clock for the agent. */
export const systemClock: Clock = {
  // Whole microseconds: the black box keeps them, and a replay judges at the very instants of the agent.
  monotonicMs: () => Math.round(performance.now() * 1_000) / 1_000,
  wallMs: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, ms));
      signal.addEventListener('abort', end, { once: true });
    }),
};
