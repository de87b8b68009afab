import { lstat, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { systemTrouble } from '../../core/system-trouble.js';
import type { Reason } from '../../core/reason.js';
import { writeAtomic } from '../files/atomic.js';
import { ensureFolder } from '../files/folder.js';
import { LONGEST_LETTER_BYTES, parseLetter, type Letter } from './letter.js';

export interface FoundLetters {
  /** Ordered by the time of their events. */
  readonly letters: readonly Letter[];
  readonly setAside: readonly { readonly file: string; readonly cause: Reason }[];
  /** Where the obstacle that stood in the place of the folder was moved. */
  readonly replaced: string | undefined;
}

/** The outbox on disk: one file for each letter. Every method rejects while the disk does not work. */
export class OutboxFolder {
  readonly #folder: string;
  readonly #recipients: readonly string[];

  constructor(folder: string, recipients: readonly string[]) {
    this.#folder = folder;
    this.#recipients = recipients;
  }

  /** Reads what an earlier run left. A write cut off before its rename is finished; anything but a letter is set aside. */
  async read(): Promise<FoundLetters> {
    const replaced = await this.#clearPlace();
    await ensureFolder(this.#folder);
    const names = (await readdir(this.#folder)).sort();
    for (const name of names.filter((each) => each.endsWith('.tmp'))) await this.#finish(name);
    const letters = new Map<string, Letter>();
    const setAside: { file: string; cause: Reason }[] = [];
    const whole = (await readdir(this.#folder)).filter((each) => each.endsWith('.json')).sort();
    for (const name of whole) {
      const file = join(this.#folder, name);
      const letter = await this.#take(name);
      // Under another name it would be sent, removed under its own, and sent again at the next start.
      if (letter && name === fileName(letter)) letters.set(letter.notice.id, letter);
      else setAside.push(await moveAside(file));
    }
    const inOrder = [...letters.values()].sort((one, other) => one.notice.at - other.notice.at);
    return { letters: inOrder, setAside, replaced };
  }

  /** Writes the recipients still waiting; a letter with none left is removed. */
  async write(letter: Letter): Promise<void> {
    if (letter.waiting.length === 0) {
      await rm(this.#fileOf(letter), { force: true });
      return;
    }
    // The state folder may have been cleared since it was read.
    await ensureFolder(this.#folder);
    await writeAtomic(this.#fileOf(letter), JSON.stringify(letter));
  }

  /** Sets a letter aside for a person to look at; returns its new path. */
  async setAside(letter: Letter): Promise<string> {
    const file = this.#fileOf(letter);
    const bad = `${file}.bad`;
    // Kept in memory only, it has no file yet.
    await rename(file, bad).catch(() => writeAtomic(bad, JSON.stringify(letter)));
    return bad;
  }

  async #clearPlace(): Promise<string | undefined> {
    const found = await lstat(this.#folder).catch(() => undefined);
    // A link would redirect the notices to a place chosen by someone else.
    if (!found || (found.isDirectory() && !found.isSymbolicLink())) return undefined;
    const bad = `${this.#folder}.bad`;
    await rename(this.#folder, bad);
    return bad;
  }

  async #finish(name: string): Promise<void> {
    const file = join(this.#folder, name);
    const letter = await this.#take(name);
    if (letter && name.startsWith(`${fileName(letter)}.`)) {
      await rename(file, this.#fileOf(letter));
    } else {
      await rm(file, { force: true }).catch(() => moveAside(file));
    }
  }

  async #take(name: string): Promise<Letter | undefined> {
    const file = join(this.#folder, name);
    const found = await lstat(file);
    if (!found.isFile() || found.size > LONGEST_LETTER_BYTES) return undefined;
    return parseLetter(await readFile(file, 'utf8'), this.#recipients);
  }

  #fileOf(letter: Letter): string {
    return join(this.#folder, fileName(letter));
  }
}

function fileName(letter: Letter): string {
  return `${letter.notice.id.replaceAll(/[^\w.-]/g, '_')}.json`;
}

async function moveAside(file: string): Promise<{ file: string; cause: Reason }> {
  const bad = `${file}.bad`;
  try {
    await rename(file, bad);
    return { file: bad, cause: { kind: 'file-invalid', file: basename(file) } };
  } catch (error) {
    return { file, cause: systemTrouble(error) };
  }
}
