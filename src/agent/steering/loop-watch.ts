/** Deadlines by which each loop must have ended its present pass or begun the next one, for the watchdog. */
import type { StatusLoop } from '../../core/telling/status.js';
import type { Clock } from '../../ports.js';

export class LoopWatch {
  readonly #clock: Clock;
  readonly #due = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs a pass that ends within `deadlineMs` by its own deadlines; the next one begins at most `delayMs` after it. */
  async pass(
    name: string,
    { deadlineMs, delayMs }: { readonly deadlineMs: number; readonly delayMs: () => number },
    work: () => Promise<void>,
  ): Promise<void> {
    this.#due.set(name, this.#clock.monotonicMs() + deadlineMs);
    await work();
    this.#due.set(name, this.#clock.monotonicMs() + delayMs() + deadlineMs);
  }

  get status(): readonly StatusLoop[] {
    const offset = this.#clock.wallMs() - this.#clock.monotonicMs();
    return [...this.#due].map(([name, dueMs]) => ({ name, dueUnixMs: Math.round(dueMs + offset) }));
  }
}
