import { monitorEventLoopDelay } from 'node:perf_hooks';

const EVERY_MS = 50;

export interface Stalls {
  /** The longest time since the last call for which the thread was blocked, in milliseconds. */
  readonly longestMs: () => number;
  readonly close: () => void;
}

export function watchStalls(): Stalls {
  const delays = monitorEventLoopDelay({ resolution: EVERY_MS });
  delays.enable();
  return {
    longestMs: () => {
      const longest = Math.max(0, Math.round(delays.max / 1e6) - EVERY_MS);
      delays.reset();
      return longest;
    },
    close: () => void delays.disable(),
  };
}
