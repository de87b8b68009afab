import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { summarized, type Notice } from '../../core/telling/notice.js';
import type { Journal } from '../../ports.js';
import { ensureFolder } from '../files/folder.js';
import { writeAtomic } from '../files/atomic.js';

export interface Letter {
  readonly notice: Notice;
  /** Recipients that have neither accepted nor refused it. */
  waiting: string[];
}

/** Beyond so many the oldest are told of in one: the disk stays bounded, and no event goes untold. */
const MOST_LETTERS = 1_000;
const FOLDED_AT_ONCE = 500;

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
    await this.save(letter);
    if (this.#letters.size > MOST_LETTERS) await this.#foldOldest();
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

  /** The summary is on disk before what it tells of is removed: a crash between tells of some twice. */
  async #foldOldest(): Promise<void> {
    const [oldest, rest] = [
      this.letters.slice(0, FOLDED_AT_ONCE),
      this.letters.slice(FOLDED_AT_ONCE),
    ];
    const notice = summarized(oldest.map((each) => each.notice));
    const waiting = [...new Set(oldest.flatMap((each) => each.waiting))];
    const summary: Letter = { notice, waiting };
    this.#letters.clear();
    // In the place of the oldest: it is the first to be folded again.
    for (const each of [summary, ...rest]) this.#letters.set(each.notice.id, each);
    this.#journal({
      level: 'error',
      action: 'outbox',
      message: `More than ${MOST_LETTERS} notices wait: the oldest ${notice.count} become one summary, ${notice.id}`,
      incidentId: notice.incidentId,
    });
    await this.save(summary);
    if (!this.#diskWorks) return;
    for (const each of oldest) {
      each.waiting = [];
      await this.save(each);
    }
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
