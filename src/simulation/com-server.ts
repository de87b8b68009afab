import type { CpuLoad, MemoryLoad } from './load.js';
import type { Random } from './random.js';
import type { SimulatedMachine } from './simulated-machine.js';
import type { SimulatedProcess } from './simulated-process.js';

export interface ServerOptions {
  readonly progid?: string;
  readonly appId?: string;
  /** Name in the COM+ catalogue. */
  readonly name?: string;
  /** Image name of its hosts. */
  readonly image?: string;
  /** Hosts of its pool, which serve activations in turn. */
  readonly hosts?: number;
  /** Time from the start of a process until it has registered its class. */
  readonly startsInMs?: number;
  /** Duration of Authorize and GetCurrentSessionInfo together, in good health. */
  readonly answersInMs?: readonly [number, number];
  /** CPU that one check costs the host. */
  readonly callCpuMs?: number;
  /** Delay after which its other clients activate it again when a host has ended. */
  readonly clientsReturnInMs?: number;
  readonly cpu?: (random: Random, bornMs: number) => CpuLoad;
  readonly memory?: (random: Random, bornMs: number) => MemoryLoad;
}

/** Behaviour of a host towards calls. */
export type Mood =
  | { readonly kind: 'well' }
  | { readonly kind: 'slow'; readonly takesMs: number }
  /** Activation works, but the call does not return. */
  | { readonly kind: 'hangs' }
  /** Not even an activation returns. */
  | { readonly kind: 'hangs-whole' }
  /** Authorize returns this text. */
  | { readonly kind: 'errs'; readonly text: string }
  /** A call fails with this HRESULT at once. */
  | { readonly kind: 'fails'; readonly hresult: number };

/** Faults of the whole application, independent of its hosts. */
export type Condition =
  | { readonly kind: 'runs' }
  /** Activation fails with this code: `CO_E_SERVER_STOPPING`, a disabled application, a server that cannot start. */
  | { readonly kind: 'no-activation'; readonly hresult: number; readonly takesMs: number }
  /** A dependency of every host is unavailable: each call behaves like this, also in fresh hosts. */
  | { readonly kind: 'outside'; readonly mood: Mood };

/** Time from the first failing call until no call fails any more. */
export interface Outage {
  readonly fromMs: number;
  untilMs: number | undefined;
}

export interface Host {
  readonly process: SimulatedProcess;
  readonly registersAtMs: number;
  mood: Mood;
}

const well: Mood = { kind: 'well' };

const FRONT_OFFICE = '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}';

/** A COM+ application of a simulated machine and the hosts that it runs in. */
export class ComServer {
  readonly options: Required<Omit<ServerOptions, 'cpu' | 'memory'>> &
    Pick<ServerOptions, 'cpu' | 'memory'>;
  readonly machine: SimulatedMachine;
  readonly random: Random;
  readonly hosts: Host[] = [];
  readonly outages: Outage[] = [];
  condition: Condition = { kind: 'runs' };
  /** Called when a fresh host has been started: a world may break that one, too. */
  onStart: ((host: Host) => void) | undefined;
  /** Whether no client activates it. */
  isShutDown = false;
  /** Whether a hanging call does not return when the server recovers. */
  losesCalls = false;
  readonly #waiting = new Set<() => void>();
  #turn = 0;

  constructor(machine: SimulatedMachine, random: Random, options: ServerOptions = {}) {
    this.machine = machine;
    this.random = random;
    this.options = {
      progid: 'meAppServer.AppServer',
      appId: FRONT_OFFICE,
      name: 'FrontOffice',
      image: 'dllhost.exe',
      hosts: 1,
      startsInMs: 4_000,
      answersInMs: [40, 400],
      callCpuMs: 30,
      clientsReturnInMs: 2_000,
      ...options,
    };
    machine.onEnd((ended) => {
      if (this.hosts.some(({ process }) => process === ended)) this.#lost(ended);
    });
  }

  /** Starts the hosts of a server that has been running for a while. */
  runSince(ageMs: number): void {
    while (this.hosts.length < this.options.hosts) this.#start(ageMs);
  }

  /** Shuts it down like an operator: no client starts it again; a call of the check would. */
  shutDown(): void {
    this.isShutDown = true;
    for (const { process } of [...this.hosts]) this.machine.end(process);
  }

  turnTo(condition: Condition): void {
    this.condition = condition;
    this.changed();
  }

  /** Sets the behaviour of one host, or of all of them, from now on. */
  break(mood: Mood, hosts: readonly Host[] = this.hosts): void {
    for (const host of hosts) {
      host.mood = mood;
      host.process.isBroken = mood.kind !== 'well' && mood.kind !== 'slow';
    }
    this.changed();
  }

  heal(): void {
    this.break(well);
  }

  moodOf(host: Host): Mood {
    return this.condition.kind === 'outside' ? this.condition.mood : host.mood;
  }

  /** Whether at least one of its hosts would answer a call now. */
  get isWell(): boolean {
    if (this.condition.kind !== 'runs') return false;
    return this.hosts.every(({ mood }) => mood.kind === 'well' || mood.kind === 'slow');
  }

  /** The host of the next activation; started if there is room for one. */
  route(): Host | undefined {
    if (this.hosts.length < this.options.hosts) this.#start(0);
    this.#turn++;
    return this.hosts[this.#turn % this.hosts.length];
  }

  /** Resolves at this time, or as soon as anything changes here, or when the signal is aborted. */
  change(untilMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const { time } = this.machine;
      const end = () => {
        this.#waiting.delete(end);
        signal.removeEventListener('abort', end);
        callOff();
        resolve();
      };
      const callOff = Number.isFinite(untilMs) ? time.at(untilMs, end) : () => undefined;
      signal.addEventListener('abort', end, { once: true });
      this.#waiting.add(end);
      if (signal.aborted) end();
    });
  }

  changed(): void {
    this.#note();
    for (const wake of [...this.#waiting]) wake();
  }

  #note(): void {
    const last = this.outages.at(-1);
    const isOut = last !== undefined && last.untilMs === undefined;
    if (isOut === !this.isWell) return;
    const nowMs = this.machine.time.monotonicMs();
    if (isOut) last.untilMs = nowMs;
    else this.outages.push({ fromMs: nowMs, untilMs: undefined });
  }

  #lost(ended: SimulatedProcess): void {
    const index = this.hosts.findIndex(({ process }) => process === ended);
    this.hosts.splice(index, 1);
    this.changed();
    const { time } = this.machine;
    time.after(this.options.clientsReturnInMs, () => {
      const { condition, hosts, options } = this;
      const canStart = !this.isShutDown && condition.kind !== 'no-activation';
      if (canStart && hosts.length < options.hosts) this.#start(0);
    });
  }

  #start(ageMs: number): void {
    const { time } = this.machine;
    const bornMs = time.monotonicMs() - ageMs;
    const { cpu, memory, appId, image, startsInMs } = this.options;
    const process = this.machine.start({
      name: image,
      appId,
      ageMs,
      cpu: cpu?.(this.random, bornMs) ?? (() => 0),
      memory: memory?.(this.random, bornMs) ?? (() => 200 * 2 ** 20),
    });
    const host: Host = { process, registersAtMs: bornMs + startsInMs, mood: well };
    this.hosts.push(host);
    this.onStart?.(host);
    this.changed();
  }
}
