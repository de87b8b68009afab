import type { Clock } from '../../ports.js';

export interface TimerOptions {
  /** Prevents the timer from keeping the program alive. */
  readonly background?: boolean;
}

/** Cancels a timer; has no effect on one that has already run. */
export type CallOff = () => void;

/** A clock with timers: adapters wait with it, and tests move it. */
export interface TimedClock extends Clock {
  /** Calls back once, after `ms`. */
  after(ms: number, run: () => void, options?: TimerOptions): CallOff;
}

/** Start of this process by the wall clock. */
export const processStartedUnixMs = Math.round(performance.timeOrigin);

/** The only place that reads a clock or sets a timer. */
export const systemClock: TimedClock = {
  // Whole microseconds, the precision of the black box, so that a replay judges at exactly the agent's instants.
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

/** Calls back repeatedly, each time `ms` after the end of the call before. */
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
