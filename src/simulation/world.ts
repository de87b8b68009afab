import { Catalogue } from './catalogue.js';
import { ComServer, type ServerOptions } from './com-server.js';
import { Disk } from './disk.js';
import { sizeOf, steadily, type CpuLoad, type MemoryLoad } from './load.js';
import { MovedTime } from './moved-time.js';
import { Random } from './random.js';
import { SimulatedMachine, type MachineOptions } from './simulated-machine.js';
import type { SimulatedProcess } from './simulated-process.js';
import { SimulatedSource } from './source.js';

export interface WorldOptions {
  readonly seed?: number;
  readonly machine?: MachineOptions;
  /** Image name that the agent samples. */
  readonly watchedName?: string;
  readonly startWallMs?: number;
}

export interface NeighbourOptions {
  readonly appId?: string;
  readonly name?: string;
  readonly ageMs?: number;
  readonly cpu?: (random: Random, bornMs: number) => CpuLoad;
  readonly memory?: (random: Random, bornMs: number) => MemoryLoad;
  /** Delay until its clients start it again; `undefined` if none does. */
  readonly returnsInMs?: number | undefined;
}

/** Another process of the watched name, and its successors. */
export interface Neighbour {
  process: SimulatedProcess;
  readonly options: NeighbourOptions;
}

export const SYSTEM_APPLICATION = '{02D4B3F1-FD88-11D1-960D-00805FC79235}';

const EVENING = Date.UTC(2026, 10, 24, 20, 0, 0);

/** A server at night: its processes, its COM+ applications, its disk and its clocks. The seed determines everything. */
export class World {
  readonly time: MovedTime;
  readonly random: Random;
  readonly machine: SimulatedMachine;
  readonly servers: ComServer[] = [];
  readonly neighbours: Neighbour[] = [];
  readonly disk: Disk;
  readonly source: SimulatedSource;
  readonly catalogue: Catalogue;
  /** PIDs of the agent and of its children. */
  readonly ownPids = new Set<number>();
  #applications = 0;

  constructor(options: WorldOptions = {}) {
    const { seed = 1, watchedName = 'dllhost.exe', startWallMs = EVENING } = options;
    this.random = new Random(seed);
    this.time = new MovedTime(startWallMs);
    this.machine = new SimulatedMachine(this.time, this.random.fork(), options.machine);
    this.disk = new Disk(this.time);
    this.source = new SimulatedSource(this.machine, watchedName, this.random.fork());
    this.catalogue = new Catalogue(this.time, this.servers);
    this.machine.onEnd((ended) => this.#lost(ended));
  }

  addServer(options: ServerOptions = {}, ageMs = 24 * 3_600_000): ComServer {
    const server = new ComServer(this.machine, this.random.fork(), options);
    this.servers.push(server);
    server.runSince(ageMs);
    return server;
  }

  addNeighbour(options: NeighbourOptions = {}): Neighbour {
    const appId = options.appId ?? this.#appId();
    const full = { ageMs: 12 * 3_600_000, returnsInMs: 20_000, ...options, appId };
    const neighbour = { options: full, process: this.#start(full, full.ageMs) };
    this.neighbours.push(neighbour);
    return neighbour;
  }

  /** Schedules an event at this time (monotonic). */
  at(atMs: number, happens: () => void): void {
    this.time.at(atMs, happens);
  }

  #start(options: NeighbourOptions & { readonly appId: string }, ageMs: number): SimulatedProcess {
    const { appId, name, cpu, memory } = options;
    const bornMs = this.time.monotonicMs() - ageMs;
    return this.machine.start({
      appId,
      ageMs,
      ...(name !== undefined && { name }),
      cpu: cpu?.(this.random, bornMs) ?? steadily(0.5),
      memory: memory?.(this.random, bornMs) ?? sizeOf(150),
    });
  }

  #lost(ended: SimulatedProcess): void {
    const neighbour = this.neighbours.find(({ process }) => process === ended);
    const returnsInMs = neighbour?.options.returnsInMs;
    if (!neighbour || returnsInMs === undefined) return;
    this.time.after(returnsInMs, () => {
      neighbour.process = this.#start({ ...neighbour.options, appId: ended.appId }, 0);
    });
  }

  #appId(): string {
    const number = (++this.#applications).toString(16).toUpperCase().padStart(8, '0');
    return `{${number}-0000-4000-8000-00C04FD430C8}`;
  }
}
