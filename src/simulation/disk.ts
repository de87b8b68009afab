import type { MovedTime } from './moved-time.js';
import type { BrakeState } from '../core/acting/brake.js';
import { parseBrakeState } from '../core/acting/brake.js';
import type { BrakeStore, ProvenStore, ValueStore } from '../ports.js';

/** The state folder of a simulated server: outlives the agent. */
export class Disk {
  /** Whether it accepts no writes: full, or gone. */
  isFull = false;
  /** Duration of a write in milliseconds. */
  writesInMs = 0;
  readonly files = new Map<string, string>();
  /** Time at which the write of each file's present content began (monotonic). */
  readonly writtenMs = new Map<string, number>();
  /** Values given to value stores: serialized when they are read, which is rare. */
  readonly #values = new Map<string, unknown>();
  readonly #time: MovedTime;

  constructor(time: MovedTime) {
    this.#time = time;
  }

  write(name: string, text: string): Promise<boolean> {
    return this.#take(name, () => this.files.set(name, text));
  }

  async #take(name: string, keep: () => void): Promise<boolean> {
    const { isFull, writesInMs } = this;
    const beganMs = this.#time.monotonicMs();
    if (writesInMs > 0) {
      await new Promise<void>((resolve) => this.#time.after(writesInMs, resolve));
    }
    if (isFull) return false;
    keep();
    this.writtenMs.set(name, beganMs);
    return true;
  }

  readonly brakeStore: BrakeStore = {
    load: () => {
      const text = this.files.get('brake.json');
      if (text === undefined) return Promise.resolve({ kind: 'absent' });
      const state = parsed(text);
      return Promise.resolve(
        state
          ? { kind: 'state', state }
          : { kind: 'unreadable', reason: { kind: 'file-invalid', file: 'brake.json' } },
      );
    },
    save: async (state, deadlineMs) => {
      const written = this.write('brake.json', JSON.stringify(state));
      if (this.writesInMs > 0) {
        const deadline = new Promise<void>((resolve) => this.#time.after(deadlineMs, resolve));
        await Promise.race([written, deadline]);
      }
      return { written };
    },
  };

  valueStore(name: string): ValueStore {
    return {
      load: () => {
        if (!this.#values.has(name)) return Promise.resolve({ kind: 'absent' });
        const value: unknown = JSON.parse(JSON.stringify(this.#values.get(name)));
        return Promise.resolve({ kind: 'value', value });
      },
      save: async (value, deadlineMs) => {
        const written = this.#take(name, () => this.#values.set(name, value));
        if (this.writesInMs > 0) {
          const deadline = new Promise<void>((resolve) => this.#time.after(deadlineMs, resolve));
          await Promise.race([written, deadline]);
        }
        return { written };
      },
    };
  }

  /** @param key of the configuration that has succeeded */
  provenStore(key: string): ProvenStore {
    const name = `proven-${key}.json`;
    return {
      load: () => Promise.resolve(this.files.has(name)),
      save: () => this.write(name, 'proven'),
    };
  }
}

function parsed(text: string): BrakeState | undefined {
  try {
    return parseBrakeState(JSON.parse(text));
  } catch {
    return undefined;
  }
}
