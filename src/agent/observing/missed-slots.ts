import type { Journal } from '../../ports.js';

const WRITE_EVERY_MS = 60_000;

/** Counts the slots skipped by slow passes, and logs them at most once a minute. */
export class MissedSlots {
  readonly #journal: Journal;
  #count = 0;
  #writtenMs = Number.NEGATIVE_INFINITY;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  add(slots: number, nowMs: number): void {
    this.#count += slots;
    if (nowMs - this.#writtenMs < WRITE_EVERY_MS) return;
    this.#journal({
      level: 'warn',
      action: 'slots-missed',
      sentence: { kind: 'samples-skipped', count: this.#count },
      fields: { 'comwatch.slots_missed': this.#count },
    });
    this.#count = 0;
    this.#writtenMs = nowMs;
  }
}
