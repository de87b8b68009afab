import { constants } from 'node:fs';
import { lstat, open, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { systemTrouble } from '../../core/system-trouble.js';
import type { FileReason } from '../../core/reason.js';
import { NotificationLog } from '../../core/notification-log.js';
import { isShallow } from '../../core/table.js';
import { systemClock, type CallOff, type TimedClock } from '../clock/clock.js';
import { within } from '../clock/deadline.js';
import { tryWriteWithFolder } from './folder.js';
import { removeLeftovers } from './leftovers.js';

/** A state file of the agent has a few kilobytes: one of hundreds of megabytes is not read into memory. */
export const MOST_BYTES = 2 ** 20;
/** Time after which a disk counts as not answering. */
const READ_DEADLINE_MS = 10_000;
const WRITE_AGAIN_MS = 10_000;
/** Longer than any caller waits: a caller that is still waiting is released; the write goes on. */
const WRITE_DEADLINE_MS = 30_000;
/** Maximum delay of the agent's end. */
const REMOVE_DEADLINE_MS = 2_000;

export type StoredJson<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: FileReason };

type Settle = (reason: FileReason | undefined) => void;

/** Called with the reason when the disk begins to refuse the value, and without one when it accepts it again. */
export type DiskTurn = (reason: FileReason | undefined) => void;

/**
 * One JSON value in one file, read with a limit of size, validated, and written whole. A value that the disk refuses is
 * kept in memory and written as soon as the disk accepts it. No method rejects.
 */
export class JsonFile<Value> {
  readonly #file: string;
  readonly #onTurn: DiskTurn;
  readonly #parse: (value: unknown) => Value | undefined;
  /** Serializes writes: an older value must not overtake a newer one. */
  #last: Promise<void> = Promise.resolve();
  /** Callers of a write that has not begun, which takes the newest value: at most one waits, even while the disk hangs. */
  #queued: Set<Settle> | undefined;
  #newest: { readonly value: Value; readonly version: number } | undefined;
  #version = 0;
  #writtenVersion = 0;
  readonly #log = new NotificationLog({ disk: 'takes it' });
  #callOff: CallOff = () => undefined;
  readonly #clock: TimedClock;

  /** @param parse gives the value, or `undefined` for invalid JSON content; may throw */
  constructor(
    file: string,
    parse: (value: unknown) => Value | undefined,
    onTurn: DiskTurn = () => undefined,
    clock: TimedClock = systemClock,
  ) {
    this.#clock = clock;
    this.#file = file;
    this.#onTurn = onTurn;
    this.#parse = parse;
  }

  async load(): Promise<StoredJson<Value>> {
    void removeLeftovers(dirname(this.#file), `${basename(this.#file)}.`);
    return readJson(this.#file, this.#parse, this.#clock);
  }

  /**
   * Resolves when this value or a newer one is on disk, or with the reason why not; the write is then repeated by
   * itself. A disk that does not answer is reported after 30 s.
   */
  save(value: Value): Promise<FileReason | undefined> {
    this.#newest = { value, version: ++this.#version };
    const waiting = this.#queue();
    const deadlineMs = WRITE_DEADLINE_MS;
    return new Promise((resolve) => {
      const settle: Settle = (reason) => {
        callOff();
        waiting.delete(settle);
        resolve(reason);
      };
      const late = () => settle({ kind: 'disk-silent', file: this.#file, deadlineMs });
      const callOff = this.#clock.after(deadlineMs, late, { background: true });
      waiting.add(settle);
    });
  }

  /** Deletes the file and drops a pending write. */
  remove(): Promise<void> {
    this.#newest = undefined;
    this.#callOff();
    // What is saved from now on is written after the removal.
    this.#queued = undefined;
    const removed = this.#last.then(() => rm(this.#file, { force: true })).catch(() => undefined);
    this.#last = removed.then(() => void (this.#writtenVersion = 0));
    return within(removed, REMOVE_DEADLINE_MS, this.#clock).then(() => undefined);
  }

  #queue(): Set<Settle> {
    if (this.#queued) return this.#queued;
    const waiting = new Set<Settle>();
    this.#queued = waiting;
    this.#last = this.#last.then(async () => {
      if (this.#queued === waiting) this.#queued = undefined;
      const reason = await this.#write();
      for (const settle of [...waiting]) settle(reason);
    });
    return waiting;
  }

  async #write(): Promise<FileReason | undefined> {
    const newest = this.#newest;
    if (!newest || this.#writtenVersion >= newest.version) return undefined;
    this.#callOff();
    const reason = await tryWriteWithFolder(this.#file, JSON.stringify(newest.value));
    if (reason === undefined) this.#writtenVersion = newest.version;
    if (this.#log.isNews('disk', reason ? 'refuses it' : 'takes it')) this.#onTurn(reason);
    if (reason === undefined) return undefined;
    this.#callOff = this.#clock.after(WRITE_AGAIN_MS, () => void this.#queue(), {
      background: true,
    });
    return reason;
  }
}

/**
 * Reads one JSON value with a limit of size and validates it; does not disturb other writers of the file. Never
 * rejects.
 */
export async function readJson<Value>(
  file: string,
  parse: (value: unknown) => Value | undefined,
  clock: TimedClock = systemClock,
): Promise<StoredJson<Value>> {
  const text = await within(readText(file), READ_DEADLINE_MS, clock);
  if (text === 'late') {
    const reason = { kind: 'disk-silent', file, deadlineMs: READ_DEADLINE_MS } as const;
    return { kind: 'unreadable', reason };
  }
  if (text.kind !== 'value') return text;
  try {
    const found: unknown = JSON.parse(text.value);
    const value = isShallow(found) ? parse(found) : undefined;
    if (value !== undefined) return { kind: 'value', value };
  } catch {
    // Torn, or something else: reported below.
  }
  return { kind: 'unreadable', reason: { kind: 'file-invalid', file } };
}

/** The text of a plain file of at most `mostBytes`: no folder, link or device. Never rejects. */
export async function readText(file: string, mostBytes = MOST_BYTES): Promise<StoredJson<string>> {
  const unreadable = (reason: FileReason) => ({ kind: 'unreadable', reason }) as const;
  try {
    // Checked by name first: opening a pipe would wait for ever, and a link leads elsewhere.
    if (!(await lstat(file)).isFile()) return unreadable({ kind: 'file-not-plain', file });
    const handle = await open(file, constants.O_RDONLY);
    try {
      const { size } = await handle.stat();
      if (size > mostBytes) return unreadable({ kind: 'file-too-long', file, bytes: size });
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
      return { kind: 'value', value: buffer.toString('utf8', 0, bytesRead) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    return unreadable({ kind: 'file-unreadable', file, cause: systemTrouble(error) });
  }
}
