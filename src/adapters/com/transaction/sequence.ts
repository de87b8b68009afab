/**
 * The calls of one transaction in sequence, independent of who makes them: edge-js in the same process, or another
 * process by request. Reports each one to the agent.
 */
import type { Stage } from '../../../core/judging/probe-result.js';
import { pause, systemClock, type TimedClock } from '../../clock/clock.js';
import type { StageAnswer, TransactionMessage, WireCall, WireTransaction } from '../messages.js';

/** Time after which COM is told to cancel the call; a call that has not returned by then hangs for good. */
const SOFT_CANCEL_MS = 150;

/** Methods of the class Entry of ComProbe.dll. */
export type Method = 'Describe' | 'Activate' | 'Call' | 'CallAside' | 'Cancel' | 'Close';

/** Makes one of these calls. Never settles when the call hangs and the process ends. */
export type Invoke = (method: Method, input: unknown) => Promise<StageAnswer>;

interface Running {
  readonly id: number;
  readonly transaction: WireTransaction;
  stage: Stage;
  hasSession: boolean;
  abandoned: boolean;
}

export class TransactionSequence {
  readonly #invoke: Invoke;
  readonly #say: (message: TransactionMessage) => void;
  readonly #clock: TimedClock;
  #running: Running | undefined;

  constructor(
    invoke: Invoke,
    say: (message: TransactionMessage) => void,
    clock: TimedClock = systemClock,
  ) {
    this.#clock = clock;
    this.#invoke = invoke;
    this.#say = say;
  }

  /** Runs from the activation to the release. Rejects only if `Invoke` does. */
  async run(id: number, transaction: WireTransaction): Promise<void> {
    const current: Running = {
      id,
      transaction,
      stage: 'activate',
      hasSession: false,
      abandoned: false,
    };
    this.#running = current;
    const { progid, apartment, authorize, sessionInfo } = transaction;
    const activated = await this.#stage(current, 'activate', 'Activate', { progid, apartment });
    if (activated.ok && !current.abandoned) {
      const authorized = await this.#stage(current, 'authorize', 'Call', authorize);
      if (authorized.ok) {
        current.hasSession = authorized.hasSession === true;
        if (!authorized.error && !isAbandoned(current)) {
          await this.#stage(current, 'session-info', 'Call', sessionInfo);
        }
      }
      await this.#logOut(current, 'Call');
    }
    await this.#invoke('Close', null);
    if (this.#running === current) this.#running = undefined;
    this.#say({ kind: 'idle', id });
  }

  /** The soft cancel first; an open session is closed from a second thread while the first one hangs. */
  async abandon(id: number): Promise<void> {
    const current = this.#running;
    if (current?.id !== id || current.abandoned) return;
    current.abandoned = true;
    const { stage: hung } = current;
    await this.#invoke('Cancel', null);
    await pause(this.#clock, SOFT_CANCEL_MS);
    const stillHangs = this.#running === current && current.stage === hung;
    if (stillHangs && hung === 'session-info') await this.#logOut(current, 'CallAside');
  }

  async #logOut(current: Running, method: 'Call' | 'CallAside'): Promise<void> {
    if (!current.hasSession) return;
    current.hasSession = false;
    await this.#stage(current, 'log-out', method, current.transaction.logOut);
  }

  async #stage(
    current: Running,
    name: Stage,
    method: Method,
    input: WireCall | { readonly progid: string; readonly apartment: string },
  ): Promise<StageAnswer> {
    current.stage = name;
    this.#say({ kind: 'stage', id: current.id, stage: name });
    const answer = await this.#invoke(method, input);
    this.#say({ kind: 'ended', id: current.id, stage: name, answer });
    return answer;
  }
}

/** Read again: the transaction may have been abandoned during an await, which the compiler does not see. */
function isAbandoned({ abandoned }: Running): boolean {
  return abandoned;
}
