interface Tried {
  readonly triedAtMs: number;
  readonly failures: number;
  readonly notBeforeMs: number;
}

const untried: Tried = { triedAtMs: -1, failures: 0, notBeforeMs: Number.NEGATIVE_INFINITY };

/** When a letter is tried again. While the server is away one letter asks, and the others wait for what it finds. */
export class Tries {
  readonly #backOffMs: readonly number[];
  /** By letter; monotonic times. */
  #letters = new Map<string, Tried>();
  #away: { failures: number; untilMs: number } | undefined;

  /** @param backOffMs waits before the second, third... try; the last one for every further one */
  constructor(backOffMs: readonly number[]) {
    this.#backOffMs = backOffMs;
  }

  /** Monotonic; a letter that was never tried is due at once, also while the server is away: it may be back. */
  dueMs(id: string): number {
    const known = this.#letters.get(id);
    if (!known) return Number.NEGATIVE_INFINITY;
    return Math.max(known.notBeforeMs, this.#away?.untilMs ?? Number.NEGATIVE_INFINITY);
  }

  /** The longest untried first: a letter on which the server hangs must not ask for the others for ever. */
  byTurn(one: string, other: string): number {
    const at = (id: string) => (this.#letters.get(id) ?? untried).triedAtMs;
    return at(one) - at(other);
  }

  failed(id: string, nowMs: number): void {
    const failures = (this.#letters.get(id) ?? untried).failures + 1;
    const notBeforeMs = nowMs + this.#waitMs(failures);
    this.#letters.set(id, { triedAtMs: nowMs, failures, notBeforeMs });
  }

  /** @param waiting all letters: they wait for the server, not for a try of their own */
  serverIsAway(id: string, waiting: readonly string[], nowMs: number): void {
    const known = waiting.map((each) => {
      const tried = this.#letters.get(each) ?? untried;
      return [each, each === id ? { ...tried, triedAtMs: nowMs } : tried] as const;
    });
    // What does not wait any more is forgotten.
    this.#letters = new Map(known);
    // A new letter that asks before the time does not put the next try off.
    if (this.#away && nowMs < this.#away.untilMs) return;
    const failures = (this.#away?.failures ?? 0) + 1;
    this.#away = { failures, untilMs: nowMs + this.#waitMs(failures) };
  }

  serverIsThere(): void {
    this.#away = undefined;
  }

  done(id: string): void {
    this.#letters.delete(id);
  }

  #waitMs(failures: number): number {
    return this.#backOffMs[Math.min(failures, this.#backOffMs.length) - 1] ?? 0;
  }
}
