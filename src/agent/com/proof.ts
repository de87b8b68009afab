import type { Instant } from '../../core/observing/process-table.js';
import type { Journal, ProvenStore } from '../../ports.js';

const KEEP_AGAIN_MS = 60_000;

/** Whether this configuration has succeeded here: until then a failed check may be its own fault, and unloads nobody. */
export class Proof {
  readonly #store: ProvenStore;
  readonly #journal: Journal;
  #isProven: boolean | undefined;
  /** The last try to keep it on disk (monotonic). */
  #keeping: 'kept' | number | undefined;

  constructor(store: ProvenStore, journal: Journal) {
    this.#store = store;
    this.#journal = journal;
  }

  get isProven(): boolean {
    return this.#isProven === true;
  }

  /** Reads what is on disk, once. */
  async load(): Promise<void> {
    if (this.#isProven !== undefined) return;
    this.#isProven = await this.#store.load();
    if (this.#isProven) this.#keeping = 'kept';
  }

  /** A disk that does not take it is asked again: an agent that starts anew while the server hangs must know it. */
  async succeeded(now: Instant): Promise<void> {
    const tried = this.#keeping;
    this.#isProven = true;
    if (tried === 'kept') return;
    if (tried !== undefined && now.monotonicMs - tried < KEEP_AGAIN_MS) return;
    const kept = await this.#store.save();
    this.#keeping = kept ? 'kept' : now.monotonicMs;
    if (tried !== undefined && !kept) return;
    this.#journal({
      level: kept ? 'info' : 'warn',
      action: 'probe',
      message: kept
        ? 'This configuration has succeeded here: from now on a failed check unloads'
        : 'This configuration has succeeded here, but that could not be kept on disk',
    });
  }
}
