/** The COM check's transactions, one at a time, each in a process that may be thrown away. */
import { isTimedOut, type ProbeAnswer, type SessionEnd } from '../../core/judging/probe-result.js';
import type { Journal, Probe, ProbeOptions } from '../../ports.js';
import { HostProcess, type HostOptions, type Ready } from './host-process.js';
import type { WireTransaction } from './messages.js';
import {
  watchTransaction,
  type TransactionCourse,
  type TransactionLimits,
} from './transaction-watch.js';

export interface ProbeRunnerOptions {
  readonly host: HostOptions;
  readonly transaction: WireTransaction;
  readonly limits: TransactionLimits;
  readonly journal: Journal;
  /** Takes secrets out of what the server says. */
  readonly redact?: (text: string) => string;
  /** A process that served this many transactions is replaced while nobody waits. */
  readonly recycleAfter?: number;
}

const RECYCLE_AFTER = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

export class ProbeRunner {
  readonly #options: ProbeRunnerOptions;
  /** All processes that live: one is warm, others close what an abandoned transaction left. */
  readonly #hosts = new Set<HostProcess>();
  readonly #courses = new Set<TransactionCourse>();
  #warm: HostProcess | undefined;
  #served = 0;
  #busy: Promise<unknown> = Promise.resolve();
  #next = 1;
  #closed = false;
  #refused:
    { readonly reason: string; readonly untilMs: number; readonly pauseMs: number } | undefined;
  #described = '';

  constructor(options: ProbeRunnerOptions) {
    this.#options = options;
  }

