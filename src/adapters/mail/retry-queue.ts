import { afterFailure, noBackoff, type Backoff, type Waits } from '../../core/backoff.js';

/** After this many failures of its own, a letter no longer holds back the later ones of its incident. */
const MOST_FAILURES_IN_ORDER = 5;

/**
 * Time of the next attempt on a letter: not before the server, the recipient and the letter itself are due. While the
 * server or a recipient is unavailable one letter is tried, and the others wait for its result.
 */
export class RetryQueue {
  readonly #waits: Waits;
  readonly #letters = new Map<string, Backoff>();
  readonly #recipients = new Map<string, Backoff>();
  #server = noBackoff;
  #isAskedEarly = false;

  constructor(waits: Waits) {
    this.#waits = waits;
  }

  dueMs(id: string, recipient: string): number {
    const waits = [
      this.#isAskedEarly ? noBackoff : this.#server,
      this.#recipients.get(recipient) ?? noBackoff,
      this.#letters.get(letterKey(id, recipient)) ?? noBackoff,
    ];
    return Math.max(...waits.map(({ untilMs }) => untilMs));
  }

  /** Adds a new letter. The server may be back, so the oldest letter is tried at once. */
  letterArrived(): void {
    this.#isAskedEarly = true;
  }

  serverUnavailable(nowMs: number): void {
    this.#isAskedEarly = false;
    // A server tried early, for a new letter, is still tried again when it is due.
    if (nowMs < this.#server.untilMs) return;
    this.#server = this.#next(this.#server, nowMs);
  }

  serverAvailable(): void {
    this.#isAskedEarly = false;
    this.#server = noBackoff;
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

  /** Whether later letters of its incident wait for it; a letter that the server never takes must not block the rest. */
  keepsOrder(id: string, recipient: string): boolean {
    return (this.#letters.get(letterKey(id, recipient))?.failures ?? 0) < MOST_FAILURES_IN_ORDER;
  }

  /** Ends the wait of the letter for this recipient. */
  forget(id: string, recipient: string): void {
    this.#letters.delete(letterKey(id, recipient));
  }

  #next(before: Backoff | undefined, nowMs: number): Backoff {
    return afterFailure(before ?? noBackoff, this.#waits, nowMs);
  }
}

function letterKey(id: string, recipient: string): string {
  return `${recipient} ${id}`;
}
