/** Kills and restarts the agent as it ships, and finds what it leaves behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { marked, MARK, signal, type Marked } from './processes.js';

export interface AgentsOptions {
  readonly main: string;
  readonly preload: string;
  readonly config: string;
  /** Of this run, unique on the machine. */
  readonly mark: string;
  /** The program of the hosts, which outlive the agent. */
  readonly hostProgram: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Generation {
  readonly number: number;
  readonly child: ChildProcess;
  asked: 'no' | 'to-end' | 'killed';
  endedMs: number | undefined;
  /** Time of its first sample: a busy machine needs half a minute for that. */
  readyMs: number | undefined;
  sampledMs: number;
}

/**
 * Everything is compiled at once, kept, and never compiled better: code that is compiled at the first or the ten
 * thousandth call of a function is no growth.
 */
const COMPILING = [
  ...['--no-lazy', '--no-lazy-feedback-allocation', '--no-flush-bytecode'],
  ...['--no-sparkplug', '--no-maglev', '--no-turbofan'],
];
/**
 * A process that outlives its agent for this long is an orphan: a hung shell ends within a second on an idle machine.
 */
const ORPHAN_MS = 30_000;

export class Agents {
  /** Times at which agents were killed. */
  readonly killedMs: number[] = [];
  /** Ends that were not requested, and requested ends that failed. */
  readonly badEnds: string[] = [];
  readonly orphans = new Map<number, string>();
  output = '';
  #restarts = 0;
  readonly #options: AgentsOptions;
  readonly #generations: Generation[] = [];

  constructor(options: AgentsOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#generations.length;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get pid(): number | undefined {
    return this.#generations.at(-1)?.child.pid;
  }

  /** How long it has been at work; 0 while it starts. */
  get readyForMs(): number {
    const readyMs = this.#generations.at(-1)?.readyMs;
    return readyMs === undefined ? 0 : Date.now() - readyMs;
  }

  /** Whether the present agent has taken a sample after that time. */
  hasSampledSince(ms: number): boolean {
    return (this.#generations.at(-1)?.sampledMs ?? 0) > ms;
  }

  get hasEnded(): boolean {
    return this.#generations.at(-1)?.endedMs !== undefined;
  }

  /** Processes of the present agent: itself, its shells and their launchers, the probe's process. */
  family(): readonly Marked[] {
    const { mark, hostProgram } = this.#options;
    return marked(`${mark}-${this.count}`, hostProgram).filter(
      (each) => each.mark === `${mark}-${this.count}`,
    );
  }

  start(): void {
    const { main, preload, config, mark, environment } = this.#options;
    const number = this.count + 1;
    const child = spawn(
      process.execPath,
      [
        ...COMPILING,
        '--expose-gc',
        '--import',
        preload,
        main,
        'run',
        '--debug',
        '--config',
        config,
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...environment, [MARK]: `${mark}-${number}` },
      },
    );
    const generation: Generation = {
      number,
      child,
      asked: 'no',
      endedMs: undefined,
      readyMs: undefined,
      sampledMs: 0,
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.output = (this.output + text).slice(-20_000);
      if (!text.includes('Sampled ')) return;
      generation.sampledMs = Date.now();
      generation.readyMs ??= generation.sampledMs;
    });
    child.on('exit', (code, signalName) => {
      generation.endedMs = Date.now();
      const how = signalName ?? `exit code ${code ?? 'none'}`;
      const isAsked =
        generation.asked === 'killed' || (generation.asked === 'to-end' && code === 0);
      if (!isAsked) this.badEnds.push(`agent ${number}: ${how}`);
    });
    this.#generations.push(generation);
  }

  async killNow(): Promise<void> {
    this.killedMs.push(Date.now());
    await this.#end('killed', 'SIGKILL');
  }

  /** Requests the end like a scheduled task: the agent has its own five seconds, and a busy machine more. */
  async askToEnd(): Promise<void> {
    this.#restarts++;
    await this.#end('to-end', 'SIGTERM');
  }

  async #end(asked: 'to-end' | 'killed', name: NodeJS.Signals): Promise<void> {
    const last = this.#generations.at(-1);
    if (!last || last.endedMs !== undefined) return;
    last.asked = asked;
    const ended = new Promise((resolve) => last.child.once('exit', resolve));
    last.child.kill(name);
    await ended;
  }

  /** Notes what is left of agents that ended long ago; true while something could still become an orphan. */
  look(): boolean {
    const { mark, hostProgram } = this.#options;
    const numbers = new Map(this.#generations.map((each) => [`${mark}-${each.number}`, each]));
    let mayBecome = false;
    for (const { pid, mark: own, commandLine } of marked(`${mark}-`, hostProgram)) {
      const endedMs = numbers.get(own)?.endedMs;
      if (endedMs === undefined) continue;
      if (Date.now() - endedMs > ORPHAN_MS) this.orphans.set(pid, `${own}: ${commandLine}`);
      else mayBecome = true;
    }
    return mayBecome;
  }

  /** Ends everything of this run at once. */
  kill(): void {
    const { mark, hostProgram } = this.#options;
    for (const { pid } of marked(`${mark}-`, hostProgram)) signal(pid, 'SIGKILL');
  }
}
