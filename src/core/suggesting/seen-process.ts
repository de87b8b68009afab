/** One process of a record, with figures and floors computed as the agent does. */
import { applicationOf } from '../judging/suspects.js';
import { cpuFigure, type CpuPoint } from '../observing/cpu.js';
import { fileTimeToUnixMs } from '../observing/identity.js';
import type { Machine, ProcessRow, Target } from '../observing/model.js';
import type { Instant } from '../instant.js';
import { FloorWindow } from '../observing/window.js';
import type { SampleEntry } from '../recording/entry.js';
import type { ApplicationEvidence } from './evidence.js';
import type { RunEnd } from './excursions.js';
import type { Watching } from './watching.js';

/** A gap after which a sample is no evidence about the time before it. */
const GAP_MS = 5 * 60_000;

type Size = Pick<Machine, 'logicalProcessors' | 'physicalMemoryBytes'>;

export class SeenProcess {
  readonly target: Target;
  readonly image: string;
  /** AppID named by its command line. */
  appId: string | undefined;
  readonly #watching: Watching;
  readonly #cpuFloor: FloorWindow;
  readonly #memoryFloor: FloorWindow;
  readonly #startedUnixMs: number;
  #points: readonly CpuPoint[] = [];
  #generation: number | undefined;
  #lastMs: number | undefined;
  #spacingMs = 0;
  #cpu: number | null = null;
  #memory = 0;
  #settledSinceMs: number | undefined;
  #told: ApplicationEvidence | undefined;

  constructor({ pid, startedAt, name }: ProcessRow, image: string, watching: Watching) {
    this.target = { pid, startedAt, name };
    this.image = image;
    this.#watching = watching;
    this.#cpuFloor = new FloorWindow(watching.timeCacheMs);
    this.#memoryFloor = new FloorWindow(watching.timeCacheMs);
    this.#startedUnixMs = fileTimeToUnixMs(startedAt);
  }

  /** Takes its row of a sample; returns false while the process is younger than `grace`. */
  sample(row: ProcessRow, { sample, at }: SampleEntry, machine: Size): boolean {
    const { cpuWindowMs, cpuBasis, graceMs } = this.#watching;
    this.appId ??= applicationOf(row);
    const nowMs = at.monotonicMs;
    const sinceMs = this.#lastMs === undefined ? undefined : nowMs - this.#lastMs;
    this.#spacingMs = sinceMs ?? 0;
    this.#lastMs = nowMs;
    const isBroken = sinceMs === undefined || sinceMs > GAP_MS || sinceMs < 0;
    if (isBroken) this.leave('unseen');
    if (isBroken || this.#generation !== sample.generation) this.#points = [];
    this.#generation = sample.generation;
    this.#cpu = null;
    if (row.cpuTime100ns !== null) {
      const figure = cpuFigure(
        this.#points,
        { ...sample, cpuTime100ns: row.cpuTime100ns },
        {
          cpuWindowMs,
          spacingMs: this.#spacingMs,
          logicalProcessors: machine.logicalProcessors,
          basis: cpuBasis,
        },
      );
      this.#points = figure.points;
      this.#cpu = figure.percent;
    }
    this.#memory = (100 * row.workingSetBytes) / machine.physicalMemoryBytes;
    if (at.wallMs - this.#startedUnixMs < graceMs) return false;
    this.#settledSinceMs ??= nowMs;
    if (this.#cpu !== null) this.#cpuFloor.push(nowMs, this.#cpu);
    this.#memoryFloor.push(nowMs, this.#memory);
    return true;
  }

  tell(evidence: ApplicationEvidence, { monotonicMs, wallMs }: Instant): void {
    this.#told = evidence;
    const reading = {
      atMs: monotonicMs,
      atUnixMs: Math.round(wallMs),
      spacingMs: this.#spacingMs,
    };
    const { target } = this;
    if (this.#cpu !== null) evidence.cpu.take(target, { ...reading, value: this.#cpu });
    evidence.memory.take(target, { ...reading, value: this.#memory });
  }

  isOf(evidence: ApplicationEvidence): boolean {
    return this.#told === evidence;
  }

  /** Factor by which its figures exceed their floors; `undefined` before floors are established. */
  ratio(nowMs: number): number | undefined {
    const { floorAfterMs } = this.#watching;
    if (this.#settledSinceMs === undefined || nowMs - this.#settledSinceMs < floorAfterMs) {
      return undefined;
    }
    const cpuFloor = this.#cpuFloor.floor(nowMs);
    const memoryFloor = this.#memoryFloor.floor(nowMs);
    const cpu = this.#cpu === null ? 0 : this.#cpu / Math.max(cpuFloor ?? Infinity, 1);
    const memory = memoryFloor === undefined ? 0 : this.#memory / (memoryFloor || 1);
    return Math.max(cpu, memory);
  }

  leave(end: Exclude<RunEnd, 'returned'>): void {
    this.#told?.cpu.leave(this.target, end);
    this.#told?.memory.leave(this.target, end);
  }
}
