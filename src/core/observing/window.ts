/**
 * The lowest reading of the last `lengthMs`, in constant amortised time.
 *
 * A queue of rising values: the head is the floor. A reading no lower than the tail and within a thousandth
 * of the window after it is not kept, so a figure that only rises for hours costs at most 1,000 entries; the
 * floor may therefore rise up to `lengthMs / 1000` early, never fall late.
 */
export class FloorWindow {
  readonly #lengthMs: number;
  readonly #grainMs: number;
  #entries: { atMs: number; value: number }[] = [];
  #head = 0;

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
    this.#grainMs = lengthMs / 1000;
  }

  push(atMs: number, value: number): void {
    this.#evict(atMs);
    const tail = this.#entries.at(-1);
    const live = this.#entries.length > this.#head;
    if (live && tail && value >= tail.value && atMs - tail.atMs < this.#grainMs) return;
    while (this.#entries.length > this.#head && (this.#entries.at(-1)?.value ?? 0) >= value) {
      this.#entries.pop();
    }
    this.#entries.push({ atMs, value });
  }

  /**
   * The floor at `nowMs`, or `undefined` when nothing was read within the window.
   * @param withinMs a window shorter than the stored one: values rise, so its floor is the first entry within it
   */
  floor(nowMs: number, withinMs = this.#lengthMs): number | undefined {
    this.#evict(nowMs);
    if (withinMs >= this.#lengthMs) return this.#entries[this.#head]?.value;
    for (let index = this.#head; index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (entry && nowMs - entry.atMs <= withinMs) return entry.value;
    }
    return undefined;
  }

  /** The readings that determine the floors, oldest first; the lowest ones stay when there are too many. */
  readings(most: number): readonly { readonly atMs: number; readonly value: number }[] {
    const kept = this.#entries.slice(this.#head);
    const step = Math.max(1, Math.ceil(kept.length / most));
    return kept.filter((_, index) => index % step === 0);
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  #evict(nowMs: number): void {
    while (
      this.#head < this.#entries.length &&
      nowMs - (this.#entries[this.#head]?.atMs ?? nowMs) > this.#lengthMs
    ) {
      this.#head++;
    }
    if (this.#head > 64 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }
}
