/** Something that failed and is left alone for a while, longer each time; monotonic times. */
interface BackOff {
  readonly failures: number;
  readonly untilMs: number;
}

/** After so many failures of its own a letter no longer keeps the later ones of its incident back. */
const MOST_FAILURES_IN_ORDER = 5;

const NOW = Number.NEGATIVE_INFINITY;

/**
 * When a letter may be tried again: not before the server, the recipient and the letter itself are due. While the server
 * or a recipient is unavailable one letter asks, and the others wait for what it finds.
 */
export class RetryQueue {
  readonly #backOffMs: readonly number[];
  readonly #letters = new Map<string, BackOff>();
  readonly #recipients = new Map<string, BackOff>();
  #server: BackOff | undefined;
  #isAskedEarly = false;

  /** @param backOffMs waits before the second, third... try; the last one for every further one */
  constructor(backOffMs: readonly number[]) {
    this.#backOffMs = backOffMs;
  }

  dueMs(id: string, recipient: string): number {
    return Math.max(
      this.#isAskedEarly ? NOW : (this.#server?.untilMs ?? NOW),
      this.#recipients.get(recipient)?.untilMs ?? NOW,
      this.#letters.get(letterKey(id, recipient))?.untilMs ?? NOW,
    );
  }

  /** A new letter: the server may be back, so the oldest asks at once. */
  letterArrived(): void {
    this.#isAskedEarly = true;
  }

  serverUnavailable(nowMs: number): void {
    this.#isAskedEarly = false;
    // Asked before its time it is asked again at its time.
    if (this.#server && nowMs < this.#server.untilMs) return;
    this.#server = this.#next(this.#server, nowMs);
  }

  serverAvailable(): void {
    this.#isAskedEarly = false;
    this.#server = undefined;
  }

  recipientDeferred(recipient: string, nowMs: number): void {
    this.#recipients.set(recipient, this.#next(this.#recipients.get(recipient), nowMs));
  }

  recipientAvailable(recipient: string): void {
    this.#recipients.delete(recipient);
  }

  letterDeferred(id: string, recipient: string, nowMs: number): void {
    const key = letterKey(id, recipient);
    this.#letters.set(key, this.#next(this.#letters.get(key), nowMs));
  }

  /** Whether later letters of its incident wait for it; one that the server never takes must not silence the rest. */
  keepsOrder(id: string, recipient: string): boolean {
    return (this.#letters.get(letterKey(id, recipient))?.failures ?? 0) < MOST_FAILURES_IN_ORDER;
  }

  /** The letter no longer waits for this recipient. */
  forget(id: string, recipient: string): void {
    this.#letters.delete(letterKey(id, recipient));
  }

  #next(before: BackOff | undefined, nowMs: number): BackOff {
    const failures = (before?.failures ?? 0) + 1;
    const waitMs = this.#backOffMs[Math.min(failures, this.#backOffMs.length) - 1] ?? 0;
    return { failures, untilMs: nowMs + waitMs };
  }
}

function letterKey(id: string, recipient: string): string {
  return `${recipient} ${id}`;
}
