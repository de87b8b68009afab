import { brakedForOneWindow, releaseDue, type BrakeRules, type BrakeState } from '../core/brake.js';
import type { BrakeStore, Journal } from '../ports.js';

/** The intent is on disk before the kill, but a slow disk delays no kill longer than this. */
const SAVE_DEADLINE_MS = 50;

/** The one brake of the agent: both checks ask it, the disk remembers it. */
export class BrakeKeeper {
  state: BrakeState = {};
  readonly rules: BrakeRules;
  readonly #store: BrakeStore;
  readonly #journal: Journal;
  #diskWorks = true;

  constructor(rules: BrakeRules, store: BrakeStore, journal: Journal) {
    this.rules = rules;
    this.#store = store;
    this.#journal = journal;
  }

  /** An unreadable state counts as braked for one window: better late than in a loop. */
  async load(processName: string, wallMs: number): Promise<void> {
    const loaded = await this.#store.load();
    switch (loaded.kind) {
      case 'state':
        this.state = loaded.state;
        return;
      case 'absent':
        return;
      case 'unreadable':
        this.state = brakedForOneWindow(processName, wallMs, this.rules);
        this.#journal({
          level: 'error',
          action: 'brake-state',
          message: `The brake's state cannot be read: nothing is unloaded for ${this.rules.windowMs / 60_000} min`,
          fields: { 'error.message': loaded.reason },
        });
    }
  }

  /** Lets go of what is due; returns the names that may be stopped again. */
  release(wallMs: number): readonly string[] {
    const { state, released } = releaseDue(this.state, wallMs, this.rules);
    this.state = state;
    return released;
  }

  /** Writes the state; a failed write falls back to memory and is said once. */
  async save(): Promise<void> {
    const written = await this.#store.save(this.state, SAVE_DEADLINE_MS);
    if (written !== this.#diskWorks) {
      this.#diskWorks = written;
      this.#journal({
        level: written ? 'info' : 'error',
        action: 'brake-state',
        message: written
          ? "The brake's state is on disk again"
          : "The brake's state cannot be written: it is kept in memory only",
      });
    }
  }
}
