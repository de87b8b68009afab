import type { CallOff, TimedClock } from '../../clock/clock.js';

/** Calls back when nothing was asked for so long. */
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

  /** Notes a request: the time begins anew. */
  asked(): void {
    this.#callOff();
    this.#callOff = this.#clock.after(this.#afterMs, this.#onIdle, { background: true });
  }

  stop(): void {
    this.#callOff();
  }
}
