import PQueue from 'p-queue';
import { RestartPolicy } from './restart-policy.js';
import { unredacted, type Redact } from '../../../core/judging/probe-result.js';
import { helloFailure } from './hello.js';
import { redactAnswer } from './redact-answer.js';
import { ShellProcess } from './shell-process.js';
import type { Parameters, WireError } from './framing.js';
import { NoiseLog } from './noise-log.js';
import { orAborted } from './or-aborted.js';
import type { Journal } from '../../../ports.js';

export interface RecycleLimits {
  readonly calls: number;
  readonly ageMs: number;
  readonly memoryBytes: number;
  /** Its memory is asked for once in so many calls. */
  readonly askMemoryEvery: number;
}

export interface ShellOptions {
  /** `watch`, `act` or `ask`: for the log. */
  readonly role: string;
  readonly executable: string;
  readonly modulePath: string;
  readonly journal: Journal;
  readonly environment?: Readonly<Record<string, string>>;
  /** Takes secrets out of what a shell says of its own accord: errors, details, noise. */
  readonly redact?: Redact;
  /** Start and first answer together: Windows PowerShell can take 30 s where a Group Policy is set. */
  readonly firstCallDeadlineMs?: number;
  /** Calls that may wait; one more is refused. */
  readonly maxWaiting?: number;
  readonly maxAnswerLength?: number;
  /** A shell is replaced after so many calls, so long a life, so much memory: months-long sessions leak. */
  readonly recycle?: RecycleLimits;
  readonly backOffMs?: readonly number[];
  /** Ends it after so long without a call; the next one starts it again, and nothing else does. */
  readonly idleMs?: number;
  /** Made by each new process before it counts as started: the engine compiles with the first call, not at the first kill. */
  readonly rehearsal?: { readonly command: string; readonly parameters: Parameters };
}

export type ShellFailure = 'deadline' | 'exit' | 'oversize' | 'busy' | 'stopped' | 'not-started';

export type ShellAnswer =
  | {
      readonly ok: true;
      readonly output: unknown;
      readonly errors: readonly WireError[];
      readonly generation: number;
    }
  | { readonly ok: false; readonly reason: ShellFailure; readonly detail: string };

const RECYCLE: RecycleLimits = {
  calls: 100_000,
  ageMs: 12 * 3_600_000,
  memoryBytes: 400 * 2 ** 20,
  askMemoryEvery: 2_000,
};
const CLOSE_GRACE_MS = 500;
const REHEARSAL_MS = 10_000;

