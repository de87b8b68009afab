import type { StatusProcess } from '../../core/telling/status.js';

/** Further processes of one application have no series of their own. */
const MOST = 20;

type Identity = Pick<StatusProcess, 'pid' | 'startedUnixMs'>;

/**
 * Gives each process the lowest free number of its application for its lifetime: there are only as many series as
 * simultaneous processes, however many come and go.
 */
export class Places {
  readonly #taken = new Map<string, Map<string, number>>();

  of(application: string, process: Identity): number | undefined {
    const taken = this.#taken.get(application) ?? new Map<string, number>();
    this.#taken.set(application, taken);
    const known = taken.get(keyOf(process));
    if (known !== undefined) return known;
    const used = new Set(taken.values());
    const free = Array.from({ length: MOST }, (_, at) => at + 1).find((each) => !used.has(each));
    if (free !== undefined) taken.set(keyOf(process), free);
    return free;
  }

  /** Frees the places of all others. */
  keepOnly(processes: readonly Identity[]): void {
    const kept = new Set(processes.map(keyOf));
    for (const taken of this.#taken.values()) {
      for (const key of taken.keys()) if (!kept.has(key)) taken.delete(key);
    }
  }
}

function keyOf({ pid, startedUnixMs }: Identity): string {
  return `${pid} ${startedUnixMs}`;
}
