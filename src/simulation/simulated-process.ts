import type { CpuLoad, MemoryLoad } from './load.js';
import type { Target } from '../core/observing/model.js';

/** Milliseconds between 1601-01-01 (FILETIME) and 1970-01-01 (Unix). */
const FILETIME_EPOCH_MS = 11_644_473_600_000n;

export interface ProcessOptions {
  readonly pid: number;
  readonly name: string;
  /** AppID of the COM+ application that it hosts. */
  readonly appId: string;
  readonly bornMs: number;
  readonly bornWallMs: number;
  readonly cpu: CpuLoad;
  readonly memory: MemoryLoad;
}

/** One process of a simulated machine. */
export class SimulatedProcess {
  readonly target: Target;
  readonly appId: string;
  readonly bornMs: number;
  readonly commandLine: string;
  /** Whether Windows reveals it. */
  isReadable = true;
  /** Number of attempts to stop it that it will survive. */
  survives = 0;
  /** Whether Windows denies access to it. */
  isDenied = false;
  /** Whether its end would help: its own state keeps its server from working. */
  isBroken = false;
  #diedMs: number | undefined;
  #cpu: CpuLoad;
  #memory: MemoryLoad;
  #usedMs = 0;
  #sinceMs: number;

  constructor({ pid, name, appId, bornMs, bornWallMs, cpu, memory }: ProcessOptions) {
    const startedAt = (BigInt(Math.round(bornWallMs)) + FILETIME_EPOCH_MS) * 10_000n;
    this.target = { pid, name, startedAt: startedAt.toString() };
    this.appId = appId;
    this.bornMs = bornMs;
    this.commandLine = `C:\\Windows\\system32\\dllhost.exe /Processid:${appId}`;
    this.#cpu = cpu;
    this.#memory = memory;
    this.#sinceMs = bornMs;
  }

  get isAlive(): boolean {
    return this.#diedMs === undefined;
  }

  get diedMs(): number | undefined {
    return this.#diedMs;
  }

  die(nowMs: number): void {
    this.#diedMs ??= nowMs;
  }

  /** Kernel and user time since it began, in milliseconds. */
  cpuTimeMs(nowMs: number): number {
    return this.#usedMs + this.#cpu(nowMs) - this.#cpu(this.#sinceMs);
  }

  bytes(nowMs: number): number {
    return this.#memory(nowMs);
  }

  /** Changes its load from now on. */
  turnTo(nowMs: number, { cpu, memory }: { readonly cpu?: CpuLoad; readonly memory?: MemoryLoad }) {
    this.#usedMs = this.cpuTimeMs(nowMs);
    this.#sinceMs = nowMs;
    if (cpu) this.#cpu = cpu;
    if (memory) this.#memory = memory;
  }

  /** Adds the CPU that one call costs. */
  spend(ms: number): void {
    this.#usedMs += ms;
  }
}
