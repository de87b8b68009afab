/** Figures and floors as the contract defines them, computed the slow and plain way from every sample. */
import type { ProcessRow, Sample } from '../../../src/core/observing/model.js';
import type { ReferenceRules } from './rules.js';

/** What one sample says of one process. A figure is known between two bounds only when the source answered late. */
export interface Reading {
  readonly atMs: number;
  readonly takenAtMs: number;
  readonly takenUntilMs: number;
  readonly generation: number;
  readonly cpuMs: number;
  cpuAtLeast: number | null;
  cpuAtMost: number | null;
  readonly memory: number;
  /** Older than `grace`. */
  readonly settled: boolean;
}

export interface Seen {
  readonly key: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly name: string;
  readonly startedMs: number;
  commandLine: string | undefined;
  lastSeenMs: number;
  readings: Reading[];
  /** The first reading that fed a floor. */
  settledSinceMs: number | undefined;
}

export function keyOf(target: { readonly pid: number; readonly startedAt: string }): string {
  return `${target.pid} ${target.startedAt}`;
}

export class Figures {
  readonly targets = new Map<string, Seen>();
  readonly #rules: ReferenceRules;
  readonly #byPid = new Map<number, Seen>();
  readonly #most: number;
  /** Of the last samples, newest first. */
  #times: readonly number[] = [];

  constructor(rules: ReferenceRules) {
    this.#rules = rules;
    this.#most = Math.ceil(rules.timeCacheMs / rules.spacingMs) + 1;
  }

  /** @param bornMs when the process of a row was really started (monotonic) */
  feed(sample: Sample, atMs: number, bornMs: (pid: number) => number): void {
    const { graceMs, physicalMemoryBytes } = this.#rules;
    for (const row of sample.rows) {
      const seen = this.#seen(row, bornMs);
      if (row.commandLine.kind === 'read') seen.commandLine = row.commandLine.text;
      seen.lastSeenMs = atMs;
      const reading: Reading = {
        atMs,
        takenAtMs: sample.takenAtMs,
        takenUntilMs: sample.takenUntilMs,
        generation: sample.generation,
        cpuMs: (row.cpuTime100ns ?? 0) / 10_000,
        cpuAtLeast: null,
        cpuAtMost: null,
        memory: (100 * row.workingSetBytes) / physicalMemoryBytes,
        settled: atMs - seen.startedMs >= graceMs,
      };
      this.#measure(seen.readings, reading);
      seen.readings.push(reading);
      if (seen.readings.length > 2 * this.#most) seen.readings.splice(0, this.#most);
      if (reading.settled) seen.settledSinceMs ??= atMs;
    }
    this.#times = [atMs, ...this.#times].slice(0, 5);
    if (this.targets.size > 200) this.#forget(atMs);
  }

  /** Was shown by one of the last samples. */
  isPresent(key: string): boolean {
    const seen = this.targets.get(key);
    return seen !== undefined && seen.lastSeenMs >= (this.#times.at(-1) ?? 0);
  }

  /**
   * The greatest that its present figure can be of its floor, for CPU or for memory; 0 while the floor is not earned. A
   * CPU floor below 1 counts as 1.
   */
  ratio(seen: Seen, atMs: number): number {
    const { timeCacheMs, floorAfterMs } = this.#rules;
    const last = seen.readings.at(-1);
    if (!last || seen.settledSinceMs === undefined) return 0;
    if (atMs - seen.settledSinceMs < floorAfterMs) return 0;
    let cpuFloor = Infinity;
    let memoryFloor = Infinity;
    for (const { atMs: readMs, cpuAtLeast, memory, settled } of seen.readings) {
      if (!settled || atMs - readMs > timeCacheMs) continue;
      if (cpuAtLeast !== null) cpuFloor = Math.min(cpuFloor, cpuAtLeast);
      memoryFloor = Math.min(memoryFloor, memory);
    }
    const cpu = last.cpuAtMost === null ? 0 : last.cpuAtMost / Math.max(cpuFloor, 1);
    return Math.max(cpu, last.memory / (memoryFloor === 0 ? 1 : memoryFloor));
  }

  #seen(row: ProcessRow, bornMs: (pid: number) => number): Seen {
    const { pid, startedAt, name } = row;
    const known = this.#byPid.get(pid);
    if (known?.startedAt === startedAt) return known;
    const seen: Seen = {
      key: keyOf(row),
      pid,
      startedAt,
      name,
      startedMs: bornMs(pid),
      commandLine: undefined,
      lastSeenMs: 0,
      readings: [],
      settledSinceMs: undefined,
    };
    this.#byPid.set(pid, seen);
    this.targets.set(seen.key, seen);
    return seen;
  }

  /** Between this sample and the newest one that is at least the window older; with a longer delay, the one before. */
  #measure(before: readonly Reading[], now: Reading): void {
    const { cpuWindowMs, spacingMs, cpuBasis, logicalProcessors } = this.#rules;
    let index = before.length - 1;
    for (; index >= 0; index--) {
      const base = before[index]!;
      if (base.generation !== now.generation) return;
      if (spacingMs >= cpuWindowMs || now.takenAtMs - base.takenAtMs >= cpuWindowMs) break;
    }
    const base = before[index];
    if (!base || now.cpuMs < base.cpuMs) return;
    const used =
      (100 * (now.cpuMs - base.cpuMs)) / (cpuBasis === 'machine' ? logicalProcessors : 1);
    now.cpuAtLeast = used / (now.takenUntilMs - base.takenAtMs);
    now.cpuAtMost = used / Math.max(1, now.takenAtMs - base.takenUntilMs);
  }

  #forget(atMs: number): void {
    for (const [key, { lastSeenMs }] of this.targets) {
      if (atMs - lastSeenMs > 30 * 60_000) this.targets.delete(key);
    }
  }
}
