import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { PowerShell } from 'node-powershell';
import { processEnd } from '../../../core/process-end.js';
import { systemTrouble } from '../../../core/system-trouble.js';
import type { Redact } from '../../../core/judging/probe-result.js';
import type { ProcessEnd, Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';
import type { CallOff, TimedClock } from '../../clock/clock.js';
import {
  encodeRequest,
  LineReader,
  LISTENING,
  LOOP,
  openingStatement,
  parseAnswer,
  type Parameters,
  type WireAnswer,
} from './framing.js';
import { shellEnvironment } from './shell-environment.js';

export interface ShellProcessOptions {
  readonly executable: string;
  /** Absolute path of comwatch.psd1; handed over in the environment, so that it never crosses stdin. */
  readonly modulePath: string;
  readonly environment: Readonly<Record<string, string>>;
  /** An answer with more characters than this is a fault of the shell. */
  readonly maxAnswerLength: number;
  /** Masks secrets in its output. */
  readonly redact: Redact;
  readonly onNoise: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly onEnd: () => void;
}

/** Reason why a request failed; `module-not-loaded`: the first one, when the module cannot be used. */
export type RequestTrouble = Extract<
  Reason,
  { kind: 'shell-deadline' | 'shell-exited' | 'answer-too-long' | 'module-not-loaded' }
>;

export type RequestAnswer = Result<WireAnswer, RequestTrouble>;

/** Number of characters of stderr that are kept to explain why a shell does not start. */
const KEPT_STDERR = 4_000;
/** Wait for the first answer after output on stderr: a harmless message may precede it, silence means that none will come. */
const FIRST_ERROR_WAIT_MS = 5_000;

/**
 * One PowerShell process. node-powershell finds, starts and holds it; the calls are framed here, because its own
 * invoke() hangs on CRLF in one chunk, keeps every result, and takes an exit with 0 for success.
 */
export class ShellProcess {
  readonly #nonce = randomBytes(8).toString('hex');
  readonly #child: ChildProcess;
  readonly #options: ShellProcessOptions;
  readonly #stdin: NodeJS.WritableStream;
  readonly #clock: TimedClock;
  #nextId = LISTENING + 1;
  #listens = false;
  /** Sent as soon as the shell listens: until then PowerShell itself reads, and might take it for a statement. */
  #held: string | undefined;
  #waiting: { id: number; settle: (answer: RequestAnswer) => void } | undefined;
  #firstError: CallOff | undefined;
  #end: ProcessEnd | undefined;
  #endedCallbacks: (() => void)[] = [];
  /** Behind a launcher: the shell itself, which survives when the launcher is killed. */
  #behindLauncher: number | undefined;
  #stderr = '';

  constructor(options: ShellProcessOptions, clock: TimedClock) {
    this.#clock = clock;
    this.#options = options;
    const shell = new PowerShell({
      executable: options.executable,
      executableOptions: {
        '-NoProfile': true,
        '-NonInteractive': true,
        '-ExecutionPolicy': 'Bypass',
      },
      spawnOptions: {
        env: {
          ...shellEnvironment(options.executable, process.env),
          COMWATCH_MODULE: options.modulePath,
          ...options.environment,
        },
        windowsHide: true,
      },
    });
    // The package keeps these private; without them a death before the first call ends the agent.
    const inner = shell as unknown as { process: ChildProcess; exitPromise: Promise<void> };
    inner.exitPromise.catch(() => undefined);
    this.#child = inner.process;
    this.#stdin = shell.streams.stdin;
    this.#stdin.on('error', () => undefined);
    // Without a PID it was never started; any later error, such as a refused kill, does not mean that it ended.
    this.#child.on('error', (error) => {
      if (this.#child.pid === undefined)
        this.#ended({ kind: 'not-started', cause: systemTrouble(error) });
    });
    this.#child.on('exit', (code, signal) => this.#ended(processEnd(code, signal)));
    const reader = new LineReader(options.maxAnswerLength);
    shell.streams.stdout.on('data', (chunk: string) => this.#read(reader.push(chunk)));
    shell.streams.stderr.on('data', (chunk: string) => this.#complain(chunk));
    this.#stdin.write(openingStatement(this.#nonce, process.pid));
  }

  /** The shell itself. */
  get pid(): number | undefined {
    return this.#behindLauncher ?? this.#child.pid;
  }

  /** The shell, and the launcher that started it when there is one. */
  get pids(): readonly number[] {
    return [this.#child.pid, this.#behindLauncher].filter((pid) => pid !== undefined);
  }

  /**
   * Adopts the PID that the shell reports as the one to kill: if it differs from the child's, the executable is a
   * launcher, like that of PowerShell's .NET tool. It waits for the shell, so the PID stays the shell's as long as the
   * launcher runs.
   */
  adopt(pid: unknown): void {
    const own = [this.#child.pid, process.pid, process.ppid];
    if (typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 4 && !own.includes(pid))
      this.#behindLauncher = pid;
  }

  /** End of its output on stderr, with secrets masked: the reason when it does not start. */
  get stderrTail(): string {
    return this.#options.redact(this.#stderr);
  }

  get isEnded(): boolean {
    return this.#end !== undefined;
  }

  /** How it ended. */
  get end(): ProcessEnd | undefined {
    return this.#end;
  }

  /** Sends one request at a time; resolves at the deadline at the latest. Never rejects. */
  request(command: string, parameters: Parameters, deadlineMs: number): Promise<RequestAnswer> {
    const end = this.#end;
    if (end) return Promise.resolve(failure({ kind: 'shell-exited', how: end }));
    return new Promise((resolve) => {
      const id = this.#nextId++;
      const callOff = this.#clock.after(deadlineMs, () =>
        this.#settle(failure({ kind: 'shell-deadline', command, deadlineMs })),
      );
      this.#waiting = {
        id,
        settle: (answer) => {
          callOff();
          resolve(answer);
        },
      };
      const line = encodeRequest(id, command, parameters);
      if (this.#listens) this.#stdin.write(line);
      else this.#held = line;
    });
  }

  /** Ends it at once. */
  kill(): void {
    if (this.isEnded) return;
    try {
      if (this.#behindLauncher !== undefined) process.kill(this.#behindLauncher, 'SIGKILL');
    } catch {
      // Already exited.
    }
    this.#child.kill('SIGKILL');
  }

  /** Waits for it to exit, then kills it; resolves when it has exited, after `graceMs` + 1 s at the latest. */
  async close(graceMs: number): Promise<void> {
    if (this.isEnded) return;
    this.#stdin.end();
    const gone = new Promise<void>((resolve) => this.#endedCallbacks.push(resolve));
    const callOffKill = this.#clock.after(graceMs, () => this.kill());
    const callOffWait = this.#clock.after(graceMs + 1_000, () => this.#ended({ kind: 'unknown' }));
    await gone;
    callOffKill();
    callOffWait();
  }

  #read(lines: string[] | undefined): void {
    if (!lines) {
      const characters = this.#options.maxAnswerLength;
      this.#settle(failure({ kind: 'answer-too-long', characters }));
      this.kill();
      return;
    }
    for (const line of lines) {
      const answer = parseAnswer(line, this.#nonce);
      if (!answer) {
        if (line.trim() !== '') this.#options.onNoise('stdout', line);
      } else if (answer.id === LISTENING) {
        this.#listen();
      } else if (answer.id === this.#waiting?.id) {
        this.#settle(success(answer));
      }
      // Otherwise a late answer to an abandoned request: dropped.
    }
  }

  #listen(): void {
    this.#listens = true;
    if (this.#held !== undefined) this.#stdin.write(this.#held);
    this.#held = undefined;
  }

  #complain(text: string): void {
    this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR);
    this.#options.onNoise('stderr', text);
    // An error before the first answer: without the module the request is unknown, or a policy forbids its command.
    if (this.#nextId !== 2 || !this.#waiting) return;
    const settle = () => this.#settle(failure({ kind: 'module-not-loaded' }));
    if (text.includes(LOOP)) settle();
    else this.#firstError ??= this.#clock.after(FIRST_ERROR_WAIT_MS, settle);
  }

  #settle(answer: RequestAnswer): void {
    this.#firstError?.();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.settle(answer);
  }

  #ended(how: ProcessEnd): void {
    if (this.#end !== undefined) return;
    this.#end = how;
    this.#settle(failure({ kind: 'shell-exited', how }));
    for (const callback of this.#endedCallbacks) callback();
    this.#options.onEnd();
  }
}
