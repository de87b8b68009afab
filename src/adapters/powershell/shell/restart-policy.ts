/** Waits before the second, third... start in a row; the last one is the crash-loop limit. */
const BACK_OFF_MS = [0, 1_000, 2_000, 5_000, 15_000, 60_000];

/** A shell that worked and lived this long has proved itself: the next failure counts as the first. */
const PROVED_MS = 30_000;

/** When a shell that failed may be started again: at once the first time, then later and later. */
export class RestartPolicy {
  readonly #backOffMs: readonly number[];
  #failures = 0;
  #notBeforeMs = 0;
  lastReason = '';

  constructor(backOffMs: readonly number[] = BACK_OFF_MS) {
    this.#backOffMs = backOffMs;
  }

  waitMs(nowMs: number): number {
    return Math.max(0, this.#notBeforeMs - nowMs);
  }

  /** Returns how long the next start has to wait. */
  failed(nowMs: number, reason: string): number {
    const waitMs = this.#backOffMs[Math.min(this.#failures, this.#backOffMs.length - 1)] ?? 0;
    this.#failures++;
    this.lastReason = reason;
    this.#notBeforeMs = nowMs + waitMs;
    return waitMs;
  }

  worked(livedMs: number): void {
    if (livedMs >= PROVED_MS) this.#failures = 0;
  }
}
