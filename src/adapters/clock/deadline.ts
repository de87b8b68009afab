/** Bounds a wait by time or by a signal. */
import { systemClock, type TimedClock } from './clock.js';

/** The value of the promise, or `late` when the deadline comes first. A late rejection is dropped. */
export async function within<T>(
  promise: Promise<T>,
  deadlineMs: number,
  clock: TimedClock = systemClock,
): Promise<T | 'late'> {
  let callOff = (): void => undefined;
  const late = new Promise<'late'>((resolve) => {
    callOff = clock.after(deadlineMs, () => resolve('late'));
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    callOff();
  }
}

/** The value of the promise, or `otherwise` as soon as the signal is aborted; leaves no listener behind. */
export async function unlessAborted<Value, Otherwise>(
  wanted: Promise<Value>,
  signal: AbortSignal,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  if (signal.aborted) return otherwise;
  let give: () => void = () => undefined;
  const aborted = new Promise<Otherwise>((resolve) => {
    give = () => resolve(otherwise);
    signal.addEventListener('abort', give, { once: true });
  });
  try {
    return await Promise.race([wanted, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
