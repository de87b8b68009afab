export interface AllowedWork {
  readonly windowMs: number;
  /** Maximum number of pieces of work within a window. */
  readonly most: number;
  /** Maximum time that they may take together. */
  readonly mostMs: number;
}

/** Bounds optional work: its number within a window, and its total time. Monotonic times. */
export class WorkAllowance {
  readonly #allowed: AllowedWork;
  #done: readonly { readonly endedMs: number; readonly tookMs: number }[] = [];

  constructor(allowed: AllowedWork) {
    this.#allowed = allowed;
  }

  isLeft(nowMs: number): boolean {
    const { windowMs, most, mostMs } = this.#allowed;
    this.#done = this.#done.filter(({ endedMs }) => nowMs - endedMs < windowMs);
    const spentMs = this.#done.reduce((sum, { tookMs }) => sum + tookMs, 0);
    return this.#done.length < most && spentMs < mostMs;
  }

  spend(startedMs: number, endedMs: number): void {
    this.#done = [...this.#done, { endedMs, tookMs: endedMs - startedMs }];
  }
}