  /** PIDs of the processes that belong to the probe. */
  get pids(): number[] {
    return [...this.#hosts].map(({ pid }) => pid).filter((pid) => pid !== undefined);
  }

  /** Starts a process ahead of the first transaction. */
  open(): void {
    this.#host();
  }

  /** One transaction, after the one before. Never rejects. */
  readonly probe: Probe = (options, signal) => {
    const turn = this.#busy
      .then(() => this.#transact(options, signal))
      .catch((error: unknown) => ({ answer: this.#fault(error), free: Promise.resolve() }));
    this.#busy = turn.then(({ free }) => free);
    return turn.then(({ answer }) => answer);
  };

  /** A session that is open gets a second to be closed; then every process is ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const course of this.#courses) course.abandon();
    await Promise.all([...this.#courses].map(({ end }) => end));
    const hosts = [...this.#hosts];
    for (const host of hosts) host.kill();
    await Promise.all(hosts.map(({ gone }) => gone));
  }

  /** `free`: the next one may begin. */
  async #transact(
    { keepPending = false, onStage }: ProbeOptions,
    signal: AbortSignal,
  ): Promise<{ readonly answer: ProbeAnswer; readonly free: Promise<unknown> }> {
    const free = Promise.resolve();
    if (this.#isEnding(signal)) return { answer: this.#ending(), free };
    const host = this.#host();
    if (!host) return { answer: this.#unavailable(), free };
    const ready = await host.ready;
    if (this.#isEnding(signal)) return { answer: this.#ending(), free };
    if (!this.#judge(ready)) return { answer: this.#unavailable(), free };
    return this.#drive(host, keepPending, onStage, signal);
  }

  async #drive(
    host: HostProcess,
    keepPending: boolean,
    onStage: ProbeOptions['onStage'],
    signal: AbortSignal,
  ): Promise<{ readonly answer: ProbeAnswer; readonly free: Promise<unknown> }> {
    const { transaction, limits } = this.#options;
    const course = watchTransaction(host, this.#next++, transaction, limits, {
      keepPending,
      ...(onStage && { onStage }),
    });
    this.#courses.add(course);
    const give = () => course.abandon();
    signal.addEventListener('abort', give, { once: true });
    const answer = this.#redacted(await course.answer);
    const end = course.end
      .then(({ reusable, sessionEnd }) => {
        signal.removeEventListener('abort', give);
        this.#courses.delete(course);
        if (answer.kind !== 'ok') this.#sayOfSession(sessionEnd);
        this.#release(host, reusable && !hangs(answer));
      })
      .catch((error: unknown) => void this.#fault(error));
    if (!hangs(answer)) return { answer, free: end };
    // This one is given up: the next transaction has a process of its own, which starts now.
    this.#warm = undefined;
    this.#host();
    if (answer.kind !== 'failed' || !answer.pending) return { answer, free: Promise.resolve() };
    void answer.pending.then(() => this.#endSoon(course));
    return { answer: { ...answer, giveUp: course.abandon }, free: Promise.resolve() };
  }

  /** A call that hung and came back: the process has its time to close the session. */
  #endSoon(course: TransactionCourse): void {
    const timer = setTimeout(() => course.abandon(), this.#options.limits.witerezultMs);
    void course.end.then(() => clearTimeout(timer));
  }

  #release(host: HostProcess, reusable: boolean): void {
    this.#served++;
    const worn = this.#served >= (this.#options.recycleAfter ?? RECYCLE_AFTER);
    if (reusable && !worn && host === this.#warm) return;
    host.kill();
    if (host === this.#warm) this.#warm = undefined;
    this.#host();
  }

  /** The warm process, or a fresh one; `undefined` while a start would come too soon after a failed one. */
  #host(): HostProcess | undefined {
    if (this.#warm && !this.#warm.isGone) return this.#warm;
    if (this.#closed) return undefined;
    if (this.#refused && performance.now() < this.#refused.untilMs) return undefined;
    const host = this.#start();
    if (!host) return undefined;
    this.#hosts.add(host);
    void host.gone.then(() => this.#hosts.delete(host));
    this.#warm = host;
    this.#served = 0;
    return host;
  }

  /** Node throws what it does not know as an error of a start: a machine without memory left, for one. */
  #start(): HostProcess | undefined {
    try {
      return new HostProcess(this.#options.host);
    } catch (error) {
      this.#refuse((error as Error).message);
      return undefined;
    }
  }

  #judge(ready: Ready): boolean {
    if (ready.ok) {
      this.#refused = undefined;
      const described = `${ready.framework}, ${ready.bits} bits`;
      if (described !== this.#described) {
        this.#described = described;
        this.#options.journal({
          level: 'info',
          action: 'probe',
          message: `The probe's process is ready: ${described}`,
        });
      }
      return true;
    }
    this.#refuse(ready.reason);
    return false;
  }

  /** Keeps the reason of a failed start, and the next start away for a while. */
  #refuse(reason: string): void {
    this.#warm = undefined;
    const before = this.#refused?.pauseMs;
    const pauseMs = before === undefined ? FIRST_PAUSE_MS : Math.min(before * 2, LONGEST_PAUSE_MS);
    this.#refused = { reason, untilMs: performance.now() + pauseMs, pauseMs };
  }

  /** A fault of our own is said, and the next transaction has a process of its own. */
  #fault(error: unknown): ProbeAnswer {
    const reason = error instanceof Error ? error.message : String(error);
    this.#warm?.kill();
    this.#warm = undefined;
    this.#options.journal({
      level: 'warn',
      action: 'probe',
      message: `The probe failed by a fault of its own: ${reason}`,
      fields: { 'error.message': reason },
    });
    return this.#redacted({ kind: 'unavailable', reason });
  }

  /** Asked anew after every await, which the compiler does not see. */
  #isEnding(signal: AbortSignal): boolean {
    return this.#closed || signal.aborted;
  }

  #ending(): ProbeAnswer {
    return { kind: 'unavailable', reason: 'the agent ends' };
  }

  #unavailable(): ProbeAnswer {
    return { kind: 'unavailable', reason: this.#refused?.reason ?? '' };
  }

  /** A server may repeat in its error text what it was given. */
  #redacted(answer: ProbeAnswer): ProbeAnswer {
    const redact = this.#options.redact ?? ((text) => text);
    switch (answer.kind) {
      case 'ok':
        return { ...answer, logOutFault: redact(answer.logOutFault) };
      case 'failed': {
        const failure = { ...answer.failure, message: redact(answer.failure.message) };
        return { ...answer, failure };
      }
      case 'unavailable':
        return { ...answer, reason: redact(answer.reason) };
    }
  }

  #sayOfSession(sessionEnd: SessionEnd): void {
    if (sessionEnd !== 'left-open') return;
    this.#options.journal({
      level: 'info',
      action: 'probe',
      message: 'A session of the check may have been left open on the server: LogOut was not done',
    });
  }
}

/** The process is still inside a call, or dead. */
function hangs(answer: ProbeAnswer): boolean {
  if (answer.kind === 'failed') return isTimedOut(answer.failure);
  return answer.kind === 'unavailable';
}
