/** Excursions of a figure above each step of a ladder: number, duration and end. */
import type { Target } from '../observing/model.js';
import { TargetMap } from '../observing/target-map.js';

/**
 * `returned`: it fell below again by itself; `stopped`: it was stopped meanwhile; `ended`: the process was gone; `unseen`: the
 * record does not say.
 */
export type RunEnd = 'returned' | 'stopped' | 'ended' | 'unseen';

/** Consecutive samples of one process above a step. */
export interface Run {
  readonly target: Target;
  readonly beganUnixMs: number;
  readonly ms: number;
  readonly samples: number;
  readonly peak: number;
  readonly end: RunEnd;
  /** Whether it was above from its first sample on, which is normal for this process. */
  readonly isFromStart: boolean;
}

export interface Reading {
  readonly atMs: number;
  readonly atUnixMs: number;
  readonly value: number;
  /** Time since the previous sample, or the usual interval of samples. */
  readonly spacingMs: number;
}

interface OpenRun {
  readonly beganUnixMs: number;
  readonly isFromStart: boolean;
  ms: number;
  samples: number;
  peak: number;
}

/** Number of longest runs kept for each step, separately for those that returned and those that did not. */
const KEPT = 40;

export interface Step {
  readonly above: number;
  readonly returned: readonly Run[];
  readonly lasted: readonly Run[];
}

/** Readings and excursions of one figure, for the processes of one application. */
export class Excursions {
  readonly #steps: { readonly above: number; returned: Run[]; lasted: Run[] }[];
  readonly #open = new TargetMap<OpenRun[]>();
  /** All processes so far: one that reappears after a gap in the record is not new. */
  readonly #seen = new TargetMap<true>();
  /** Number of readings by value, rounded up to a tenth. */
  readonly #counts = new Map<number, number>();
  #readings = 0;

  constructor(ladder: readonly number[]) {
    this.#steps = ladder.map((above) => ({ above, returned: [], lasted: [] }));
  }

  get readings(): number {
    return this.#readings;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  take(target: Target, { atUnixMs, value, spacingMs }: Reading): void {
    this.#readings++;
    const rounded = Math.ceil(value * 10) / 10;
    this.#counts.set(rounded, (this.#counts.get(rounded) ?? 0) + 1);
    const isFirst = !this.#seen.has(target);
    if (isFirst) this.#seen.set(target, true);
    const known = this.#open.get(target);
    const open = known ?? [];
    if (!known) this.#open.set(target, open);
    const steps = this.#steps;
    let level = 0;
    while (level < steps.length && value > (steps[level]?.above ?? Infinity)) level++;
    while (open.length > level) this.#close(open, target, 'returned');
    while (open.length < level) {
      open.push({ beganUnixMs: atUnixMs, isFromStart: isFirst, ms: 0, samples: 0, peak: 0 });
    }
    for (const run of open) {
      run.ms += spacingMs;
      run.samples++;
      run.peak = Math.max(run.peak, value);
    }
  }

  /** Ends the runs of a process that is no longer seen. */
  leave(target: Target, end: Exclude<RunEnd, 'returned'>): void {
    const open = this.#open.get(target) ?? [];
    this.#open.delete(target);
    while (open.length > 0) this.#close(open, target, end);
  }

  /**
   * The value that the given share of readings does not exceed.
   * @param share from 0 to 1
   * @param without number of highest readings left out
   */
  quantile(share: number, without = 0): number {
    let above = without + (1 - share) * Math.max(0, this.#readings - without);
    const values = [...this.#counts.keys()].sort((one, other) => other - one);
    for (const value of values) {
      const count = this.#counts.get(value) ?? 0;
      if (count > above) return value;
      above -= count;
    }
    return values.at(-1) ?? 0;
  }

  #close(open: OpenRun[], target: Target, end: RunEnd): void {
    const run = open.pop();
    const step = this.#steps[open.length];
    if (!run || !step) return;
    const list = end === 'returned' ? step.returned : step.lasted;
    list.push({ target, end, ...run });
    if (list.length <= 2 * KEPT) return;
    list.sort((one, other) => other.ms - one.ms);
    list.length = KEPT;
  }
}
