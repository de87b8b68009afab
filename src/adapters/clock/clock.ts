import type { Clock } from '../../ports.js';

export interface TimerOptions {
  /** Does not keep the program alive by itself. */
  readonly background?: boolean;
}

/** Calls a timer off; one that has run already stays as it is. */
export type CallOff = () => void;

/** A clock that calls back: what an adapter waits with, and what a test moves. */
export interface TimedClock extends Clock {
  /** Calls back once, after `ms`. */
  after(ms: number, run: () => void, options?: TimerOptions): CallOff;
}

/** When this process began, by the clock on the wall. */
export const processStartedUnixMs = Math.round(performance.timeOrigin);

/** The one place that reads a clock and sets a timer. */
export const systemClock: TimedClock = {
  // Whole microseconds: the black box keeps them, and a replay judges at the very instants of the agent.
  monotonicMs: () => Math.round(performance.now() * 1_000) / 1_000,
  wallMs: () => Date.now(),
  after: (ms, run, { background = false } = {}) => {
    const timer = setTimeout(run, Math.max(0, ms));
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
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

/** Calls back again and again, `ms` after the end of the call before. */
export function every(
  clock: TimedClock,
  ms: number,
  run: () => void,
  options?: TimerOptions,
): CallOff {
  let callOff: CallOff = () => undefined;
  let isOff = false;
  const arm = () => {
    callOff = clock.after(
      ms,
      () => {
        run();
        if (!isOff) arm();
      },
      options,
    );
  };
  arm();
  return () => {
    isOff = true;
    callOff();
  };
}

/** Resolves after `ms`. */
export function pause(clock: TimedClock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
