/** The metrics as a file for windows_exporter's textfile collector, replaced whole every 15 s. */
import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FileReason } from '../../core/reason.js';
import { isAborted } from '../../core/is-aborted.js';
import type { Clock } from '../../ports.js';
import { within } from '../clock/deadline.js';
import { tryWriteAtomic } from '../files/atomic.js';
import { tryWriteWithFolder } from '../files/folder.js';
import { removeLeftovers } from '../files/leftovers.js';

const EVERY_MS = 15_000;
const END_MS = 2_000;

export interface TextfileOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly text: () => Promise<string>;
  /** Content of the file after the end. */
  readonly lastText: () => Promise<string>;
  /** Called with the reason when the disk begins to refuse it, and without one when it accepts it again. */
  readonly onTurn: (reason: FileReason | undefined) => void;
}

/**
 * Writes until it is closed, and then leaves `lastText`: without any series, no alert could detect that the agent has
 * ended.
 */
export function openTextfile({ file, clock, text, lastText, onTurn }: TextfileOptions): {
  readonly close: () => Promise<void>;
} {
  const ending = new AbortController();
  const { signal } = ending;
  let isRefused = false;
  const write = async () => {
    await removeLeftovers(dirname(file), `${basename(file)}.`);
    while (!isAborted(signal)) {
      const reason = await tryWriteWithFolder(file, await text());
      if ((reason !== undefined) !== isRefused) {
        isRefused = reason !== undefined;
        onTurn(reason);
      }
      await clock.sleep(EVERY_MS, signal);
    }
  };
  const writing = write();
  return {
    close: async () => {
      ending.abort();
      await within(writing, END_MS);
      await within(tryWriteAtomic(file, await lastText()), END_MS);
    },
  };
}

/** Removes a file that the configuration no longer names: it would be taken for that of a hung agent. */
export async function removeTextfile(file: string): Promise<void> {
  await within(rm(file, { force: true }), END_MS).catch(() => undefined);
}
