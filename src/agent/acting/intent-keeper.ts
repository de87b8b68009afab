/** Writes each stop to disk before it begins, so that the next agent can look up its outcome. */
import { parseIntents, type Intent } from '../../core/acting/intent.js';
import type { Instant } from '../../core/instant.js';
import type { ValueStore } from '../../ports.js';

/** A slow disk delays no stop longer than this. */
const SAVE_DEADLINE_MS = 50;

export class IntentKeeper {
  readonly #store: ValueStore;
  #open: readonly Intent[] = [];

  constructor(store: ValueStore) {
    this.#store = store;
  }

  /** Stops that an earlier agent had begun when it ended; they stay on disk until they are settled. */
  async load(): Promise<readonly Intent[]> {
    const loaded = await this.#store.load();
    const left = loaded.kind === 'value' ? parseIntents(loaded.value) : [];
    this.#open = [...left, ...this.#open];
    return left;
  }

  /** `written` resolves when it is on disk, at the latest after 50 ms. Call `done` when the outcome has been reported. */
  begin(
    intent: Omit<Intent, 'begunUnixMs'>,
    now: Instant,
  ): { readonly written: Promise<void>; readonly done: () => void } {
    const begun = { ...intent, begunUnixMs: now.wallMs };
    this.#open = [...this.#open, begun];
    return { written: this.#save(), done: () => this.done(begun) };
  }

  done(intent: Intent): void {
    this.#open = this.#open.filter((each) => each !== intent);
    void this.#save();
  }

  async #save(): Promise<void> {
    await this.#store.save(this.#open, SAVE_DEADLINE_MS);
  }
}
