/** All readings of one process, oldest first: columns of numbers, since there are thousands of them. */

const COLUMNS = 9;
const AT = 0;
const TAKEN_AT = 1;
const TAKEN_UNTIL = 2;
const GENERATION = 3;
const CPU_MS = 4;
const CPU_AT_LEAST = 5;
const CPU_AT_MOST = 6;
const MEMORY = 7;
const SETTLED = 8;
const FIRST_CAPACITY = 64;

export interface Row {
  readonly atMs: number;
  readonly takenAtMs: number;
  readonly readEndedMs: number;
  readonly generation: number;
  readonly cpuMs: number;
  readonly memory: number;
  /** Older than `grace`. */
  readonly settled: boolean;
}

/** How CPU % is measured. */
export interface Measure {
  readonly windowMs: number;
  readonly spacingMs: number;
  /** Number of processors that 100 % stands for. */
  readonly processors: number;
}

export class Readings {
  #rows = new Float64Array(FIRST_CAPACITY * COLUMNS);
  #count = 0;
  readonly #most: number;

  /** @param most number of readings needed; older ones may be dropped */
  constructor(most: number) {
    this.#most = most;
  }

  get count(): number {
    return this.#count;
  }

  atMs(index: number): number {
    return this.#rows[index * COLUMNS + AT]!;
  }

  /** Figures of the reading at this index. A CPU figure is known between two bounds only when the source answered late. */
  cpuAtLeast(index: number): number {
    return this.#rows[index * COLUMNS + CPU_AT_LEAST]!;
  }

  /** `NaN` if unknown, which exceeds no limit. */
  cpuAtMost(index: number): number {
    return this.#rows[index * COLUMNS + CPU_AT_MOST]!;
  }

  memory(index: number): number {
    return this.#rows[index * COLUMNS + MEMORY]!;
  }

  isSettled(index: number): boolean {
    return this.#rows[index * COLUMNS + SETTLED] === 1;
  }

  add(row: Row, measure: Measure): void {
    this.#makeRoom();
    const rows = this.#rows;
    const offset = this.#count * COLUMNS;
    rows[offset + AT] = row.atMs;
    rows[offset + TAKEN_AT] = row.takenAtMs;
    rows[offset + TAKEN_UNTIL] = row.readEndedMs;
    rows[offset + GENERATION] = row.generation;
    rows[offset + CPU_MS] = row.cpuMs;
    rows[offset + MEMORY] = row.memory;
    rows[offset + SETTLED] = row.settled ? 1 : 0;
    const base = this.#baseOf(row, measure) * COLUMNS;
    const isKnown = base >= 0 && row.cpuMs >= rows[base + CPU_MS]!;
    const used = isKnown ? (100 * (row.cpuMs - rows[base + CPU_MS]!)) / measure.processors : NaN;
    const longestMs = row.readEndedMs - rows[base + TAKEN_AT]!;
    const shortestMs = Math.max(1, row.takenAtMs - rows[base + TAKEN_UNTIL]!);
    rows[offset + CPU_AT_LEAST] = used / longestMs;
    rows[offset + CPU_AT_MOST] = used / shortestMs;
    this.#count++;
  }

  /** The lowest settled figures since then, `Infinity` where there are none. */
  floors(sinceMs: number): { readonly cpu: number; readonly memory: number } {
    const rows = this.#rows;
    let cpu = Infinity;
    let memory = Infinity;
    for (let offset = (this.#count - 1) * COLUMNS; offset >= 0; offset -= COLUMNS) {
      if (rows[offset + AT]! < sinceMs) break;
      if (rows[offset + SETTLED] !== 1) continue;
      if (rows[offset + CPU_AT_LEAST]! < cpu) cpu = rows[offset + CPU_AT_LEAST]!;
      if (rows[offset + MEMORY]! < memory) memory = rows[offset + MEMORY]!;
    }
    return { cpu, memory };
  }

  /** The newest one that is at least the window older; with a longer distance, the one before; -1: none of this clock. */
  #baseOf({ takenAtMs, generation }: Row, { windowMs, spacingMs }: Measure): number {
    const rows = this.#rows;
    for (let index = this.#count - 1; index >= 0; index--) {
      const offset = index * COLUMNS;
      if (rows[offset + GENERATION] !== generation) return -1;
      if (spacingMs >= windowMs || takenAtMs - rows[offset + TAKEN_AT]! >= windowMs) return index;
    }
    return -1;
  }

  #makeRoom(): void {
    if (this.#count >= 2 * this.#most) {
      this.#rows.copyWithin(0, this.#most * COLUMNS, this.#count * COLUMNS);
      this.#count -= this.#most;
    }
    if ((this.#count + 1) * COLUMNS <= this.#rows.length) return;
    const larger = new Float64Array(2 * this.#rows.length);
    larger.set(this.#rows);
    this.#rows = larger;
  }
}
