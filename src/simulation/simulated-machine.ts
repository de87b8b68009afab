import type { CpuLoad, MemoryLoad } from './load.js';
import type { MovedTime } from './moved-time.js';
import type { Random } from './random.js';
import { SimulatedProcess } from './simulated-process.js';
import { foreign } from '../core/foreign.js';
import type { StopOutcome } from '../core/acting/stop-outcome.js';
import type { Machine, Target } from '../core/observing/model.js';

export interface MachineOptions {
  readonly logicalProcessors?: number;
  readonly physicalMemoryBytes?: number;
  /** Interval at which a freed PID is reused. */
  readonly pidReuse?: number;
}

export interface ProcessStart {
  readonly appId: string;
  readonly name?: string;
  /** Milliseconds for which it has been running already. */
  readonly ageMs?: number;
  readonly cpu: CpuLoad;
  readonly memory: MemoryLoad;
}

export type Ended = (ended: SimulatedProcess) => void;

/** The processes of one simulated server, and the way Windows ends them. */
export class SimulatedMachine {
  readonly description: Machine;
  readonly time: MovedTime;
  /** Duration of ending a process in milliseconds. */
  stopTakesMs = 40;
  readonly #random: Random;
  readonly #pidReuse: number;
  readonly #processes = new Map<number, SimulatedProcess>();
  readonly #watchers: Ended[] = [];
  readonly #free: number[] = [];
  #nextPid = 1_000;

  constructor(time: MovedTime, random: Random, options: MachineOptions = {}) {
    const { logicalProcessors = 8, physicalMemoryBytes = 32 * 2 ** 30, pidReuse = 0 } = options;
    this.time = time;
    this.#random = random;
    this.#pidReuse = pidReuse;
    this.description = {
      hostName: 'SRV01',
      osVersion: 'Windows Server 2022',
      logicalProcessors,
      physicalMemoryBytes,
      powershellVersion: '5.1.20348.1',
      languageMode: 'FullLanguage',
      culture: 'ru-RU',
      executionPolicies: [],
      canStopOthers: true,
    };
  }

  all(): Iterable<SimulatedProcess> {
    return this.#processes.values();
  }

  find(pid: number): SimulatedProcess | undefined {
    return this.#processes.get(pid);
  }

  onEnd(watcher: Ended): void {
    this.#watchers.push(watcher);
  }

  start({ appId, name = 'dllhost.exe', ageMs = 0, cpu, memory }: ProcessStart): SimulatedProcess {
    const nowMs = this.time.monotonicMs();
    const bornWallMs = this.time.wallMs() - ageMs;
    const bornMs = nowMs - ageMs;
    const pid = this.#pid();
    const started = new SimulatedProcess({ pid, name, appId, bornMs, bornWallMs, cpu, memory });
    this.#processes.set(pid, started);
    return started;
  }

  end(process: SimulatedProcess): void {
    if (!process.isAlive) return;
    process.die(this.time.monotonicMs());
    this.#processes.delete(process.target.pid);
    this.#free.push(process.target.pid);
    for (const watcher of this.#watchers) watcher(process);
  }

  /** Like the shell that acts: compares the identity on the open process, then waits for its end. */
  async stop(target: Target): Promise<StopOutcome> {
    const found = this.find(target.pid);
    if (!found) return { kind: 'gone' };
    if (found.target.startedAt !== target.startedAt) {
      const { name, startedAt } = found.target;
      const detail = { kind: 'pid-reused', name, startedAt } as const;
      return { kind: 'refused', reason: 'identity-changed', detail };
    }
    if (found.isDenied)
      return { kind: 'refused', reason: 'access-denied', detail: foreign('Access is denied') };
    if (found.survives > 0) {
      found.survives--;
      await this.#passes(2_000);
      return {
        kind: 'survived',
        waitedMs: 2_000,
        detail: { kind: 'still-running', waitedMs: 2_000 },
      };
    }
    const tookMs = this.stopTakesMs;
    await this.#passes(tookMs);
    this.end(found);
    return { kind: 'stopped', tookMs };
  }

  #passes(ms: number): Promise<void> {
    return new Promise((resolve) => this.time.after(ms, resolve));
  }

  #pid(): number {
    const reused = this.#random.chance(this.#pidReuse) ? this.#free.pop() : undefined;
    if (reused !== undefined) return reused;
    this.#nextPid += 4 * this.#random.integer(1, 20);
    return this.#nextPid;
  }
}
