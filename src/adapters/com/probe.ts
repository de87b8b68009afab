/** The COM check's transactions, one at a time, each in a process that may be thrown away. */
import { foreign } from '../../core/foreign.js';
import {
  isTimedOut,
  type ProbeAnswer,
  unredacted,
  type Redact,
  type SessionEnd,
} from '../../core/judging/probe-result.js';
import type { Reason } from '../../core/reason.js';
import type { Result } from '../../core/result.js';
import type { Journal, Probe, ProbeOptions } from '../../ports.js';
import { childEnvironment } from '../files/environment.js';
import { HostProcess, type Described, type HostOptions } from './host-process.js';
import type { WireTransaction } from './messages.js';
import type { TransactionLimits } from './transaction/judge.js';
import { watchTransaction, type TransactionCourse } from './transaction/watch.js';

export interface ProbeRunnerOptions {
  readonly host: HostOptions;
  readonly transaction: WireTransaction;
  readonly limits: TransactionLimits;
  readonly journal: Journal;
  readonly monotonicMs: () => number;
  /** Takes secrets out of what the server says. */
  readonly redact?: Redact;
  /** A process that served this many transactions is replaced between two checks. */
  readonly recycleAfter?: number;
}

const RECYCLE_AFTER = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A process that was killed is gone long before; what the system does not let go must not hold the agent. */
const GONE_MS = 2_000;

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
    { readonly reason: Reason; readonly untilMs: number; readonly pauseMs: number } | undefined;
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
    const { removed } = childEnvironment(process.env);
    if (removed.length > 0) {
      this.#options.journal({
        level: 'info',
        action: 'probe',
        sentence: { kind: 'environment-cleaned', names: removed },
      });
    }
    this.#host();
  }

  /** One transaction, after the one before; answers at once when the signal is aborted. Never rejects. */
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

  /** A session that is open gets a second to be closed; then every process is ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const course of this.#courses) course.abandon();
    await Promise.all([...this.#courses].map(({ end }) => end));
    const hosts = [...this.#hosts];
    for (const host of hosts) host.kill();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise((resolve) => (timer = setTimeout(resolve, GONE_MS)));
    await Promise.race([Promise.all(hosts.map(({ gone }) => gone)), limit]);
    clearTimeout(timer);
  }

  /** `free`: the next one may begin. */
  async #transact(
    { keepPending = false, onStage }: ProbeOptions,
    signal: AbortSignal,
  ): Promise<{ readonly answer: ProbeAnswer; readonly free: Promise<unknown> }> {
    const free = Promise.resolve();
    if (this.#isEnding(signal)) return { answer: ENDING, free };
    const host = this.#host();
    if (!host) return { answer: this.#unavailable(), free };
    const ready = await unlessAborted(host.ready, signal, undefined);
    if (!ready || this.#isEnding(signal)) return { answer: ENDING, free };
    if (!this.#judge(ready)) return { answer: this.#unavailable(), free };
    return this.#drive(host, keepPending, onStage, signal);
  }

  async #drive(
    host: HostProcess,
    keepPending: boolean,
    onStage: ProbeOptions['onStage'],
    signal: AbortSignal,
  ): Promise<{ readonly answer: ProbeAnswer; readonly free: Promise<unknown> }> {
    const { transaction, limits, monotonicMs, redact = unredacted } = this.#options;
    const course = watchTransaction(host, {
      id: this.#next++,
      transaction,
      rules: { ...limits, keepPending, redact },
      monotonicMs,
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
    if (this.#warm && !this.#warm.isEnding) return this.#warm;
    if (this.#closed) return undefined;
    if (this.#refused && this.#options.monotonicMs() < this.#refused.untilMs) return undefined;
    const host = this.#start();
    if (!host) return undefined;
    this.#hosts.add(host);
    void host.gone.then(() => {
      this.#hosts.delete(host);
      this.#sayOfRejected(host);
    });
    this.#warm = host;
    this.#served = 0;
    return host;
  }

  /** Node throws what it does not know as an error of a start: a machine without memory left, for one. */
  #start(): HostProcess | undefined {
    try {
      const { host, redact } = this.#options;
      return new HostProcess({ ...host, ...(redact && { redact }) });
    } catch (error) {
      this.#refuse({ kind: 'child-fault', cause: foreign((error as Error).message) });
      return undefined;
    }
  }

  #judge(ready: Result<Described, Reason>): boolean {
    if (ready.ok) {
      this.#refused = undefined;
      const { framework, bits } = ready.value;
      const described = `${framework} ${bits}`;
      if (described !== this.#described) {
        this.#described = described;
        this.#options.journal({
          level: 'info',
          action: 'probe',
          sentence: { kind: 'probe-child-ready', framework, bits },
        });
      }
      return true;
    }
    this.#refuse(ready.reason);
    return false;
  }

  /** Keeps the reason of a failed start, and the next start away for a while. */
  #refuse(reason: Reason): void {
    this.#warm = undefined;
    const before = this.#refused?.pauseMs;
    const pauseMs = before === undefined ? FIRST_PAUSE_MS : Math.min(before * 2, LONGEST_PAUSE_MS);
    this.#refused = { reason, untilMs: this.#options.monotonicMs() + pauseMs, pauseMs };
  }

  /** A fault of our own is said, and the next transaction has a process of its own. */
  #fault(error: unknown): ProbeAnswer {
    const { journal, redact = unredacted } = this.#options;
    const cause = foreign(redact(error instanceof Error ? error.message : String(error)));
    this.#warm?.kill();
    this.#warm = undefined;
    journal({
      level: 'warn',
      action: 'probe',
      sentence: { kind: 'probe-fault', cause },
      fields: { 'error.message': cause.text },
    });
    return { kind: 'unavailable', reason: { kind: 'child-fault', cause } };
  }

  /** Asked anew after every await, which the compiler does not see. */
  #isEnding(signal: AbortSignal): boolean {
    return this.#closed || signal.aborted;
  }

  #unavailable(): ProbeAnswer {
    return { kind: 'unavailable', reason: this.#refused?.reason ?? { kind: 'agent-ending' } };
  }

  #sayOfRejected({ rejected }: HostProcess): void {
    if (rejected === undefined) return;
    this.#options.journal({
      level: 'warn',
      action: 'probe',
      sentence: { kind: 'probe-child-rejected', reason: rejected },
    });
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

/** What was asked for, or `otherwise` as soon as the signal is aborted. */
async function unlessAborted<Value, Otherwise>(
  wanted: Promise<Value>,
  signal: AbortSignal,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  if (signal.aborted) return otherwise;
  let give: () => void = () => undefined;
  const aborted = new Promise<Otherwise>((resolve) => {
    give = () => resolve(otherwise);
    signal.addEventListener('abort', give, { once: true });
  });
  try {
    return await Promise.race([wanted, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}

/** The process is still inside a call, or dead. */
function hangs(answer: ProbeAnswer): boolean {
  if (answer.kind === 'failed') return isTimedOut(answer.failure);
  return answer.kind === 'unavailable';
}
