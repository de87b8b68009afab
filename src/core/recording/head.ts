/** State repeated at the beginning of each file of the record, since a reader may start with any of them. */
import type { Instant } from '../instant.js';
import type { HeadEntry, RecordEntry } from './entry.js';
import { isOfHead } from './parse-entry.js';

/** Maximum number of applications kept; one that was dropped is looked up again. */
const MOST_LOOKUPS = 50;

export class RecordHead {
  readonly #held = new Map<string, HeadEntry['entry']>();

  /**
   * Notes an entry; returns false for one kept for the next file only: the saved state changes every minute, and the
   * samples hold the same information.
   */
  note(entry: RecordEntry): boolean {
    if (!isOfHead(entry)) return true;
    // What was known under the previous configuration may no longer hold.
    if (entry.kind === 'start') this.#held.clear();
    const key = keyOf(entry);
    this.#held.delete(key);
    this.#held.set(key, entry);
    const lookups = [...this.#held.keys()].filter((each) => each.startsWith('lookup'));
    for (const each of lookups.slice(0, -MOST_LOOKUPS)) this.#held.delete(each);
    return entry.kind !== 'state' || entry.isLoaded;
  }

  entries(at: Instant): readonly HeadEntry[] {
    return [...this.#held.values()].map((entry) => ({
      kind: 'head',
      at,
      entry: { ...entry, at },
    }));
  }
}

function keyOf(entry: HeadEntry['entry']): string {
  switch (entry.kind) {
    case 'start':
    case 'machine':
      return entry.kind;
    case 'state':
      return `state ${entry.store}`;
    case 'proven':
      return `proven ${entry.application ?? ''}`;
    case 'lookup':
      return `lookup ${JSON.stringify(entry.query)}`;
  }
}
