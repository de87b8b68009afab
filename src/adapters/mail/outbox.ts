import { join } from 'node:path';
import { systemTrouble } from '../../core/system-trouble.js';
import type { Level } from '../../core/telling/journal-event.js';
import { summarized } from '../../core/telling/notice.js';
import type { MailSentence } from '../../core/telling/sentences/mail.js';
import type { Reason } from '../../core/reason.js';
import { NotificationLog } from '../../core/notification-log.js';
import type { Journal } from '../../ports.js';
import type { Letter } from './letter.js';
import { OutboxFolder } from './outbox-folder.js';

/** Beyond this many, the oldest are combined into one summary: disk use stays bounded, and no event is lost. */
const MOST_LETTERS = 1_000;
const FOLDED_AT_ONCE = 500;

/** Notices that are not yet delivered, in memory and on disk; in memory only while the disk does not take them. */
export class Outbox {
  readonly #folder: OutboxFolder;
  readonly #journal: Journal;
  /** Ordered by their events. */
  #letters = new Map<string, Letter>();
  /** Letters whose present state is not on disk. Each change is a new object: a write in between takes off only its own. */
  readonly #unwritten = new Map<string, { readonly letter: Letter }>();
  #isRead = false;
  #diskWorks = true;
  readonly #log = new NotificationLog({ disk: 'works' });
  /** Serializes writes: an older one must not restore what a newer one has removed. */
  #writing: Promise<unknown> = Promise.resolve();
  #opening: Promise<void> | undefined;

  constructor(stateDir: string, recipients: readonly string[], journal: Journal) {
    this.#folder = new OutboxFolder(join(stateDir, 'outbox'), recipients);
    this.#journal = journal;
  }

  get letters(): readonly Letter[] {
    return [...this.#letters.values()];
  }

  /** Whether a letter was queued before, perhaps by an agent that was killed. */
  has(id: string): boolean {
    return this.#letters.has(id);
  }

  /** Whether writes are pending until the disk works again. */
  get needsDisk(): boolean {
    return !this.#isRead || this.#unwritten.size > 0;
  }

  /**
   * Reads what an earlier run left and writes what could not be written before; one call at a time, since a disk that
   * hangs must not collect them.
   */
  open(): Promise<void> {
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** Queues the letter at once; resolves when it is on disk or the disk has refused it. */
  add(letter: Letter): Promise<void> {
    this.#letters.set(letter.notice.id, letter);
    const isTooMany = this.#letters.size > MOST_LETTERS;
    return Promise.all([this.save(letter), isTooMany ? this.#foldOldest() : undefined]).then(
      () => undefined,
    );
  }

  /** Writes the recipients still waiting; a letter with none left is removed. */
  save(letter: Letter): Promise<void> {
    if (letter.waiting.length === 0) this.#letters.delete(letter.notice.id);
    this.#unwritten.set(letter.notice.id, { letter });
    return this.#inTurn(() => this.#write(letter.notice.id));
  }

  /** Sets aside a letter that cannot be put into words: it stays on disk for a person to look at, and leaves the queue. */
  setAside(letter: Letter, cause: Reason): Promise<void> {
    this.#letters.delete(letter.notice.id);
    this.#unwritten.delete(letter.notice.id);
    return this.#inTurn(async () => {
      const file = await this.#folder.setAside(letter);
      this.#say('warn', { kind: 'letter-set-aside', file, cause });
    });
  }

  /** Resolves when all writes have finished. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #open(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#isRead) await this.#read();
      for (const id of [...this.#unwritten.keys()]) await this.#write(id);
    });
  }

  async #write(id: string): Promise<void> {
    const change = this.#unwritten.get(id);
    if (!change) return;
    await this.#folder.write(change.letter);
    if (this.#unwritten.get(id) === change) this.#unwritten.delete(id);
  }

  async #read(): Promise<void> {
    const { letters, setAside, replaced } = await this.#folder.read();
    this.#isRead = true;
    const newer = this.#letters;
    this.#letters = new Map(letters.map((each) => [each.notice.id, each]));
    for (const [id, letter] of newer) this.#letters.set(id, letter);
    if (replaced !== undefined) this.#say('warn', { kind: 'outbox-set-aside', file: replaced });
    for (const each of setAside) this.#say('warn', { kind: 'letter-set-aside', ...each });
    if (letters.length > 0) this.#say('info', { kind: 'outbox-taken-up', count: letters.length });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(work).then(
      () => this.#disk(undefined),
      (error: unknown) => this.#disk(error as Error),
    );
    this.#writing = done;
    return done;
  }

  /** Writes the summary before it removes what it stands for: a crash in between reports some events twice and loses none. */
  async #foldOldest(): Promise<void> {
    const all = this.letters;
    const [oldest, rest] = [all.slice(0, FOLDED_AT_ONCE), all.slice(FOLDED_AT_ONCE)];
    const notice = summarized(oldest.map((each) => each.notice));
    const waiting = [...new Set(oldest.flatMap((each) => each.waiting))];
    const [first] = oldest;
    const settled = (first?.settled ?? []).filter((key) =>
      oldest.every((each) => each.settled.includes(key)),
    );
    const summary: Letter = { notice, waiting, settled, unknown: {} };
    // Put in the place of the oldest, so that it is the first to be combined again.
    this.#letters = new Map([summary, ...rest].map((each) => [each.notice.id, each]));
    const { id, count, incidentId } = notice;
    this.#journal({
      level: 'error',
      action: 'outbox',
      sentence: { kind: 'outbox-folded', most: MOST_LETTERS, count, id },
      incidentId,
    });
    const written = this.save(summary);
    for (const each of oldest) {
      each.waiting = [];
      this.#unwritten.set(each.notice.id, { letter: each });
    }
    await written;
    if (this.#diskWorks) await this.open();
  }

  #disk(error: Error | undefined): void {
    const works = error === undefined;
    if (works && this.needsDisk) return;
    this.#diskWorks = works;
    if (!this.#log.isNews('disk', works ? 'works' : 'fails')) return;
    if (error) this.#say('error', { kind: 'outbox-in-memory', cause: systemTrouble(error) });
    else this.#say('info', { kind: 'outbox-on-disk' });
  }

  #say(level: Level, sentence: MailSentence): void {
    this.#journal({ level, action: 'outbox', sentence });
  }
}
