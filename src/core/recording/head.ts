/** What still holds where a file of the record begins: a reader may begin with any of them. */
import type { Instant } from '../instant.js';
import type { HeadEntry, RecordEntry } from './entry.js';
import { isOfHead } from './parse-entry.js';

/** Other applications are looked up when one of these is forgotten. */
const MOST_LOOKUPS = 50;

export class RecordHead {
  readonly #held = new Map<string, HeadEntry['entry']>();

  /**
   * Notes an entry; false for one that is kept for the next file only: what is saved of the state changes every minute, and
   * the samples tell the same.
   */
  note(entry: RecordEntry): boolean {
    if (!isOfHead(entry)) return true;
    // Another configuration: what was known of the one before may not hold.
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
