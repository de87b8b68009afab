/** The COM check's transactions, one at a time, each in a process that can be discarded. */
import { foreign } from '../../core/foreign.js';
import {
  isTimedOut,
  type ProbeAnswer,
  unredacted,
  type SessionEnd,
} from '../../core/judging/probe-result.js';
import type { Probe, ProbeOptions } from '../../ports.js';
import { unlessAborted } from '../clock/deadline.js';
import type { HostProcess } from './host-process.js';
import { HostSupply, type DescribedBridge, type HostSupplyOptions } from './host-supply.js';
import type { WireTransaction } from './messages.js';
import type { TransactionLimits } from './transaction/judge.js';
import { watchTransaction, type TransactionCourse } from './transaction/watch.js';

/** @property redact removes secrets from the texts of the server */
export interface ProbeRunnerOptions extends HostSupplyOptions {
  readonly transaction: WireTransaction;
  readonly limits: TransactionLimits;
}

export class ProbeRunner {
  readonly #options: ProbeRunnerOptions;
  readonly #supply: HostSupply;
  readonly #courses = new Set<TransactionCourse>();
  #busy: Promise<unknown> = Promise.resolve();
  #next = 1;

  constructor(options: ProbeRunnerOptions) {
    this.#options = options;
    this.#supply = new HostSupply(options);
  }

  /** PIDs of the processes that belong to the probe. */
  get pids(): number[] {
    return this.#supply.pids;
  }

  /** The way by which calls are made; `undefined` before the first one. */
  get described(): DescribedBridge | undefined {
    return this.#supply.described;
  }

  /** Starts a process ahead of the first transaction. */
  open(): void {
    this.#supply.warmUp();
  }

  /** Runs one transaction after the previous one; resolves at once when the signal is aborted. Never rejects. */
  readonly probe: Probe = (options, signal) => {
    const turn = this.#busy
      .then(() => this.#transact(options, signal))
      .catch((error: unknown) => ({ answer: this.#fault(error), free: Promise.resolve() }));
    this.#busy = turn.then(({ free }) => free);
    return unlessAborted(
      turn.then(({ answer }) => answer),
      signal,
      ENDING,
    );
  };

  /** Allows a second for closing an open session, then ends every process. */
  async close(): Promise<void> {
    this.#supply.stop();
    for (const course of this.#courses) course.abandon();
    await Promise.all([...this.#courses].map(({ end }) => end));
    await this.#supply.close();
  }

  /** `free`: resolves when the next one may begin. */
  async #transact(
    { keepPending = false, onStage }: ProbeOptions,
    signal: AbortSignal,
  ): Promise<{ readonly answer: ProbeAnswer; readonly free: Promise<unknown> }> {
    const host = await this.#supply.take(signal);
    if (host.ok) return this.#drive(host.value, keepPending, onStage, signal);
    return {
      answer: { kind: 'unavailable', reason: host.reason },
      free: Promise.resolve(),
    };
  }

  async #drive(
    host: HostProcess,
    keepPending: boolean,
    onStage: ProbeOptions['onStage'],
    signal: AbortSignal,
  ): Promise<{ readonly answer: ProbeAnswer; readonly free: Promise<unknown> }> {
    const { transaction, limits, clock, redact = unredacted } = this.#options;
    const course = watchTransaction(host, {
      id: this.#next++,
      transaction,
      rules: { ...limits, keepPending, redact },
      clock,
      ...(onStage && { onStage }),
    });
    this.#courses.add(course);
    const give = () => course.abandon();
    signal.addEventListener('abort', give, { once: true });
    const answer = await course.answer;
    const end = course.end
      .then(({ reusable, sessionEnd }) => {
        signal.removeEventListener('abort', give);
        this.#courses.delete(course);
        if (answer.kind !== 'ok') this.#sayOfSession(sessionEnd);
        this.#supply.release(host, reusable && !hangs(answer));
      })
      .catch((error: unknown) => void this.#fault(error));
    if (!hangs(answer)) return { answer, free: end };
    this.#supply.replace();
    if (answer.kind !== 'failed' || !answer.pending) return { answer, free: Promise.resolve() };
    void answer.pending.then(() => this.#endSoon(course));
    return { answer: { ...answer, giveUp: course.abandon }, free: Promise.resolve() };
  }

  /** A call that hung has returned: the process gets time to close the session. */
  #endSoon(course: TransactionCourse): void {
    const { clock, limits } = this.#options;
    void course.end.then(clock.after(limits.witerezultMs, () => course.abandon()));
  }

  /** An internal error is reported, and the next transaction gets a new process. */
  #fault(error: unknown): ProbeAnswer {
    const { journal, redact = unredacted } = this.#options;
    const cause = foreign(redact(error instanceof Error ? error.message : String(error)));
    this.#supply.discard();
    journal({
      level: 'warn',
      action: 'probe',
      sentence: { kind: 'probe-fault', cause },
      fields: { 'error.message': cause.text },
    });
    return { kind: 'unavailable', reason: { kind: 'child-fault', cause } };
  }

  #sayOfSession(sessionEnd: SessionEnd): void {
    if (sessionEnd !== 'left-open') return;
    this.#options.journal({
      level: 'info',
      action: 'probe',
      sentence: { kind: 'session-left-open' },
    });
  }
}

const ENDING: ProbeAnswer = { kind: 'unavailable', reason: { kind: 'agent-ending' } };

/** The process is still inside a call, or has exited. */
function hangs(answer: ProbeAnswer): boolean {
  if (answer.kind === 'failed') return isTimedOut(answer.failure);
  return answer.kind === 'unavailable';
}
