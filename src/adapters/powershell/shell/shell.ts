import PQueue from 'p-queue';
import { unredacted, type Redact } from '../../../core/judging/probe-result.js';
import type { Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';
import { systemClock, type TimedClock } from '../../clock/clock.js';
import { unlessAborted } from '../../clock/deadline.js';
import { asTable } from './answer-table.js';
import type { Parameters, WireError } from './framing.js';
import { Idling } from './idling.js';
import { asksMemory, outgrown, RECYCLE, wornOut, type RecycleLimits } from './recycling.js';
import { redactAnswer } from './redact-answer.js';
import type { RequestTrouble } from './shell-process.js';
import {
  Supervision,
  type StartTrouble,
  type Supervised,
  type SupervisionOptions,
} from './supervision.js';

export interface ShellOptions extends SupervisionOptions {
  /** Maximum number of waiting calls; further ones are refused. */
  readonly maxWaiting?: number;
  /** Limits of calls, age and memory after which a shell is replaced. */
  readonly recycle?: RecycleLimits;
  /** Idle time after which it ends; only the next call starts it again. */
  readonly idleMs?: number;
  readonly clock?: TimedClock;
}

export interface ShellOutput {
  readonly output: unknown;
  readonly errors: readonly WireError[];
  /** Generation of the process that answered. */
  readonly generation: number;
}

/** Reason why a call failed. */
export type ShellTrouble = RequestTrouble | StartTrouble | Extract<Reason, { kind: 'shell-busy' }>;

export type ShellAnswer = Result<ShellOutput, ShellTrouble>;

const MOST_WAITING = 16;
const MEMORY_DEADLINE_MS = 10_000;
const ENDING: ShellAnswer = failure({ kind: 'agent-ending' });

/**
 * A persistent PowerShell that is replaced whenever it dies, hangs or grows old. Calls are made one after the other.
 */
export class Shell {
  readonly #queue = new PQueue({ concurrency: 1 });
  readonly #supervision: Supervision;
  readonly #idling: Idling | undefined;
  readonly #clock: TimedClock;
  readonly #redact: Redact;
  readonly #maxWaiting: number;
  readonly #limits: RecycleLimits;
  #closed = false;

  constructor(options: ShellOptions) {
    const { clock = systemClock, idleMs } = options;
    this.#clock = clock;
    this.#redact = options.redact ?? unredacted;
    this.#maxWaiting = options.maxWaiting ?? MOST_WAITING;
    this.#limits = options.recycle ?? RECYCLE;
    this.#supervision = new Supervision(options, clock, {
      isBusy: () => this.#queue.pending > 0,
      start: idleMs === undefined ? () => this.open() : undefined,
    });
    if (idleMs !== undefined) this.#idling = new Idling(clock, idleMs, () => this.#rest());
  }

  /** PID of the present process. */
  get pid(): number | undefined {
    return this.#supervision.process?.pid;
  }

  /** The same with its launcher, when it has one. */
  get pids(): readonly number[] {
    return this.#supervision.process?.pids ?? [];
  }

  get generation(): number {
    return this.#supervision.generation;
  }

  /** The hello of the current process. */
  get hello(): unknown {
    return this.#supervision.hello;
  }

  /** Starts it before the first call needs it. */
  open(): void {
    void this.#queue.add(() => this.#supervision.ready());
  }

  /** Runs one exported command. Resolves shortly after the deadline and the wait at the latest; never rejects. */
  async call(
    command: string,
    parameters: Parameters,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<ShellAnswer> {
    if (this.#closed || signal?.aborted) return ENDING;
    if (this.#queue.size >= this.#maxWaiting) {
      return failure({ kind: 'shell-busy', waiting: this.#queue.size });
    }
    const work: Promise<ShellAnswer> = this.#queue.add(async () =>
      signal?.aborted ? ENDING : this.#run(command, parameters, deadlineMs),
    );
    void work.then(() => {
      if (!this.#closed) this.#idling?.asked();
    });
    return signal ? unlessAborted(work, signal, ENDING) : work;
  }

  /** Ends the process; pending calls are answered with `agent-ending` or the end of the process. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#idling?.stop();
    await this.#supervision.close();
  }

  async #run(command: string, parameters: Parameters, deadlineMs: number): Promise<ShellAnswer> {
    const ready = await this.#supervision.ready();
    if (!ready.ok) return this.#closed ? ENDING : ready;
    const supervised = ready.value;
    const answer = await supervised.process.request(command, parameters, deadlineMs);
    if (!answer.ok) {
      this.#supervision.giveUp(supervised, answer.reason);
      return this.#closed ? ENDING : answer;
    }
    this.#supervision.worked(supervised);
    await this.#recycleWhenDue(supervised);
    const { output, errors } = redactAnswer(answer.value, this.#redact);
    return success({ output, errors, generation: supervised.generation });
  }

  async #recycleWhenDue(supervised: Supervised): Promise<void> {
    const { calls, startedMs, process } = supervised;
    const life = { calls, ageMs: this.#clock.monotonicMs() - startedMs };
    let cause = wornOut(life, this.#limits);
    if (!cause && asksMemory(life, this.#limits)) {
      const answer = await process.request('Get-ShellInformation', {}, MEMORY_DEADLINE_MS);
      const bytes = answer.ok ? asTable(answer.value.output)?.['workingSetBytes'] : undefined;
      // A whole number is passed as its digits.
      cause = outgrown(typeof bytes === 'string' ? Number(bytes) : undefined, this.#limits);
    }
    if (cause) this.#supervision.recycle(supervised, cause);
  }

  #rest(): void {
    if (this.#queue.pending === 0 && this.#queue.size === 0) this.#supervision.idle();
  }
}
