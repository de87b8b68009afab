import { join } from 'node:path';
import type { ValueStore } from '../../ports.js';
import { within } from '../clock/deadline.js';
import { JsonFile, type DiskTurn } from '../files/json-file.js';

/** Time after which a disk counts as refusing the write. */
const GIVE_UP_MS = 10_000;

/** One value in one file of the state folder; its reader validates it. */
export function openValueStore(stateDir: string, name: string, onTurn?: DiskTurn): ValueStore {
  const file = new JsonFile<unknown>(join(stateDir, name), (value) => value, onTurn);
  return {
    load: () => file.load(),
    async save(value, deadlineMs) {
      const saving = file.save(value);
      await within(saving, deadlineMs);
      return { written: within(saving, GIVE_UP_MS).then((end) => end === undefined) };
    },
  };
}
