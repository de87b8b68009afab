/** Figures and floors as the contract defines them, computed in the slow and plain way from every sample. */
import type { ProcessRow, Sample } from '../../../src/core/observing/model.js';
import { Readings, type Measure } from './readings.js';
import type { ReferenceRules } from './rules.js';

export interface Seen {
  readonly key: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly name: string;
  readonly startedMs: number;
  commandLine: string | undefined;
  lastSeenMs: number;
  readonly readings: Readings;
  /** The first reading that fed a floor. */
  settledSinceMs: number | undefined;
}

export function keyOf(target: { readonly pid: number; readonly startedAt: string }): string {
  return `${target.pid} ${target.startedAt}`;
}

/** Maximum duration of a sample of the simulated machine. */
const SAMPLE_TAKES_MS = 100;

export class Figures {
  readonly targets = new Map<string, Seen>();
  readonly #rules: ReferenceRules;
  readonly #byPid = new Map<number, Seen>();
  readonly #most: number;
  readonly #measure: Measure;
  #present: Seen[] = [];
  /** Of the last samples, newest first. */
  #times: readonly number[] = [];

  constructor(rules: ReferenceRules) {
    this.#rules = rules;
    this.#most = Math.ceil(rules.timeCacheMs / rules.spacingMs) + 1;
    this.#measure = {
      windowMs: rules.cpuWindowMs,
      spacingMs: rules.spacingMs,
      processors: rules.cpuBasis === 'machine' ? rules.logicalProcessors : 1,
    };
  }

  /** Content of the last sample. */
  get present(): readonly Seen[] {
    return this.#present;
  }

  /** @param bornMs true start of the process of a row (monotonic) */
  feed(sample: Sample, atMs: number, bornMs: (pid: number) => number): void {
    const { graceMs, physicalMemoryBytes } = this.#rules;
    this.#present = [];
    for (const row of sample.rows) {
      const seen = this.#seen(row, bornMs);
      this.#present.push(seen);
      if (row.commandLine.kind === 'read') seen.commandLine = row.commandLine.text;
      seen.lastSeenMs = atMs;
      const settled = atMs - seen.startedMs >= graceMs;
      seen.readings.add(
        {
          atMs,
          takenAtMs: sample.takenAtMs,
          readEndedMs: sample.readEndedMs,
          generation: sample.generation,
          cpuMs: (row.cpuTime100ns ?? 0) / 10_000,
          memory: (100 * row.workingSetBytes) / physicalMemoryBytes,
          settled,
        },
        this.#measure,
      );
      if (settled) seen.settledSinceMs ??= atMs;
    }
    this.#times = [atMs, ...this.#times].slice(0, 5);
    if (this.targets.size > 200) this.#forget(atMs);
  }

  /** Was in each of the last samples. */
  isInLast(seen: Seen, samples: number): boolean {
    const { readings } = seen;
    return (
      readings.count >= samples &&
      readings.atMs(readings.count - samples) === this.#times[samples - 1]
    );
  }

  /** Was shown by one of the last samples. */
  isPresent(key: string): boolean {
    const seen = this.targets.get(key);
    return seen !== undefined && seen.lastSeenMs >= (this.#times.at(-1) ?? 0);
  }

  /**
   * The greatest possible ratio of its present figure to its floor, for CPU or for memory; 0 before the floor is
   * established. A CPU floor below 1 counts as 1. A call that ends during a sample is judged by the previous one.
   */
  ratio(seen: Seen, atMs: number): number {
    const { timeCacheMs, floorAfterMs } = this.#rules;
    const { readings, settledSinceMs } = seen;
    const last = readings.count - 1;
    if (last < 0 || settledSinceMs === undefined || atMs - settledSinceMs < floorAfterMs) return 0;
    const floor = readings.floors(atMs - timeCacheMs);
    const ofFloor = (index: number) => {
      const cpuNow = readings.cpuAtMost(index);
      const cpu = Number.isNaN(cpuNow) ? 0 : cpuNow / Math.max(floor.cpu, 1);
      return Math.max(cpu, readings.memory(index) / (floor.memory === 0 ? 1 : floor.memory));
    };
    const isBeingTaken = last > 0 && atMs - readings.atMs(last) < SAMPLE_TAKES_MS;
    return Math.max(ofFloor(last), isBeingTaken ? ofFloor(last - 1) : 0);
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
      // "Identity: PID + start time to the millisecond": its age is as exact.
      startedMs: Math.round(bornMs(pid)),
      commandLine: undefined,
      lastSeenMs: 0,
      readings: new Readings(this.#most),
      settledSinceMs: undefined,
    };
    this.#byPid.set(pid, seen);
    this.targets.set(seen.key, seen);
    return seen;
  }

  #forget(atMs: number): void {
    for (const [key, { lastSeenMs }] of this.targets) {
      if (atMs - lastSeenMs > 30 * 60_000) this.targets.delete(key);
    }
  }
}
