import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { PowerShell } from 'node-powershell';
import type { Redact } from '../../../core/judging/probe-result.js';
import { inheritedEnvironment } from './executable.js';
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

export interface ShellProcessOptions {
  readonly executable: string;
  /** Absolute path of comwatch.psd1; handed over in the environment, so that it never crosses stdin. */
  readonly modulePath: string;
  readonly environment: Readonly<Record<string, string>>;
  /** An answer longer than this many characters is a fault of the shell. */
  readonly maxAnswerLength: number;
  /** Takes secrets out of what it says. */
  readonly redact: Redact;
  readonly onNoise: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly onExit: (how: string) => void;
}

export type RequestAnswer =
  | { readonly kind: 'answer'; readonly answer: WireAnswer }
  | { readonly kind: 'deadline' | 'exit' | 'oversize'; readonly detail: string };

/** What the first request comes to when the module cannot be used. */
export const MODULE_NOT_LOADED = 'the module was not loaded';

/** Characters of stderr that are kept for the reason why a shell does not start. */
const KEPT_WORDS = 4_000;
/** A harmless complaint may precede the first answer; silence after one means that there will be none. */
const FIRST_ERROR_PATIENCE_MS = 5_000;

/**
 * One PowerShell process. node-powershell finds, starts and holds it; the calls are framed here, because its own
 * invoke() hangs on CRLF in one chunk, keeps every result, and takes an exit with 0 for success.
 */
export class ShellProcess {
  readonly #nonce = randomBytes(8).toString('hex');
  readonly #child: ChildProcess;
  readonly #options: ShellProcessOptions;
  readonly #stdin: NodeJS.WritableStream;
  #nextId = LISTENING + 1;
  #listens = false;
  /** Sent as soon as the shell listens: until then PowerShell itself reads, and might take it for a statement. */
  #held: string | undefined;
  #waiting: { id: number; settle: (answer: RequestAnswer) => void } | undefined;
  #firstError: NodeJS.Timeout | undefined;
  #ended: string | undefined;
  #endedCallbacks: (() => void)[] = [];
  /** Behind a launcher: the shell itself, which outlives the launcher when that is killed. */
  #behindLauncher: number | undefined;
  #complaints = '';

  constructor(options: ShellProcessOptions) {
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
          ...inheritedEnvironment(options.executable, process.env),
          TERM: 'dumb',
          POWERSHELL_TELEMETRY_OPTOUT: '1',
          COMWATCH_MODULE: options.modulePath,
          ...options.environment,
        },
        windowsHide: true,
      },
    });
    // The package keeps these to itself; without them a death before the first call ends the agent.
    const inner = shell as unknown as { process: ChildProcess; exitPromise: Promise<void> };
    inner.exitPromise.catch(() => undefined);
    this.#child = inner.process;
    this.#stdin = shell.streams.stdin;
    this.#stdin.on('error', () => undefined);
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('exit', (code, signal) =>
      this.#end(signal ? `ended by ${signal}` : `ended with exit code ${String(code)}`),
    );
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
   * Takes the PID that the shell gives itself for what is killed: another one than that of the child means that the
   * executable is a launcher, as that of PowerShell's .NET tool. It waits for the shell, so the PID stays the shell's
   * as long as the launcher runs.
   */
  adopt(pid: unknown): void {
    const own = [this.#child.pid, process.pid, process.ppid];
    if (typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 4 && !own.includes(pid))
      this.#behindLauncher = pid;
  }

  /** The last of what it said on stderr, without secrets: the reason when it does not start. */
  get lastWords(): string {
    return this.#options.redact(this.#complaints);
  }

  get ended(): string | undefined {
    return this.#ended;
  }

  /** One request at a time; resolves at the deadline at the latest. Never rejects. */
  request(command: string, parameters: Parameters, deadlineMs: number): Promise<RequestAnswer> {
    if (this.#ended !== undefined) {
      return Promise.resolve({ kind: 'exit', detail: this.#ended });
    }
    return new Promise((resolve) => {
      const id = this.#nextId++;
      const timer = setTimeout(
        () =>
          this.#settle({ kind: 'deadline', detail: `no answer to ${command} in ${deadlineMs} ms` }),
        deadlineMs,
      );
      this.#waiting = {
        id,
        settle: (answer) => {
          clearTimeout(timer);
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
    if (this.#ended !== undefined) return;
    try {
      if (this.#behindLauncher !== undefined) process.kill(this.#behindLauncher, 'SIGKILL');
    } catch {
      // Gone by itself.
    }
    this.#child.kill('SIGKILL');
  }

  /** Lets it end by itself, then ends it; resolves when it is gone, after `graceMs` + 1 s at the latest. */
  async close(graceMs: number): Promise<void> {
    if (this.#ended !== undefined) return;
    this.#stdin.end();
    const gone = new Promise<void>((resolve) => this.#endedCallbacks.push(resolve));
    const timer = setTimeout(() => this.kill(), graceMs);
    const last = setTimeout(() => this.#end('did not end'), graceMs + 1_000);
    await gone;
    clearTimeout(timer);
    clearTimeout(last);
  }

  #read(lines: string[] | undefined): void {
    if (!lines) {
      this.#settle({
        kind: 'oversize',
        detail: `more than ${this.#options.maxAnswerLength} characters`,
      });
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
        this.#settle({ kind: 'answer', answer });
      }
      // Else a late answer to a request that was given up: dropped.
    }
  }

  #listen(): void {
    this.#listens = true;
    if (this.#held !== undefined) this.#stdin.write(this.#held);
    this.#held = undefined;
  }

  #complain(text: string): void {
    this.#complaints = (this.#complaints + text).slice(-KEPT_WORDS);
    this.#options.onNoise('stderr', text);
    // An error before the first answer: without the module the request is unknown, or a policy forbids what it does.
    if (this.#nextId !== 2 || !this.#waiting) return;
    const settle = () => this.#settle({ kind: 'exit', detail: MODULE_NOT_LOADED });
    if (text.includes(LOOP)) settle();
    else this.#firstError ??= setTimeout(settle, FIRST_ERROR_PATIENCE_MS);
  }

  #settle(answer: RequestAnswer): void {
    clearTimeout(this.#firstError);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.settle(answer);
  }

  #end(how: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = how;
    this.#settle({ kind: 'exit', detail: how });
    for (const callback of this.#endedCallbacks) callback();
    this.#options.onExit(how);
  }
}
