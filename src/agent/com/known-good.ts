import type { Instant } from '../../core/instant.js';
import type { Journal, ProvenStore } from '../../ports.js';
import { applicationFields } from '../telling/fields.js';

const KEEP_AGAIN_MS = 60_000;

/** Whether this configuration has succeeded here: until then a failed check may be its own fault, and stops nothing. */
export class KnownGood {
  readonly #store: ProvenStore;
  readonly #journal: Journal;
  readonly #application: string | undefined;
  #isProven: boolean | undefined;
  /** The last try to keep it on disk (monotonic). */
  #keeping: 'kept' | number | undefined;

  constructor(store: ProvenStore, journal: Journal, application: string | undefined) {
    this.#store = store;
    this.#journal = journal;
    this.#application = application;
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
      sentence: { kind: 'configuration-proven', kept },
      fields: applicationFields(this.#application),
    });
  }
}
