import type { CallOff, TimedClock } from '../../clock/clock.js';

/** Calls back after a time without requests. */
export class Idling {
  readonly #clock: TimedClock;
  readonly #afterMs: number;
  readonly #onIdle: () => void;
  #callOff: CallOff = () => undefined;

  constructor(clock: TimedClock, afterMs: number, onIdle: () => void) {
    this.#clock = clock;
    this.#afterMs = afterMs;
    this.#onIdle = onIdle;
  }

  /** Notes a request, which restarts the time. */
  asked(): void {
    this.#callOff();
    this.#callOff = this.#clock.after(this.#afterMs, this.#onIdle, { background: true });
  }

  stop(): void {
    this.#callOff();
  }
}
