import { watchStopFile, type StopFileWatch } from '../adapters/state/stop-file.js';

/**
 * The end of a run, however it is requested: by a signal, by the stop file, which counts from the moment the
 * configuration has been read, or because another agent has taken over. Every wait of a run ends with `signal`.
 */
export class Ending {
  readonly signal: AbortSignal;
  readonly #asked = new AbortController();
  readonly #onStopFile: () => void;
  #stopFile: StopFileWatch | undefined;

  /** @param onStopFile called when the stop file requests the end, before anything ends */
  constructor(signal: AbortSignal, onStopFile: () => void) {
    this.signal = AbortSignal.any([signal, this.#asked.signal]);
    this.#onStopFile = onStopFile;
  }

  async watchStopFile(stateDir: string): Promise<void> {
    this.#stopFile = await watchStopFile(stateDir, () => {
      this.#onStopFile();
      this.#asked.abort();
    });
  }

  /** Deletes an old stop file once the lock is held: a request to an earlier agent is not meant for this one. */
  async clearStale(): Promise<void> {
    await this.#stopFile?.clearStale();
  }

  ask(): void {
    this.#asked.abort();
  }

  cease(): void {
    this.#stopFile?.cease();
  }
}
