import { isTimedOut, type ProbeAnswer } from '../../core/judging/probe-result.js';

export type FailedAnswer = Extract<ProbeAnswer, { kind: 'failed' }>;

/** So many calls may hang in one server process; then the last of them is waited for instead of another call. */
const MOST = 3;

/** What the calls go to. */
export interface Server {
  /** Identities of its processes, or of all that may be one; none while nothing is seen of it. */
  readonly processes: readonly string[];
  /** The processes are hosts of the class, not just of its name. */
  readonly isKnown: boolean;
}

/** Calls that were given up but go on in the server as it is now. */
export class HangingCalls {
  readonly #server: () => Server;
  #in: readonly string[] = [];
  #count = 0;
  #last: FailedAnswer | undefined;

  constructor(server: () => Server) {
    this.#server = server;
  }

  /** The next call would be the last one: whoever makes it shall go on waiting for its answer. */
  get isNextLast(): boolean {
    return this.#count === MOST - 1 && this.#isSame();
  }

  add(answer: FailedAnswer): void {
    if (!isTimedOut(answer.failure)) return;
    const { processes, isKnown } = this.#server();
    // Where a process of the application is known to run, it hangs there, not on the way to its start.
    const isStarting = !isKnown || processes.length === 0;
    if (answer.failure.stage === 'activate' && isStarting) return;
    if (!this.#isSame()) this.forget();
    if (this.#count === 0) this.#in = processes;
    this.#count++;
    if (this.#count < MOST) return;
    this.#last = answer;
    void answer.pending?.then(() => {
      // It may be another server's turn by now.
      if (this.#last === answer) this.forget();
    });
  }

  /** The call that still waits stands for the next one: it fails as long as it waits, and the server is the same. */
  stillWaiting(): FailedAnswer | undefined {
    if (this.#last && !this.#isSame()) this.forget();
    return this.#last;
  }

  /** The server is well, or another one: nobody waits for the call any more. */
  forget(): void {
    this.#last?.giveUp?.();
    this.#last = undefined;
    this.#in = [];
    this.#count = 0;
  }

  /** One that was there is still there. Nothing seen is not another process: samples may fail. */
  #isSame(): boolean {
    const { processes } = this.#server();
    return (
      processes.length === 0 ||
      this.#in.length === 0 ||
      processes.some((each) => this.#in.includes(each))
    );
  }
}
