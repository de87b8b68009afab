import { join } from 'node:path';
import { parseBrakeState, type BrakeState } from '../../core/acting/brake.js';
import type { BrakeStore } from '../../ports.js';
import { within } from '../clock/deadline.js';
import { JsonFile, type DiskTurn } from '../files/json-file.js';

/** A disk that takes longer does not take it. */
const GIVE_UP_MS = 10_000;

/** The brake's state in `brake.json` of the state folder. */
export function openBrakeStore(stateDir: string, onTurn?: DiskTurn): BrakeStore {
  const file = new JsonFile(join(stateDir, 'brake.json'), parseBrakeState, onTurn);
  return {
    async load() {
      const stored = await file.load();
      return stored.kind === 'value' ? { kind: 'state', state: stored.value } : stored;
    },
    async save(state: BrakeState, deadlineMs: number) {
      const saving = file.save(state);
      await within(saving, deadlineMs);
      return { written: within(saving, GIVE_UP_MS).then((end) => end === undefined) };
    },
  };
}
