import type { ApplicationFinder } from '../observing/application-finder.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';
import { isTimedOut, type ProbeAnswer } from '../../core/judging/probe-result.js';
import { targetKey } from '../../core/observing/identity.js';
import type { Watched } from '../../core/observing/process-table.js';

export type FailedAnswer = Extract<ProbeAnswer, { kind: 'failed' }>;

/** Calls that may hang in one server process before the check rests. */
export const MOST_HANGING = 3;
/** Time from one trial call to the next while the check rests. */
export const TRIAL_EVERY_MS = 10 * 60_000;

/** What the calls go to. */
interface Server {
  /** Identities of its processes, or of all that may be one; none while nothing is seen of it. */
  readonly processes: readonly string[];
  /** The processes are hosts of the class, not just of its name. */
  readonly isKnown: boolean;
}

/** Calls that were given up but go on in the server as it is now. */
export class HangingCalls {
  readonly #finder: Pick<ApplicationFinder, 'known'>;
  readonly #own: () => readonly Watched[];
  #in: readonly string[] = [];
  #count = 0;
  /** The one that is still waited for: its return says that the server lives. */
  #waiting: FailedAnswer | undefined;
  #lastCallMs = 0;

  constructor(finder: Pick<ApplicationFinder, 'known'>, own: () => readonly Watched[]) {
    this.#finder = finder;
    this.#own = own;
  }

  /** The next call may be the last one before a rest: it goes on waiting for its answer. */
  get isNextLast(): boolean {
    return this.#count === MOST_HANGING - 1 && this.#isSame();
  }

  /** Three calls hang in the server as it is: no further one is made but a trial now and then. */
  get isResting(): boolean {
    if (this.#count > 0 && !this.#isSame()) this.forget();
    return this.#count >= MOST_HANGING;
  }

  /** A trial call is due. */
  isTrialDue(nowMs: number): boolean {
    return nowMs - this.#lastCallMs >= TRIAL_EVERY_MS;
  }

  /** Milliseconds until the next trial call. */
  untilTrialMs(nowMs: number): number {
    return Math.max(this.#lastCallMs + TRIAL_EVERY_MS - nowMs, 0);
  }

  /** @param nowMs when the call was given up */
  add(answer: FailedAnswer, nowMs: number): void {
    this.#lastCallMs = nowMs;
    if (!isTimedOut(answer.failure)) return;
    const { processes, isKnown } = this.#server();
    // Where a process of the application is known to run, it hangs there, not on the way to its start.
    const isStarting = !isKnown || processes.length === 0;
    if (answer.failure.stage === 'activate' && isStarting) return;
    if (!this.#isSame()) this.forget();
    if (this.#count === 0) this.#in = processes;
    if (this.#count >= MOST_HANGING) return;
    this.#count++;
    if (this.#count < MOST_HANGING) return;
    this.#waiting = answer;
    void answer.pending?.then(() => {
      // It may be another server's turn by now.
      if (this.#waiting === answer) this.forget();
    });
  }

  /** Calls that an earlier agent left hanging in these processes. */
  restore({ count, processes, lastCallMs }: ComKnowledge['hanging']): void {
    this.#count = Math.min(count, MOST_HANGING);
    this.#in = processes;
    this.#lastCallMs = lastCallMs;
  }

  /** What the next agent is to go on with. */
  get kept(): ComKnowledge['hanging'] {
    return { count: this.#count, processes: this.#in, lastCallMs: this.#lastCallMs };
  }

  /** The server is well, or another one: the call is waited for no longer. */
  forget(): void {
    this.#waiting?.giveUp?.();
    this.#waiting = undefined;
    this.#in = [];
    this.#count = 0;
  }

  #server(): Server {
    const own = this.#own();
    const known = this.#finder.known(own);
    const processes = (known ?? own).map(({ target }) => targetKey(target));
    return { processes, isKnown: known !== undefined };
  }

  /** Whether a process that was there is still there. Nothing seen is not another process: samples may fail. */
  #isSame(): boolean {
    const { processes } = this.#server();
    return (
      processes.length === 0 ||
      this.#in.length === 0 ||
      processes.some((each) => this.#in.includes(each))
    );
  }
}
