import type { ApplicationFinder } from '../observing/application-finder.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';
import { isTimedOut, type ProbeAnswer } from '../../core/judging/probe-result.js';
import { hasKey, targetKey } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';

export type FailedAnswer = Extract<ProbeAnswer, { kind: 'failed' }>;

/** Number of calls that may hang in one server process before the check rests. */
export const MOST_HANGING = 3;
/** Time from one trial call to the next while the check rests. */
export const TRIAL_EVERY_MS = 10 * 60_000;

/** The server that receives the calls. */
interface Server {
  /** Its processes, or all candidates; empty while none has been seen. */
  readonly processes: readonly Target[];
  /** Whether the processes are known hosts of the class rather than processes of the same image. */
  readonly isKnown: boolean;
}

/** Abandoned calls that are still running in the present server. */
export class HangingCalls {
  readonly #finder: Pick<ApplicationFinder, 'known'>;
  readonly #own: () => readonly Watched[];
  /** Keys of the processes in which they hang. */
  #in: readonly string[] = [];
  #count = 0;
  /** The call still awaited: its return shows that the server works again. */
  #waiting: FailedAnswer | undefined;
  #lastCallMs = 0;

  constructor(finder: Pick<ApplicationFinder, 'known'>, own: () => readonly Watched[]) {
    this.#finder = finder;
    this.#own = own;
  }

  /** Whether the next call may be the last one before a rest; its answer is then awaited past the deadline. */
  get isNextLast(): boolean {
    return this.#count === MOST_HANGING - 1 && this.#isSame();
  }

  /** Whether three calls hang in the present server: only trial calls are made then. */
  get isResting(): boolean {
    if (this.#count > 0 && !this.#isSame()) this.forget();
    return this.#count >= MOST_HANGING;
  }

  /** Whether a trial call is due. */
  isTrialDue(nowMs: number): boolean {
    return nowMs - this.#lastCallMs >= TRIAL_EVERY_MS;
  }

  /** Milliseconds until the next trial call. */
  untilTrialMs(nowMs: number): number {
    return Math.max(this.#lastCallMs + TRIAL_EVERY_MS - nowMs, 0);
  }

  /** @param nowMs when the call was abandoned */
  add(answer: FailedAnswer, nowMs: number): void {
    this.#lastCallMs = nowMs;
    if (!isTimedOut(answer.failure)) return;
    const { processes, isKnown } = this.#server();
    // With a known process of the application, the call hangs in it rather than in its activation.
    const isStarting = !isKnown || processes.length === 0;
    if (answer.failure.stage === 'activate' && isStarting) return;
    if (!this.#isSame()) this.forget();
    if (this.#count === 0) this.#in = processes.map(targetKey);
    if (this.#count >= MOST_HANGING) return;
    this.#count++;
    if (this.#count < MOST_HANGING) return;
    this.#waiting = answer;
    void answer.pending?.then(() => {
      // The server may have been replaced in the meantime.
      if (this.#waiting === answer) this.forget();
    });
  }

  /** Continues with the calls that an earlier agent left hanging in these processes. */
  restore({ count, processes, lastCallMs }: ComKnowledge['hanging']): void {
    this.#count = Math.min(count, MOST_HANGING);
    this.#in = processes;
    this.#lastCallMs = lastCallMs;
  }

  /** State with which the next agent continues. */
  get kept(): ComKnowledge['hanging'] {
    return { count: this.#count, processes: this.#in, lastCallMs: this.#lastCallMs };
  }

  /** Stops waiting for the call, since the server answers or was replaced. */
  forget(): void {
    this.#waiting?.giveUp?.();
    this.#waiting = undefined;
    this.#in = [];
    this.#count = 0;
  }

  #server(): Server {
    const own = this.#own();
    const known = this.#finder.known(own);
    const processes = (known ?? own).map(({ target }) => target);
    return { processes, isKnown: known !== undefined };
  }

  /** Whether one of the earlier processes is still running. An empty sample is no evidence of a replacement: samples may fail. */
  #isSame(): boolean {
    const { processes } = this.#server();
    return (
      processes.length === 0 ||
      this.#in.length === 0 ||
      processes.some((each) => hasKey(this.#in, '', each))
    );
  }
}
