import type { Instant } from '../../core/instant.js';
import type { Journal, ProvenStore } from '../../ports.js';
import { applicationFields } from '../telling/fields.js';

const KEEP_AGAIN_MS = 60_000;

/** Whether a check has succeeded with this configuration here. Until then it may itself be at fault: nothing is stopped. */
export class KnownGood {
  readonly #store: ProvenStore;
  readonly #journal: Journal;
  readonly #application: string | undefined;
  #isProven: boolean | undefined;
  /** Time of the last attempt to save it (monotonic). */
  #keeping: 'kept' | number | undefined;

  constructor(store: ProvenStore, journal: Journal, application: string | undefined) {
    this.#store = store;
    this.#journal = journal;
    this.#application = application;
  }

  get isProven(): boolean {
    return this.#isProven === true;
  }

  /** Reads the saved state, once. */
  async load(): Promise<void> {
    if (this.#isProven !== undefined) return;
    this.#isProven = await this.#store.load();
    if (this.#isProven) this.#keeping = 'kept';
  }

  /** Retries a failed save: an agent restarted while the server hangs depends on it. */
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
