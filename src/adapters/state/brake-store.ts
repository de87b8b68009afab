import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBrakeState, type BrakeState } from '../../core/acting/brake.js';
import type { BrakeStore } from '../../ports.js';
import { within, writeAtomic } from '../files/atomic.js';

/** A disk that takes longer does not take it. */
const GIVE_UP_MS = 10_000;

/** The brake's state in `brake.json` of the state folder. */
export function openBrakeStore(stateDir: string): BrakeStore {
  const file = join(stateDir, 'brake.json');
  // One write after the other: an older state must not overtake a newer one.
  let last: Promise<unknown> = Promise.resolve();
  return {
    async load() {
      try {
        const state = parseBrakeState(JSON.parse(await readFile(file, 'utf8')));
        return state
          ? { kind: 'state', state }
          : { kind: 'unreadable', reason: `${file} holds something else` };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
        return { kind: 'unreadable', reason: (error as Error).message };
      }
    },
    async save(state: BrakeState, deadlineMs: number) {
      const writing = last.then(() => writeAtomic(file, JSON.stringify(state)));
      last = writing.catch(() => undefined);
      const written = writing.then(
        () => true,
        () => false,
      );
      await within(written, deadlineMs);
      return { written: within(written, GIVE_UP_MS).then((answer) => answer === true) };
    },
  };
}
