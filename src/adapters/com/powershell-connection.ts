/**
 * The second way: a separate PowerShell in which ComProbe.dll reads requests and writes answers, lines of text both
 * ways. This side makes the calls of a transaction in sequence, as the process of edge-js does for itself.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  listenToOutput,
  type Connect,
  type Connection,
  type ConnectionEvents,
} from './connection.js';
import { LineChannel } from './line-channel.js';
import type { StageAnswer, TransactionRequestMessage } from './messages.js';
import { invalid, readCallMessage, readDescription, readStageAnswer } from './read-message.js';
import { TransactionSequence, type Method } from './transaction/sequence.js';

export interface PowerShellOptions {
  /** Absolute path of powershell.exe or pwsh. */
  readonly executable: string;
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of comwatch.psd1; handed over in the environment, so that it never crosses stdin. */
  readonly modulePath: string;
  /** A class of another assembly in place of the product's own: a stand-in of the tests. */
  readonly substitute?: { readonly assemblyFile: string; readonly typeName: string } | undefined;
}

type Streams = Pick<ChildProcessWithoutNullStreams, 'stdin' | 'stdout' | 'stderr'>;

const ARGUMENTS = [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  ...['-ExecutionPolicy', 'Bypass'],
  ...['-Command', '-'],
];

/**
 * The one statement. What forbids it, or ends it, is written where it is read as the reason, and the process ends
 * instead of leaving a caller waiting. Windows PowerShell would write it in the DOS code page.
 */
export function callStatement(nonce: string, agentPid: number): string {
  const utf8 =
    'try { [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false) } catch { }';
  const serve = `Import-Module $env:COMWATCH_MODULE -ErrorAction Stop; Start-CallLoop -Nonce '${nonce}' -AgentId ${agentPid}`;
  return `${utf8}; try { ${serve} } catch { Write-Error $_ -ErrorAction Continue }; exit 1\n`;
}

/** One line of ASCII, independent of the encoding of standard input. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\x20-\x7e]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function connectPowerShell(options: PowerShellOptions): Connect {
  return (events) => new PowerShellConnection(options, events);
}

class PowerShellConnection implements Connection {
  readonly child: ChildProcessWithoutNullStreams;
  readonly #events: ConnectionEvents;
  readonly #nonce = `${randomBytes(8).toString('hex')} `;
  readonly #substitute: PowerShellOptions['substitute'];
  readonly #channel: LineChannel | undefined;
  readonly #sequence: TransactionSequence;
  readonly #pending = new Map<number, (answer: unknown) => void>();
  #nextId = 1;
  #listens = false;
  #isStopped = false;
  #behindLauncher: number | undefined;

  constructor(
    { executable, environment, modulePath, substitute }: PowerShellOptions,
    events: ConnectionEvents,
  ) {
    this.#events = events;
    this.#substitute = substitute;
    this.child = spawn(executable, ARGUMENTS, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...environment, COMWATCH_MODULE: modulePath },
      windowsHide: true,
    });
    // A child that could not be started may lack them.
    const { stdin, stdout, stderr } = this.child as Partial<Streams>;
    listenToOutput([stderr], events.printed);
    if (stdin && stdout) {
      this.#channel = new LineChannel(stdout, stdin, {
        line: (line) => this.#take(line),
        tooLong: () => this.#reject(invalid('size')),
        closed: () => undefined,
      });
    }
    this.#sequence = new TransactionSequence(
      (method, input) => this.#call(method, input),
      (message) => this.#isStopped || events.message(message),
    );
    this.#channel?.sendText(callStatement(this.#nonce.trim(), process.pid));
  }

  behindLauncher(): number | undefined {
    return this.#behindLauncher;
  }

  send(message: TransactionRequestMessage): void {
    switch (message.kind) {
      case 'probe':
        void this.#sequence.run(message.id, message.transaction);
        break;
      case 'abandon':
        void this.#sequence.abandon(message.id);
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#pending.clear();
    this.#channel?.stop();
  }

  #take(line: string): void {
    // A component, a profile of the machine or PowerShell itself may print anything.
    if (!line.startsWith(this.#nonce)) {
      this.#events.printed(`${line}\n`);
      return;
    }
    const read = readCallMessage(line.slice(this.#nonce.length));
    if (!read.ok) this.#reject(read.reason);
    else if ((read.value.kind === 'listening') === this.#listens) this.#reject(invalid('kind'));
    else if (read.value.kind === 'listening') this.#listening(read.value.pid);
    else this.#settle(read.value.id, read.value.answer);
  }

  #listening(pid: number): void {
    this.#listens = true;
    this.#adopt(pid);
    void this.#load();
  }

  #settle(id: number, answer: unknown): void {
    const settle = this.#pending.get(id);
    this.#pending.delete(id);
    if (settle) settle(answer);
    else this.#reject(invalid('id'));
  }

  async #load(): Promise<void> {
    if (this.#substitute) {
      const loaded = await this.#call('Load', this.#substitute);
      if (!loaded.ok) {
        this.#events.message({ kind: 'failed', reason: loaded.message });
        return;
      }
    }
    const described = readDescription(await this.#ask('Describe', null));
    if (described.ok) this.#events.message(described.value);
    else this.#reject(described.reason);
  }

  /** Never settles if the answer does not have the agreed form: the process is ended in that case. */
  async #call(method: Method | 'Load', input: unknown): Promise<StageAnswer> {
    const read = readStageAnswer(await this.#ask(method, input));
    if (read.ok) return read.value;
    this.#reject(read.reason);
    return new Promise<never>(() => undefined);
  }

  #ask(method: Method | 'Load', input: unknown): Promise<unknown> {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      this.#pending.set(id, resolve);
      this.#channel?.sendText(`${asciiJson({ id, method, input })}\n`);
    });
  }

  #reject(answer: ReturnType<typeof invalid>): void {
    if (!this.#isStopped) this.#events.invalid(answer);
  }

  /** A PID other than the child's means a launcher, which waits for the shell and keeps its PID from being reused. */
  #adopt(pid: number): void {
    const known = [this.child.pid, process.pid, process.ppid];
    if (Number.isSafeInteger(pid) && pid > 4 && !known.includes(pid)) this.#behindLauncher = pid;
  }
}
