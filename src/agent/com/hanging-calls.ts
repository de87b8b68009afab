import { isTimedOut, type ProbeAnswer } from '../../core/probe.js';

export type FailedAnswer = Extract<ProbeAnswer, { kind: 'failed' }>;

/** So many calls may hang in one server process; then the last of them is waited for instead of another call. */
const MOST = 3;

/** Calls that were given up but go on in the server as it is now. */
export class HangingCalls {
  /** Tells the server process by its identity; empty while nothing is seen of it. */
  readonly #server: () => string;
  #in = '';
  #count = 0;
  #last: FailedAnswer | undefined;

  constructor(server: () => string) {
    this.#server = server;
  }

  /** The next call would be the last one: whoever makes it shall go on waiting for its answer. */
  get isNextLast(): boolean {
    return this.#count === MOST - 1 && this.#in === this.#server();
  }

  add(answer: FailedAnswer): void {
    if (!isTimedOut(answer.failure) || answer.failure.stage === 'activate') return;
    const server = this.#server();
    this.#count = server === this.#in ? this.#count + 1 : 1;
    this.#in = server;
    if (this.#count < MOST) return;
    this.#last = answer;
    void answer.pending?.then(() => {
      // It may be another server's turn by now.
      if (this.#last === answer) this.forget();
    });
  }

  /** The call that still waits stands for the next one: it fails as long as it waits, and the server is the same. */
  stillWaiting(): FailedAnswer | undefined {
    if (!this.#last) return undefined;
    const server = this.#server();
    // Nothing seen is not another process: samples may fail.
    if (server !== '' && server !== this.#in) this.forget();
    return this.#last;
  }

  forget(): void {
    this.#last = undefined;
    this.#in = '';
    this.#count = 0;
  }
}
