/**
 * Writes the black box. Entries are accepted at once and written shortly after, decisions and actions without delay, in
 * the order of their arrival; no caller waits. What the disk refuses is lost: the agent continues, and so does the
 * record after the gap.
 */
import { appendFile, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { systemTrouble } from '../../core/system-trouble.js';
import { isAborted } from '../../core/is-aborted.js';
import type { FileReason } from '../../core/reason.js';
import { RecordEncoder, type Redact } from '../../core/recording/encode.js';
import type { RecordEntry } from '../../core/recording/entry.js';
import { nameOf } from '../../core/recording/files.js';
import { RecordHead } from '../../core/recording/head.js';
import type { Clock } from '../../ports.js';
import { ensureFolder } from '../files/folder.js';
import { within } from '../clock/deadline.js';
import type { DiskTurn } from '../files/json-file.js';
import { tidy } from './record-folder.js';

export interface RecordOptions {
  readonly dir: string;
  readonly days: number;
  readonly maxBytes: number;
  readonly redact: Redact;
  readonly clock: Clock;
  /** Called when the disk begins to refuse the record, and when it accepts it again. */
  readonly onTurn: DiskTurn;
  /** Whether this agent still holds the state folder. */
  readonly isHeld?: () => Promise<boolean>;
}

/** Maximum loss when the agent is killed. */
const WRITE_EVERY_MS = 1_000;
const WRITE_AGAIN_MS = 10_000;
/** Limit for a disk that hangs: entries beyond it are lost. */
const MOST_WAITING = 8_000_000;
const TIDY_EVERY_BYTES = 4_000_000;
const CLOSE_MS = 2_000;

interface Batch {
  readonly name: string;
  text: string;
}

export class RecordWriter {
  readonly #options: RecordOptions;
  readonly #encoder: RecordEncoder;
  readonly #head = new RecordHead();
  readonly #ending = new AbortController();
  /** Ends the present pause of the writer, or the next one while it is writing. */
  #wake = new AbortController();
  readonly #work: Promise<void>;
  #batches: Batch[] = [];
  #waiting = 0;
  #name = '';
  #isRefused = false;
  /** The file that ends with a whole line, as far as this writer knows. */
  #whole = '';
  #sinceTidied = 0;

  constructor(options: RecordOptions) {
    this.#options = options;
    this.#encoder = new RecordEncoder(options.redact);
    this.#work = this.#writeNowAndThen();
  }

  /** Returns at once and never throws. */
  write(entry: RecordEntry): void {
    const isWritten = this.#head.note(entry);
    if (!isWritten || this.#waiting > MOST_WAITING || this.#ending.signal.aborted) return;
    const name = nameOf(entry.at.wallMs);
    if (name !== this.#name) {
      this.#name = name;
      this.#encoder.beginFile();
      this.#batches.push({ name, text: '' });
      // A start contains the complete state.
      const head = entry.kind === 'start' ? [] : this.#head.entries(entry.at);
      for (const each of head) this.#add(each);
    }
    this.#add(entry);
    // An agent that dies right after a stop must leave an explanation.
    if (entry.kind === 'decision' || entry.kind === 'deed') this.#wake.abort();
  }

  /** Number of characters that are not being written yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Writes the remaining entries, within two seconds. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#wake.abort();
    await within(this.#work, CLOSE_MS);
  }

  #add(entry: RecordEntry): void {
    const lines = this.#encoder.encode(entry);
    const text = lines.map((line) => `${line}\n`).join('');
    const last = this.#batches.at(-1);
    if (last) last.text += text;
    this.#waiting += text.length;
  }

  async #writeNowAndThen(): Promise<void> {
    const { clock, isHeld } = this.#options;
    const { signal } = this.#ending;
    for (;;) {
      const { signal: wake } = this.#isRefused ? this.#ending : this.#wake;
      await clock.sleep(this.#isRefused ? WRITE_AGAIN_MS : WRITE_EVERY_MS, wake);
      if (wake.aborted) this.#wake = new AbortController();
      // Read before the write: entries that arrive during the last one still have to be written.
      const isLast = isAborted(signal);
      const batches = this.#batches.filter(({ text }) => text !== '');
      this.#batches = this.#name === '' ? [] : [{ name: this.#name, text: '' }];
      this.#waiting = 0;
      if (batches.length > 0 && (!isHeld || (await isHeld()))) await this.#tryWrite(batches);
      if (isLast) return;
    }
  }

  async #tryWrite(batches: readonly Batch[]): Promise<void> {
    try {
      for (const batch of batches) await this.#append(batch);
      this.#turn(undefined);
    } catch (error) {
      this.#whole = '';
      // Anchor and identities may be among the lost lines.
      this.#name = '';
      this.#batches = [];
      this.#waiting = 0;
      const file = this.#options.dir;
      this.#turn({ kind: 'file-unwritable', file, cause: systemTrouble(error) });
    }
  }

  async #append({ name, text }: Batch): Promise<void> {
    const { dir, days, maxBytes, clock } = this.#options;
    const file = join(dir, name);
    const isOther = this.#whole !== name;
    if (isOther) await ensureFolder(dir);
    const begin = isOther && (await isTorn(file)) ? '\n' : '';
    this.#whole = '';
    await appendFile(file, begin + text, { mode: 0o600 });
    this.#whole = name;
    this.#sinceTidied += text.length;
    if (!isOther && this.#sinceTidied < TIDY_EVERY_BYTES) return;
    this.#sinceTidied = 0;
    await tidy(dir, name, { days, maxBytes }, clock.wallMs());
  }

  #turn(reason: FileReason | undefined): void {
    if ((reason !== undefined) === this.#isRefused) return;
    this.#isRefused = reason !== undefined;
    this.#options.onTurn(reason);
  }
}

/** Whether a file ends in the middle of a line: its writer was killed, or the disk was full. */
async function isTorn(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined);
  if (!found) return false;
  // A link would make the agent write to a place chosen by someone else.
  if (!found.isFile()) throw new Error(`${file}: not a plain file`);
  if (found.size === 0) return false;
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, found.size - 1);
    return buffer[0] !== 10;
  } finally {
    await handle.close();
  }
}
