/** What an agent knows of its processes survives it: floors that were earned over hours are not earned anew. */
import { parseFloors, type StoredFloors } from '../core/observing/remembered.js';
import type { Instant } from '../core/observing/process-table.js';
import type { Clock, ValueStore } from '../ports.js';
import type { Observer } from './observing/observer.js';

const SAVE_EVERY_MS = 60_000;
const SAVE_DEADLINE_MS = 1_000;

export class Memory {
  readonly #store: ValueStore;
  readonly #clock: Clock;
  readonly #floors = new Map<string, StoredFloors>();
  readonly #observers = new Map<string, Observer>();
  #savedMs: number | undefined;

  constructor({ memoryStore, clock }: { readonly memoryStore: ValueStore; readonly clock: Clock }) {
    this.#store = memoryStore;
    this.#clock = clock;
  }

  /** Reads what an earlier agent left; what is not to be trusted is as if it were not there. */
  async load(): Promise<void> {
    const loaded = await this.#store.load();
    if (loaded.kind !== 'value' || typeof loaded.value !== 'object' || loaded.value === null)
      return;
    const { floors } = loaded.value as Record<string, unknown>;
    if (typeof floors !== 'object' || floors === null) return;
    for (const [image, value] of Object.entries(floors)) {
      const parsed = parseFloors(value);
      if (parsed) this.#floors.set(image, parsed);
    }
  }

  floorsOf(image: string): StoredFloors | undefined {
    return this.#floors.get(image);
  }

  /** After a sample: once a minute what is known is written down. */
  note(image: string, observer: Observer, now: Instant): void {
    this.#observers.set(image, observer);
    this.#savedMs ??= now.monotonicMs;
    if (now.monotonicMs - this.#savedMs < SAVE_EVERY_MS) return;
    this.#savedMs = now.monotonicMs;
    void this.#save(now);
  }

  async close(): Promise<void> {
    if (this.#observers.size === 0) return;
    await this.#save({ monotonicMs: this.#clock.monotonicMs(), wallMs: this.#clock.wallMs() });
  }

  async #save(now: Instant): Promise<void> {
    const floors = [...this.#observers].flatMap(([image, observer]) => {
      const known = observer.floors(now);
      return known ? [[image, known] as const] : [];
    });
    await this.#store.save({ floors: Object.fromEntries(floors) }, SAVE_DEADLINE_MS);
  }
}
