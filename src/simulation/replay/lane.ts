/**
 * Entries of one kind in the order of their times, as far as the record has been read; a reader waits for the next one.
 */
export class Lane<Entry> {
  #entries: Entry[] = [];
  #first = 0;
  #waiting: (() => void)[] = [];

  push(entry: Entry): void {
    this.#entries.push(entry);
    if (this.#waiting.length === 0) return;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** The next entry that is not to be skipped; it is not removed. `undefined` when the signal is aborted. */
  async peek(skip: (entry: Entry) => boolean, signal: AbortSignal): Promise<Entry | undefined> {
    for (;;) {
      const entry = this.next(skip);
      if (entry !== undefined || signal.aborted) return entry;
      await this.#more(signal);
    }
  }

  /** The same without waiting for more of the record. */
  next(skip: (entry: Entry) => boolean = () => false): Entry | undefined {
    for (;;) {
      const entry = this.#entries[this.#first];
      if (entry === undefined || !skip(entry)) return entry;
      this.take();
    }
  }

  /** Removes the next entry. */
  take(): void {
    this.#first++;
    if (this.#first < 64 || this.#first * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      signal.addEventListener('abort', go);
      this.#waiting.push(go);
    });
  }
}

/** One lane for each key. */
export class Lanes<Entry> {
  readonly #lanes = new Map<string, Lane<Entry>>();

  of(key: string): Lane<Entry> {
    const known = this.#lanes.get(key);
    if (known) return known;
    const made = new Lane<Entry>();
    this.#lanes.set(key, made);
    return made;
  }
}
