import { afterFailure, listed, noBackoff, waitLeftMs, type Waits } from '../../../core/backoff.js';
import { systemTrouble } from '../../../core/system-trouble.js';
import { unredacted, type Redact } from '../../../core/judging/probe-result.js';
import type { Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';
import type { RecycleCause } from '../../../core/telling/sentences/shell.js';
import type { CallOff, TimedClock } from '../../clock/clock.js';
import { asTable } from './answer-table.js';
import type { Parameters } from './framing.js';
import { helloTrouble } from './hello.js';
import type { OnShellEvent } from './shell-event.js';
import { ShellProcess, type RequestTrouble } from './shell-process.js';

export interface SupervisionOptions {
  readonly executable: string;
  readonly modulePath: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Start and first answer together: Windows PowerShell can take 30 s where a Group Policy is set. */
  readonly firstCallDeadlineMs?: number;
  readonly maxAnswerLength?: number;
  /** Delays before the second, third... consecutive start; the last one is the crash-loop limit. */
  readonly backOffMs?: readonly number[];
  /**
   * Made by each new process before it counts as started: the engine compiles with this call rather than at the first
   * stop.
   */
  readonly rehearsal?: { readonly command: string; readonly parameters: Parameters };
  readonly onEvent: OnShellEvent;
  /** Masks secrets in unrequested output of a shell: errors, details, noise. */
  readonly redact?: Redact;
}

/** What the supervision needs from its shell. */
export interface Ward {
  /** Whether a call is in progress, whose caller also sees the end of the process. */
  readonly isBusy: () => boolean;
  /** Starts a process when one is due; absent where one is started only on request. */
  readonly start?: (() => void) | undefined;
}

/** One process, from its start to its end. */
export interface Supervised {
  readonly process: ShellProcess;
  readonly generation: number;
  readonly startedMs: number;
  /** Requests answered so far. */
  calls: number;
}

/** Reason why no process can take a request. */
export type StartTrouble = Extract<
  Reason,
  { kind: 'agent-ending' | 'shell-not-started' | 'shell-waiting' }
>;

const FIRST_CALL_DEADLINE_MS = 60_000;
const MAX_ANSWER_LENGTH = 32 * 2 ** 20;
const BACK_OFF_MS = [0, 1_000, 2_000, 5_000, 15_000, 60_000];
/** After a working life this long, the next failure counts as the first. */
const PROVED_MS = 30_000;
const CLOSE_GRACE_MS = 500;
const REHEARSAL_MS = 10_000;
/** Time from the end of the wait to the next start: never a little before it. */
const START_AFTER_WAIT_MS = 5;

/** Starts a PowerShell, replaces it when it dies or hangs, and waits longer before each further consecutive start. */
export class Supervision {
  readonly #options: SupervisionOptions;
  readonly #clock: TimedClock;
  readonly #ward: Ward;
  readonly #waits: Waits;
  #current: Supervised | undefined;
  #generation = 0;
  #backoff = noBackoff;
  #lastTrouble: Reason = { kind: 'shell-silent' };
  #hello: unknown;
  #isClosed = false;
  #callOff: CallOff = () => undefined;
  /** A failed warm-up call is not retried: a slow shell is better than none. */
  #rehearses: boolean;

  constructor(options: SupervisionOptions, clock: TimedClock, ward: Ward) {
    this.#options = options;
    this.#clock = clock;
    this.#ward = ward;
    this.#waits = listed(options.backOffMs ?? BACK_OFF_MS);
    this.#rehearses = options.rehearsal !== undefined;
  }

  get process(): ShellProcess | undefined {
    return this.#current?.process;
  }

  get generation(): number {
    return this.#generation;
  }

  /** The hello of the current process. */
  get hello(): unknown {
    return this.#hello;
  }

  /** The current process, or a new one once its start is due. Never rejects. */
  async ready(): Promise<Result<Supervised, StartTrouble>> {
    if (this.#isClosed) return failure({ kind: 'agent-ending' });
    const current = this.#current;
    if (current && !current.process.isEnded) return success(current);
    const waitMs = waitLeftMs(this.#backoff, this.#clock.monotonicMs());
    if (waitMs === 0) return this.#start();
    // In whole seconds, rounded up.
    const nextStartMs = Math.ceil(waitMs / 1_000) * 1_000;
    return failure({ kind: 'shell-waiting', cause: this.#lastTrouble, nextStartMs });
  }

  /** Records an answer of the process. */
  worked(supervised: Supervised): void {
    supervised.calls++;
    const livedMs = this.#clock.monotonicMs() - supervised.startedMs;
    if (livedMs >= PROVED_MS) this.#backoff = noBackoff;
  }

  /** Ends a process that hung, exited or gave an invalid answer; the next one starts when it is due. */
  giveUp({ process, generation }: Supervised, reason: Reason): void {
    process.kill();
    if (this.#current?.process !== process) return;
    this.#current = undefined;
    if (this.#isClosed) return;
    const nextStartMs = this.#failed(reason);
    this.#options.onEvent({ kind: 'given-up', generation, reason, nextStartMs });
    this.#startIn(nextStartMs);
  }

  /** Lets a working process exit and starts the next one. */
  recycle({ process, generation }: Supervised, cause: RecycleCause): void {
    this.#options.onEvent({ kind: 'recycled', generation, cause });
    this.#letGo(process);
    this.#startIn(0);
  }

  /** Lets the current process exit; the next request starts another one. */
  idle(): void {
    const current = this.#current;
    if (!current) return;
    this.#options.onEvent({ kind: 'idled', generation: current.generation });
    this.#letGo(current.process);
  }

  /** Ends the process and starts no other; immediately when a call is in progress. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#callOff();
    const process = this.#current?.process;
    if (this.#ward.isBusy()) process?.kill();
    await process?.close(CLOSE_GRACE_MS);
  }

  #letGo(process: ShellProcess): void {
    this.#current = undefined;
    void process.close(CLOSE_GRACE_MS);
  }

  #failed(reason: Reason): number {
    const nowMs = this.#clock.monotonicMs();
    this.#backoff = afterFailure(this.#backoff, this.#waits, nowMs);
    this.#lastTrouble = reason;
    return waitLeftMs(this.#backoff, nowMs);
  }

  #startIn(waitMs: number): void {
    const { start } = this.#ward;
    if (this.#isClosed || !start) return;
    this.#callOff();
    this.#callOff = this.#clock.after(waitMs + START_AFTER_WAIT_MS, start, { background: true });
  }

  async #start(): Promise<Result<Supervised, StartTrouble>> {
    const startedMs = this.#clock.monotonicMs();
    const spawned = this.#spawn(() => this.#ended(supervised));
    if (!spawned.ok) {
      this.#failed(spawned.reason);
      return failure({ kind: 'shell-not-started', cause: spawned.reason });
    }
    const generation = ++this.#generation;
    const supervised: Supervised = { process: spawned.value, generation, startedMs, calls: 0 };
    this.#current = supervised;
    const trouble = (await this.#greet(spawned.value)) ?? (await this.#rehearse(spawned.value));
    if (trouble !== undefined) {
      this.giveUp(supervised, trouble);
      return failure({ kind: 'shell-not-started', cause: trouble });
    }
    const tookMs = this.#clock.monotonicMs() - startedMs;
    const { pid } = spawned.value;
    this.#options.onEvent({ kind: 'started', generation, pid, tookMs });
    return success(supervised);
  }

  #spawn(onEnd: () => void): Result<ShellProcess, Reason> {
    const { executable, modulePath, environment = {}, maxAnswerLength, onEvent } = this.#options;
    try {
      const options = {
        executable,
        modulePath,
        environment,
        maxAnswerLength: maxAnswerLength ?? MAX_ANSWER_LENGTH,
        redact: this.#options.redact ?? unredacted,
        onNoise: (stream: 'stdout' | 'stderr', text: string) =>
          onEvent({ kind: 'said', stream, text }),
        onEnd,
      };
      return success(new ShellProcess(options, this.#clock));
    } catch (error) {
      // Windows reports some failures to start at once, not as an event.
      return failure(systemTrouble(error));
    }
  }

  /** Reason why the process cannot be used; `undefined` when it can. */
  async #greet(process: ShellProcess): Promise<Reason | undefined> {
    const deadlineMs = this.#options.firstCallDeadlineMs ?? FIRST_CALL_DEADLINE_MS;
    const parameters = { StartedAs: process.pid ?? 0 };
    const hello = await process.request('Get-ShellInformation', parameters, deadlineMs);
    const trouble = helloTrouble(hello, process.stderrTail);
    if (trouble !== undefined || !hello.ok) return trouble;
    this.#hello = hello.value.output;
    process.adopt(asTable(this.#hello)?.['processId']);
    return undefined;
  }

  async #rehearse(process: ShellProcess): Promise<RequestTrouble | undefined> {
    const { rehearsal } = this.#options;
    if (!rehearsal || !this.#rehearses) return undefined;
    const result = await process.request(rehearsal.command, rehearsal.parameters, REHEARSAL_MS);
    if (result.ok) return undefined;
    this.#rehearses = false;
    return result.reason;
  }

  /** Detects a process that ended without a request, now rather than at the next stop. */
  #ended(supervised: Supervised): void {
    const { end } = supervised.process;
    const isPresent = this.#current === supervised && !this.#isClosed;
    if (end && isPresent && !this.#ward.isBusy()) {
      this.giveUp(supervised, { kind: 'shell-exited', how: end });
    }
  }
}
