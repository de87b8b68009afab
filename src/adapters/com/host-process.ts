/** One process that makes the COM calls, from start to kill. */
import type { ChildProcess } from 'node:child_process';
import { processEnd } from '../../core/process-end.js';
import { foreign, type Foreign } from '../../core/foreign.js';
import { systemTrouble } from '../../core/system-trouble.js';
import type { Redact } from '../../core/judging/probe-result.js';
import type { ProcessEnd, Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';
import type { TimedClock } from '../clock/clock.js';
import type { Connect, Connection } from './connection.js';
import type { FromHost, TransactionMessage, TransactionRequestMessage } from './messages.js';
import { invalid, type InvalidAnswer } from './read-message.js';

export interface HostOptions {
  readonly connect: Connect;
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
  /** The process has exited, perhaps before it was listened to. */
  readonly gone: (end: HostEnd) => void;
}

/** Number of characters kept of the last output of a process: the reason comes first, a stack trace follows. */
const KEPT_OUTPUT = 2_000;
/** Margin for a secret at the end of it: secrets are removed before it is cut. */
const LONGEST_SECRET = 2_000;
/**
 * A program started by the process may hold its pipes open: after this time its end counts without the rest of its
 * output.
 */
const PIPES_MS = 2_000;

/** Begins to load at once. The start may throw; no later method does. */
export class HostProcess {
  readonly ready: Promise<Result<Described, Reason>>;
  readonly gone: Promise<HostEnd>;
  readonly #child: ChildProcess;
  readonly #connection: Connection;
  #output = '';
  #isEnding = false;
  #listener: HostListener | undefined;
  #end: HostEnd | undefined;
  #settleReady: (ready: Result<Described, Reason>) => void = () => undefined;
  #isReady = false;
  readonly #redact: Redact;
  readonly #clock: TimedClock;
  /** Reason why it was killed, if it violated the protocol. */
  rejected: InvalidAnswer | undefined;

  constructor(options: HostOptions, clock: TimedClock) {
    this.#clock = clock;
    this.#redact = options.redact ?? ((text) => text);
    this.#connection = options.connect({
      message: (message) => this.#take(message),
      invalid: (answer) => this.#reject(answer),
      printed: (text) =>
        (this.#output = (this.#output + text).slice(0, KEPT_OUTPUT + LONGEST_SECRET)),
    });
    this.#child = this.#connection.child;
    this.gone = this.#whenGone();
    void this.gone.then((end) => {
      this.#end = end;
      this.#listener?.gone(end);
    });
    this.ready = this.#whenReady(options.startDeadlineMs);
  }

  /** The process that makes the calls, and the launcher that started it, if any. */
  get pids(): readonly number[] {
    return [this.#child.pid, this.#connection.behindLauncher()].filter((pid) => pid !== undefined);
  }

  /** Whether it has exited, or was killed and is about to. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /**
   * Listener for the transaction; without one, every message of the process is out of turn. Nothing of an earlier one is
   * kept: the process lives for a thousand transactions.
   */
  listen(listener: HostListener | undefined): void {
    this.#listener = listener;
    const end = this.#end;
    if (end) queueMicrotask(() => this.#listener?.gone(end));
  }

  /** A process that has exited answers by `gone`. */
  send(message: TransactionRequestMessage): void {
    this.#connection.send(message);
  }

  kill(): void {
    this.#isEnding = true;
    const behind = this.#connection.behindLauncher();
    try {
      // As long as the launcher runs, the PID is the shell's.
      if (behind !== undefined && isRunning(this.#child)) process.kill(behind, 'SIGKILL');
    } catch {
      // It has exited by itself.
    }
    this.#child.kill('SIGKILL');
    // Done last: a process whose channel closes would end by itself, and report that.
    this.#connection.stop();
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

  /** A process that violates the protocol cannot be trusted with the next call. */
  #reject(answer: InvalidAnswer): void {
    this.kill();
    this.rejected ??= answer;
    this.#settleReady(failure(answer));
    this.#listener?.invalid(answer);
  }

  #whenReady(deadlineMs: number): Promise<Result<Described, Reason>> {
    return new Promise((resolve) => {
      const callOff = this.#clock.after(deadlineMs, () => {
        this.#settleReady(failure({ kind: 'child-not-ready', deadlineMs }));
        this.kill();
      });
      this.#settleReady = (ready) => {
        callOff();
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
        const said = errorLine(this.#redact(wholeLines(this.#output)).slice(0, KEPT_OUTPUT));
        resolve(said === '' ? { how } : { how, stderr: foreign(said) });
      };
      // Without a PID it was never started; any later error, such as a refused kill, does not mean that it ended.
      this.#child.on('error', (error) => {
        if (this.#child.pid === undefined)
          end({ kind: 'not-started', cause: systemTrouble(error) });
      });
      this.#child.once('exit', (code, signal) => {
        this.#isEnding = true;
        this.#clock.after(PIPES_MS, () => end(processEnd(code, signal)), { background: true });
      });
      // Not `exit`: the last output of the process is read first.
      this.#child.once('close', (code, signal) => end(processEnd(code, signal)));
    });
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** A cut within a line could leave half a secret; a single long line is cut where no secret can begin. */
function wholeLines(output: string): string {
  if (output.length < KEPT_OUTPUT + LONGEST_SECRET) return output;
  const end = output.lastIndexOf('\n');
  return end === -1 ? output : output.slice(0, end);
}

/** The line that names the error, without the stack around it. */
function errorLine(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /\bError\b|Exception|overflow/i.test(line)) ?? lines[0] ?? '';
}
