/** One process that makes the COM calls: started, heard, killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { foreign, type Foreign } from '../../core/foreign.js';
import type { Redact } from '../../core/judging/probe-result.js';
import type { ProcessEnd, Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';
import { childEnvironment } from '../files/environment.js';
import { LineChannel } from './line-channel.js';
import { CHANNEL, type FromHost, type ToHost, type TransactionMessage } from './messages.js';
import { invalid, readMessage, type InvalidAnswer } from './read-message.js';

export interface HostOptions {
  /** The script of the probe's process. */
  readonly script: string;
  /** The .NET assembly and the class in it that make the calls. */
  readonly assemblyFile: string;
  readonly typeName: string;
  /** Beside the environment of the agent, of which nothing that steers Node, .NET or edge-js reaches the process. */
  readonly env: Readonly<Record<string, string>>;
  readonly startDeadlineMs: number;
  readonly redact?: Redact;
}

export interface Described {
  readonly framework: string;
  readonly bits: number;
}

export interface HostEnd {
  readonly how: ProcessEnd;
  /** The line of its output that names the error. */
  readonly stderr?: Foreign;
}

export interface HostListener {
  readonly message: (message: TransactionMessage) => void;
  readonly invalid: (answer: InvalidAnswer) => void;
}

/** So much of what a dying process says is kept: the reason stands at the beginning, a stack trace follows. */
const KEPT_OUTPUT = 2_000;
/** A program that it started may hold its pipes open: then its end counts without its last words. */
const PIPES_MS = 2_000;

/** Begins to load at once. Starting it may throw; nothing later does. */
export class HostProcess {
  readonly ready: Promise<Result<Described, Reason>>;
  readonly gone: Promise<HostEnd>;
  readonly #child: ChildProcess;
  readonly #channel: LineChannel | undefined;
  #output = '';
  #isEnding = false;
  #listener: HostListener | undefined;
  #settleReady: (ready: Result<Described, Reason>) => void = () => undefined;
  #isReady = false;
  readonly #redact: Redact;
  /** Why it was killed, where it did not keep to the agreed form. */
  rejected: InvalidAnswer | undefined;

  constructor(options: HostOptions) {
    const { script, assemblyFile, typeName, env, startDeadlineMs } = options;
    this.#redact = options.redact ?? ((text) => text);
    this.#child = spawn(process.execPath, [script], {
      // Overlapped: on Windows both ends of the pipe are read and written at the same time.
      stdio: ['ignore', 'pipe', 'pipe', 'overlapped'],
      env: childEnvironment(process.env, env).variables,
      windowsHide: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(0, KEPT_OUTPUT);
      });
      stream?.on('error', () => undefined);
    }
    this.#channel = this.#listen();
    this.gone = this.#whenGone();
    this.ready = this.#whenReady(startDeadlineMs);
    this.send({ kind: 'load', assemblyFile, typeName });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Gone, or killed and about to be. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Who hears of the transaction; without one, whatever the process says is out of turn. */
  listen(listener: HostListener | undefined): void {
    this.#listener = listener;
  }

  /** A process that is gone answers by `gone`. */
  send(message: ToHost): void {
    this.#channel?.send(message);
  }

  kill(): void {
    this.#isEnding = true;
    this.#channel?.stop();
    this.#child.kill('SIGKILL');
  }

  #listen(): LineChannel | undefined {
    const pipe = this.#child.stdio[CHANNEL] as Duplex | null | undefined;
    if (!pipe) return undefined;
    return new LineChannel(pipe, {
      line: (line) => {
        const read = readMessage(line);
        if (read.ok) this.#take(read.value);
        else this.#reject(read.reason);
      },
      tooLong: () => this.#reject(invalid('size')),
      closed: () => undefined,
    });
  }

  #take(message: FromHost): void {
    const isBeginning = message.kind === 'ready' || message.kind === 'failed';
    if (isBeginning === this.#isReady) {
      this.#reject(invalid('kind'));
      return;
    }
    switch (message.kind) {
      case 'ready': {
        const { framework, bits } = message;
        this.#isReady = true;
        this.#settleReady(success({ framework: foreign(framework).text, bits }));
        break;
      }
      case 'failed':
        this.#settleReady(
          failure({ kind: 'child-fault', cause: foreign(this.#redact(message.reason)) }),
        );
        this.kill();
        break;
      case 'stage':
      case 'ended':
      case 'idle':
        if (this.#listener) this.#listener.message(message);
        else this.#reject(invalid('kind'));
    }
  }

  /** What does not keep to the agreement cannot be trusted with the next call. */
  #reject(answer: InvalidAnswer): void {
    this.kill();
    this.rejected ??= answer;
    this.#settleReady(failure(answer));
    this.#listener?.invalid(answer);
  }

  #whenReady(deadlineMs: number): Promise<Result<Described, Reason>> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settleReady(failure({ kind: 'child-not-ready', deadlineMs }));
        this.kill();
      }, deadlineMs);
      this.#settleReady = (ready) => {
        clearTimeout(timer);
        resolve(ready);
      };
      void this.gone.then(({ how, stderr }) =>
        this.#settleReady(
          failure({ kind: 'child-ended', stage: 'start', how, ...(stderr && { stderr }) }),
        ),
      );
    });
  }

  #whenGone(): Promise<HostEnd> {
    return new Promise((resolve) => {
      const end = (how: ProcessEnd) => {
        this.#isEnding = true;
        const said = lastWords(this.#redact(wholeLines(this.#output)));
        resolve(said === '' ? { how } : { how, stderr: foreign(said) });
      };
      // Without a PID it never began; any later error, such as a kill that is refused, is no end.
      this.#child.on('error', (error) => {
        if (this.#child.pid === undefined)
          end({ kind: 'not-started', cause: foreign(error.message) });
      });
      this.#child.once('exit', (code, signal) => {
        this.#isEnding = true;
        setTimeout(() => end(endOf(code, signal)), PIPES_MS).unref();
      });
      // Not `exit`: what the process said last is read first.
      this.#child.once('close', (code, signal) => end(endOf(code, signal)));
    });
  }
}

function endOf(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
  if (signal !== null) return { kind: 'signal', signal };
  return code === null ? { kind: 'unknown' } : { kind: 'code', code };
}

/** What was cut in the middle of a line could hold half a secret, which is not found. */
function wholeLines(output: string): string {
  return output.length < KEPT_OUTPUT ? output : output.slice(0, output.lastIndexOf('\n'));
}

/** The line that names the error, without the stack around it. */
function lastWords(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /\bError\b|Exception|overflow/i.test(line)) ?? lines[0] ?? '';
}
