import { spawn, type ChildProcess } from 'node:child_process';
import type { FromHost, ToHost } from './messages.js';

export interface HostOptions {
  /** The script of the probe's process. */
  readonly script: string;
  /** The .NET assembly and the class in it that make the calls. */
  readonly assemblyFile: string;
  readonly typeName: string;
  /** Beside the environment of the agent. */
  readonly env: Readonly<Record<string, string>>;
  readonly startDeadlineMs: number;
}

export type Ready =
  | { readonly ok: true; readonly framework: string; readonly bits: number }
  | { readonly ok: false; readonly reason: string };

/** So much of what a dying process says is kept: the reason stands at the beginning, a stack trace follows. */
const KEPT_OUTPUT = 2_000;

/** One process that hosts edge-js. Begins to load at once. To start it may throw; nothing later does. */
export class HostProcess {
  readonly ready: Promise<Ready>;
  /** Resolves when the process is gone, with a sentence that says how. */
  readonly gone: Promise<string>;
  /** Takes what the process says of a transaction. */
  onMessage: ((message: FromHost) => void) | undefined;
  readonly #child: ChildProcess;
  #output = '';
  #isGone = false;

  constructor({ script, assemblyFile, typeName, env, startDeadlineMs }: HostOptions) {
    this.#child = spawn(process.execPath, [script], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
      // A console of its own: Ctrl+C is for the agent, which then has the session closed.
      windowsHide: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        if (this.#output.length < KEPT_OUTPUT) this.#output += text.slice(0, KEPT_OUTPUT);
      });
    }
    this.gone = new Promise((resolve) => {
      const end = (how: string) => {
        this.#isGone = true;
        const said = lastWords(this.#output);
        resolve(said === '' ? how : `${how}: ${said}`);
      };
      // Without a PID it never began; any later error, such as a kill that is refused, is no end.
      this.#child.on('error', (error) => {
        if (this.#child.pid === undefined) end(error.message);
      });
      // Not `exit`: what the process said last is read first.
      this.#child.once('close', (code, signal) =>
        end(`the process ended with ${signal ?? `code ${code}`}`),
      );
    });
    this.ready = this.#begin(startDeadlineMs);
    this.send({ kind: 'load', assemblyFile, typeName });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  send(message: ToHost): void {
    // A process that is gone answers by `gone`.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #begin(deadlineMs: number): Promise<Ready> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.kill();
        resolve({ ok: false, reason: `not ready within ${deadlineMs} ms` });
      }, deadlineMs);
      const settle = (ready: Ready) => {
        clearTimeout(timer);
        resolve(ready);
      };
      this.#child.on('message', (message: FromHost) => {
        if (message.kind === 'ready') {
          settle({ ok: true, framework: message.framework, bits: message.bits });
        } else if (message.kind === 'failed') {
          settle({ ok: false, reason: message.reason });
          this.kill();
        } else this.onMessage?.(message);
      });
      void this.gone.then((reason) => settle({ ok: false, reason }));
    });
  }
}

/** The line that names the error, without the stack around it. */
function lastWords(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /\bError\b|Exception|overflow/i.test(line)) ?? lines[0] ?? '';
}
