import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notice } from '../../core/notice.js';
import type { Journal } from '../../ports.js';
import { ensureFolder } from '../files/folder.js';
import { writeAtomic } from '../files/atomic.js';

export interface Letter {
  readonly notice: Notice;
  /** Recipients that have neither accepted nor refused it. */
  waiting: string[];
}

const MOST_LETTERS = 1_000;

/** Notices that are not yet delivered, one file each; in memory only while the disk does not take them. */
export class Outbox {
  readonly #folder: string;
  readonly #journal: Journal;
  readonly #letters = new Map<string, Letter>();
  #diskWorks = true;
  /** One write after the other: an older one must not bring back what a newer one has removed. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(stateDir: string, journal: Journal) {
    this.#folder = join(stateDir, 'outbox');
    this.#journal = journal;
  }

  get letters(): readonly Letter[] {
    return [...this.#letters.values()];
  }

  /** Reads what an earlier run left; a file that cannot be read is set aside. */
  async open(): Promise<void> {
    try {
      await ensureFolder(this.#folder);
      const files = (await readdir(this.#folder)).filter((file) => file.endsWith('.json')).sort();
      for (const file of files) await this.#take(join(this.#folder, file));
    } catch (error) {
      this.#disk(false, error as Error);
    }
    if (this.#letters.size > 0) {
      this.#journal({
        level: 'info',
        action: 'outbox',
        message: `${this.#letters.size} notices of an earlier run wait to be mailed`,
      });
    }
  }

  async add(letter: Letter): Promise<void> {
    this.#letters.set(letter.notice.id, letter);
    if (this.#letters.size > MOST_LETTERS) await this.#dropOldest();
    await this.save(letter);
  }

  /** Writes who still waits; a letter that nobody waits for is removed. */
  save(letter: Letter): Promise<void> {
    return this.#inTurn(() => this.#write(letter));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #write(letter: Letter): Promise<void> {
    const file = this.#fileOf(letter);
    try {
      if (letter.waiting.length === 0) {
        this.#letters.delete(letter.notice.id);
        await rm(file, { force: true });
      } else {
        await writeAtomic(file, JSON.stringify(letter));
      }
      this.#disk(true);
    } catch (error) {
      this.#disk(false, error as Error);
    }
  }

  /** No mail can be made of it: it is kept on disk for a human, and no longer waits. */
  setAside(letter: Letter, reason: string): Promise<void> {
    return this.#inTurn(() => this.#moveAside(letter, reason));
  }

  async #moveAside(letter: Letter, reason: string): Promise<void> {
    const file = this.#fileOf(letter);
    const bad = `${file}.bad`;
    this.#letters.delete(letter.notice.id);
    try {
      // In memory only, it has no file yet.
      await rename(file, bad).catch(() => writeAtomic(bad, JSON.stringify(letter)));
      this.#saySetAside(bad, reason);
    } catch (error) {
      this.#disk(false, error as Error);
    }
  }

  async #take(file: string): Promise<void> {
    try {
      const letter = JSON.parse(await readFile(file, 'utf8')) as Letter;
      const known =
        typeof letter.notice.id === 'string' &&
        Array.isArray(letter.waiting) &&
        letter.waiting.every((each) => typeof each === 'string');
      if (!known) throw new Error('not a notice');
      this.#letters.set(letter.notice.id, letter);
    } catch (error) {
      await rename(file, `${file}.bad`).catch(() => undefined);
      this.#saySetAside(`${file}.bad`, (error as Error).message);
    }
  }

  #saySetAside(file: string, reason: string): void {
    this.#journal({
      level: 'warn',
      action: 'outbox',
      message: `A waiting notice cannot be read and is set aside as ${file}`,
      fields: { 'error.message': reason },
    });
  }

  async #dropOldest(): Promise<void> {
    const oldest = this.letters[0];
    if (!oldest) return;
    oldest.waiting = [];
    await this.save(oldest);
    this.#journal({
      level: 'error',
      action: 'outbox',
      message: `More than ${MOST_LETTERS} notices wait: the oldest is given up`,
      incidentId: oldest.notice.incidentId,
    });
  }

  #fileOf(letter: Letter): string {
    return join(this.#folder, `${letter.notice.id.replaceAll(/[^\w.-]/g, '_')}.json`);
  }

  #disk(works: boolean, error?: Error): void {
    if (works === this.#diskWorks) return;
    this.#diskWorks = works;
    this.#journal({
      level: works ? 'info' : 'error',
      action: 'outbox',
      message: works
        ? 'Waiting notices are on disk again'
        : 'Waiting notices cannot be written: they are kept in memory only',
      ...(error ? { fields: { 'error.message': error.message } } : {}),
    });
  }
}
