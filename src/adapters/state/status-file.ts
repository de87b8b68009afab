/** status.json: status of the running agent, rewritten every 15 s and with every answer. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileReason } from '../../core/reason.js';
import { fitStatus, MOST_STATUS_BYTES } from '../../core/telling/status-size.js';
import type { AgentStatus } from '../../core/telling/status.js';
import { systemClock } from '../clock/clock.js';
import { within } from '../clock/deadline.js';
import { tryWriteAtomic } from '../files/atomic.js';
import { JsonFile, readJson, type StoredJson } from '../files/json-file.js';
import { readStatus } from './status-parse.js';
import { isAborted } from '../../core/is-aborted.js';

const EVERY_MS = 15_000;
/** Time between the first writes, which are more frequent: an installation waits for the status of a new agent. */
const FIRST_MS = [1_000, 1_000, 2_000, 2_000, 3_000, 3_000, 3_000];
const END_MS = 2_000;
const TRY_MS = 10_000;

const fileOf = (stateDir: string) => join(stateDir, 'status.json');

export interface StatusFile {
  /** Writes it now. Resolves when it is on disk, or the disk refuses it. */
  readonly write: () => Promise<void>;
  /** Deletes it: an agent that has ended has no status. */
  readonly close: () => Promise<void>;
  /** Leaves it as it is, since it belongs to another agent now. */
  readonly leave: () => void;
}

/** @param status makes the present status; called at each write */
export function openStatusFile(stateDir: string, status: () => AgentStatus): StatusFile {
  const file = new JsonFile<AgentStatus>(fileOf(stateDir), () => undefined);
  const ending = new AbortController();
  const { signal } = ending;
  let writing = Promise.resolve<unknown>(undefined);
  const write = async () => {
    writing = file.save(fitStatus(status()));
    await writing;
  };
  const writeNowAndThen = async () => {
    for (let written = 0; !signal.aborted; written++) {
      await systemClock.sleep(FIRST_MS[written] ?? EVERY_MS, signal);
      if (!isAborted(signal)) await write();
    }
  };
  void writeNowAndThen();
  return {
    write,
    leave: () => ending.abort(),
    close: async () => {
      ending.abort();
      await within(writing, END_MS);
      await file.remove();
    },
  };
}

/** Deletes the status of an agent that no longer runs, which every check would find again. */
export async function removeStatus(stateDir: string): Promise<void> {
  await within(
    rm(fileOf(stateDir), { force: true }).catch(() => undefined),
    END_MS,
  );
}

/**
 * Reason why the folder takes no status, found by writing a file as large as the longest one: on a full disk a short file
 * may still fit. `undefined` when it does. Never rejects.
 */
export async function statusRefusal(stateDir: string): Promise<FileReason | undefined> {
  const file = join(stateDir, 'watchdog.tmp');
  const trying = async () => {
    const refused = await tryWriteAtomic(file, ' '.repeat(MOST_STATUS_BYTES));
    await rm(file, { force: true }).catch(() => undefined);
    return refused;
  };
  const refused = await within(trying(), TRY_MS);
  return refused === 'late' ? { kind: 'disk-silent', file, deadlineMs: TRY_MS } : refused;
}

/** The status that the running agent wrote last. Never rejects. */
export function loadStatus(stateDir: string): Promise<StoredJson<AgentStatus>> {
  return readJson(fileOf(stateDir), readStatus);
}
