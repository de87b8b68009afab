import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isShortText, isTable } from '../../core/table.js';
import { within } from '../clock/deadline.js';
import { JsonFile, type DiskTurn } from '../files/json-file.js';

/** The version that last ran with this state folder, and the defaults of its settings. */
export interface LastRun {
  readonly version: string;
  readonly defaults: Readonly<Record<string, string>>;
}

export type FoundRun =
  /** No agent has run here yet. */
  | { readonly kind: 'none' }
  /** An agent of a version that stored no defaults has run here, or its file is damaged. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly run: LastRun };

export interface LastRunFile {
  load(): Promise<FoundRun>;
  save(run: LastRun): Promise<void>;
}

/** Files left by versions without `last-run.json`; not the lock, which the present agent holds. */
const TRACES = ['brake.json', 'proven.json', 'memory.json', 'health.json', 'outbox'];
const LOOK_DEADLINE_MS = 2_000;
const SAVE_DEADLINE_MS = 2_000;
const LONGEST_TEXT = 10_000;

/** `last-run.json` of the state folder. Read it before anything else is written there. */
export function openLastRun(stateDir: string, onTurn?: DiskTurn): LastRunFile {
  const file = new JsonFile(join(stateDir, 'last-run.json'), parseRun, onTurn);
  return {
    async load() {
      const stored = await file.load();
      switch (stored.kind) {
        case 'value':
          return { kind: 'known', run: stored.value };
        case 'unreadable':
          return { kind: 'unknown' };
        case 'absent':
          return { kind: (await hasTraces(stateDir)) ? 'unknown' : 'none' };
      }
    },
    async save(run) {
      await within(file.save(run), SAVE_DEADLINE_MS);
    },
  };
}

async function hasTraces(stateDir: string): Promise<boolean> {
  const looks = TRACES.map((name) =>
    lstat(join(stateDir, name)).then(
      () => true,
      () => false,
    ),
  );
  const found = await within(Promise.all(looks), LOOK_DEADLINE_MS);
  return found !== 'late' && found.includes(true);
}

function parseRun(value: unknown): LastRun | undefined {
  if (!isTable(value)) return undefined;
  const { version, defaults } = value;
  if (!isShortText(version) || !isTable(defaults)) return undefined;
  const texts = Object.entries(defaults).filter((each): each is [string, string] =>
    isShortText(each[1], LONGEST_TEXT),
  );
  return { version, defaults: Object.fromEntries(texts) };
}