/** A persistent PowerShell that is replaced whenever it dies, hangs or grows old. Calls go one after the other. */
export class Shell {
  readonly #options: ShellOptions;
  readonly #queue = new PQueue({ concurrency: 1 });
  readonly #restart: RestartPolicy;
  readonly #noise: NoiseLog;
  readonly #redact: Redact;
  #process: ShellProcess | undefined;
  #generation = 0;
  #calls = 0;
  #startedAt = 0;
  #closed = false;
  #warmUp: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #hello: unknown;
  /** One that came to nothing is not tried again: a shell that acts slowly is better than none. */
  #rehearses: boolean;

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#rehearses = options.rehearsal !== undefined;
    this.#restart = new RestartPolicy(options.backOffMs);
    this.#redact = options.redact ?? unredacted;
    this.#noise = new NoiseLog(options.role, options.journal, this.#redact);
  }

  /** PID of the present process. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** The same with its launcher, when it has one. */
  get pids(): readonly number[] {
    return this.#process?.pids ?? [];
  }

  get generation(): number {
    return this.#generation;
  }

  /** What the present process said of itself when it started. */
  get hello(): unknown {
    return this.#hello;
  }

  /** Starts it before the first call needs it. */
  open(): void {
    void this.#queue.add(() => this.#ready());
  }

  /** Runs one exported command. Resolves at the latest a little after its deadline and the waiting; never rejects. */
  async call(
    command: string,
    parameters: Parameters,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<ShellAnswer> {
    if (this.#closed || signal?.aborted) return stopped;
    if (this.#queue.size >= (this.#options.maxWaiting ?? 16)) {
      return { ok: false, reason: 'busy', detail: `${this.#queue.size} calls are waiting` };
    }
    const work: Promise<ShellAnswer> = this.#queue.add(async () =>
      signal?.aborted ? stopped : this.#run(command, parameters, deadlineMs),
    );
    void work.then(() => this.#restSoon());
    return signal ? orAborted(work, signal, stopped) : work;
  }

  /** Ends the process; calls under way and waiting are answered with `stopped` or `exit`. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#warmUp);
    clearTimeout(this.#idle);
    if (this.#queue.pending > 0) this.#process?.kill();
    await this.#process?.close(CLOSE_GRACE_MS);
  }

  async #run(command: string, parameters: Parameters, deadlineMs: number): Promise<ShellAnswer> {
    const ready = await this.#ready();
    if (!ready.ok) return ready;
    const shell = ready.process;
    const result = await shell.request(command, parameters, deadlineMs);
    if (result.kind !== 'answer') {
      this.#replace(shell, result.detail);
      return { ok: false, reason: this.#closed ? 'stopped' : result.kind, detail: result.detail };
    }
    this.#calls++;
    this.#restart.worked(performance.now() - this.#startedAt);
    const generation = this.#generation;
    await this.#recycleWhenDue(shell);
    const { output, errors } = redactAnswer(result.answer, this.#redact);
    return { ok: true, output, errors, generation };
  }

  async #ready(): Promise<
    { ok: true; process: ShellProcess } | Extract<ShellAnswer, { ok: false }>
  > {
    if (this.#closed) return stopped;
    if (this.#process && this.#process.ended === undefined)
      return { ok: true, process: this.#process };
    const waitMs = this.#restart.waitMs(performance.now());
    if (waitMs > 0) {
      const detail = `${this.#restart.lastReason}; next start in ${Math.ceil(waitMs / 1000)} s`;
      return { ok: false, reason: 'not-started', detail };
    }
    return this.#start();
  }

  async #start(): Promise<
    { ok: true; process: ShellProcess } | Extract<ShellAnswer, { ok: false }>
  > {
    const { executable, modulePath, environment = {}, role, journal } = this.#options;
    const begun = performance.now();
    let shell: ShellProcess;
    try {
      shell = new ShellProcess({
        executable,
        modulePath,
        environment,
        maxAnswerLength: this.#options.maxAnswerLength ?? 32 * 2 ** 20,
        redact: this.#redact,
        onNoise: (stream, text) => this.#noise.add(stream, text),
        onExit: (how) => this.#gone(shell, how),
      });
    } catch (error) {
      // Windows reports some failures to start at once, not as an event.
      const reason = (error as Error).message;
      this.#restart.failed(performance.now(), reason);
      return { ok: false, reason: 'not-started', detail: reason };
    }
    this.#process = shell;
    this.#generation++;
    this.#calls = 0;
    this.#startedAt = begun;
    const deadlineMs = this.#options.firstCallDeadlineMs ?? 60_000;
    const startedAs = shell.pid ?? 0;
    const hello = await shell.request('Get-ShellInformation', { StartedAs: startedAs }, deadlineMs);
    const failure = helloFailure(hello, shell.lastWords);
    if (failure !== undefined) {
      this.#replace(shell, failure);
      return { ok: false, reason: 'not-started', detail: failure };
    }
    this.#hello = hello.kind === 'answer' ? hello.answer.output : undefined;
    shell.adopt((this.#hello as Record<string, unknown> | undefined)?.['processId']);
    const trouble = await this.#rehearse(shell);
    if (trouble !== undefined) {
      this.#replace(shell, trouble);
      return { ok: false, reason: 'not-started', detail: trouble };
    }
    journal({
      level: 'info',
      action: 'shell-start',
      message: `Shell ${role} ${this.#generation} answers after ${Math.round(performance.now() - begun)} ms`,
      fields: {
        'comwatch.shell.pid': shell.pid ?? 0,
        'comwatch.shell.generation': this.#generation,
      },
    });
    return { ok: true, process: shell };
  }

  /** Why it failed, if it did. */
  async #rehearse(shell: ShellProcess): Promise<string | undefined> {
    const { rehearsal } = this.#options;
    if (!rehearsal || !this.#rehearses) return undefined;
    const result = await shell.request(rehearsal.command, rehearsal.parameters, REHEARSAL_MS);
    if (result.kind === 'answer') return undefined;
    this.#rehearses = false;
    return result.detail;
  }

  async #recycleWhenDue(shell: ShellProcess): Promise<void> {
    const limit = this.#options.recycle ?? RECYCLE;
    let why: string | undefined;
    if (this.#calls >= limit.calls) why = `${this.#calls} calls`;
    else if (performance.now() - this.#startedAt >= limit.ageMs) why = 'its age';
    else if (this.#calls % limit.askMemoryEvery === 0) {
      const answer = await shell.request('Get-ShellInformation', {}, 10_000);
      const output =
        answer.kind === 'answer' ? (answer.answer.output as Record<string, unknown>) : {};
      const bytes = Number(output['workingSetBytes'] ?? 0);
      if (bytes > limit.memoryBytes) why = `${Math.round(bytes / 2 ** 20)} MB of memory`;
    }
    if (why === undefined) return;
    this.#options.journal({
      level: 'info',
      action: 'shell-exit',
      message: `Shell ${this.#options.role} ${this.#generation} is replaced because of ${why}`,
    });
    this.#process = undefined;
    void shell.close(CLOSE_GRACE_MS);
    this.#warmSoon(0);
  }

  /** Gives a shell up: it hung, lied or died. */
  #replace(shell: ShellProcess, reason: string): void {
    shell.kill();
    if (this.#process !== shell) return;
    this.#process = undefined;
    if (this.#closed) return;
    const waitMs = this.#restart.failed(performance.now(), reason);
    const { role, journal } = this.#options;
    journal({
      level: 'warn',
      action: 'shell-error',
      message: `Shell ${role} ${this.#generation} is given up: ${reason}; the next one starts in ${waitMs / 1000} s`,
      fields: { 'error.message': reason },
    });
    this.#warmSoon(waitMs);
  }

  /** It ended while nobody was asking: noticed now, not at the next kill. */
  #gone(shell: ShellProcess, how: string): void {
    if (this.#process === shell && !this.#closed && this.#queue.pending === 0)
      this.#replace(shell, how);
  }

  #restSoon(): void {
    clearTimeout(this.#idle);
    const { idleMs } = this.#options;
    if (idleMs === undefined || this.#closed) return;
    this.#idle = setTimeout(() => this.#rest(), idleMs);
    this.#idle.unref();
  }

  #rest(): void {
    const shell = this.#process;
    if (!shell || this.#queue.pending > 0 || this.#queue.size > 0) return;
    this.#options.journal({
      level: 'info',
      action: 'shell-exit',
      message: `Shell ${this.#options.role} ${this.#generation} ends: nobody asks it`,
    });
    this.#process = undefined;
    void shell.close(CLOSE_GRACE_MS);
  }

  #warmSoon(waitMs: number): void {
    if (this.#closed || this.#options.idleMs !== undefined) return;
    clearTimeout(this.#warmUp);
    this.#warmUp = setTimeout(() => void this.#queue.add(() => this.#ready()), waitMs + 5);
    this.#warmUp.unref();
  }
}

const stopped = { ok: false, reason: 'stopped', detail: 'the agent is ending' } as const;
