/** Bytes of the newest lines that are kept while the disk accepts nothing. */
const MOST_KEPT_BYTES = 1_000_000;
/** A hanging disk returns no error: beyond this size, lines are dropped even without one. */
const MOST_WAITING_BYTES = 32_000_000;

/** Lines on their way to the disk, and the count of those that were dropped. */
export class LineBuffer {
  #lines: Buffer[] = [];
  #bytes = 0;
  #lost = 0;
  #kept = 0;

  get length(): number {
    return this.#lines.length;
  }

  get firstBytes(): number {
    return this.#lines[0]?.length ?? 0;
  }

  push(line: string, isDiskBroken: boolean): void {
    const bytes = Buffer.from(line, 'utf8');
    this.#lines.push(bytes);
    this.#bytes += bytes.length;
    if (isDiskBroken) this.#kept++;
    this.#dropBeyond(isDiskBroken ? MOST_KEPT_BYTES : MOST_WAITING_BYTES);
  }

  /** The disk no longer accepts data. */
  shrink(): void {
    this.#dropBeyond(MOST_KEPT_BYTES);
    this.#kept = this.#lines.length;
  }

  /** The first lines up to this many bytes; at least one. */
  peek(bytes: number): readonly Buffer[] {
    let sum = 0;
    const end = this.#lines.findIndex((line, index) => (sum += line.length) > bytes && index > 0);
    return end === -1 ? [...this.#lines] : this.#lines.slice(0, end);
  }

  /**
   * Removes the part of a batch that was written whole; returns its bytes.
   * @param batch as peek gave it; lines dropped since are removed already
   */
  take(batch: readonly Buffer[], written: number): number {
    let whole = 0;
    const done = new Set<Buffer>();
    for (const line of batch) {
      if (whole + line.length > written) break;
      whole += line.length;
      done.add(line);
    }
    this.#lines = this.#lines.filter((line) => !done.has(line));
    this.#bytes = this.#lines.reduce((sum, line) => sum + line.length, 0);
    return whole;
  }

  takeCounts(): { readonly lost: number; readonly kept: number } {
    const counts = { lost: this.#lost, kept: this.#kept };
    [this.#lost, this.#kept] = [0, 0];
    return counts;
  }

  #dropBeyond(most: number): void {
    let dropped = 0;
    while (this.#bytes > most && dropped < this.#lines.length) {
      this.#bytes -= this.#lines[dropped]?.length ?? 0;
      dropped++;
    }
    if (dropped === 0) return;
    this.#lines.splice(0, dropped);
    this.#lost += dropped;
    this.#kept = Math.max(0, this.#kept - dropped);
  }
}
