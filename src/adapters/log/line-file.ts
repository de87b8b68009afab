import { lstat, open, rename, truncate, type FileHandle } from 'node:fs/promises';
import { systemTrouble } from '../../core/system-trouble.js';
import type { FileReason, Reason } from '../../core/reason.js';
import type { CallOff, TimedClock } from '../clock/clock.js';
import { ensureFolder } from '../files/folder.js';
import { LineBuffer } from './line-buffer.js';
import { tryPrepareRotation } from './prepare-rotation.js';
import { endOfLastLine } from './torn-line.js';

export interface LineFileOptions {
  readonly dir: string;
  /** The live file first, the oldest last. */
  readonly files: readonly string[];
  readonly maxBytes: number;
  /** Delay before a file that could not be written or rotated is tried again. */
  readonly reopenAfterMs: number;
  readonly clock: TimedClock;
  /** Makes room for a rotation, or returns the reason why it cannot; by default tryPrepareRotation. */
  readonly prepareRotation?: ((files: readonly string[]) => Reason | undefined) | undefined;
  /** Called once when the file cannot be written. */
  readonly onTrouble: (reason: FileReason) => void;
  /** Called once when the files cannot be rotated; lines are written nevertheless. */
  readonly onHeld: (cause: Reason) => void;
  /** Called when writing works again, with the numbers of lost lines and of lines written late. */
  readonly onRecovery: (lost: number, kept: number, trouble: FileReason) => void;
}

const BATCH_BYTES = 65_536;

/**
 * A file of lines that rotates by size. It contains whole lines only: a line cut short by a full disk is removed. Lines
 * that the disk refuses are kept in memory, the newest of them, and written later; lost ones are counted.
 */
export class LineFile {
  readonly #options: LineFileOptions;
  readonly #live: string;
  readonly #buffer = new LineBuffer();
  #handle: FileHandle | undefined;
  /** Bytes of whole lines in the live file. */
  #size = 0;
  #pumping: Promise<void> | undefined;
  #callOff: CallOff = () => undefined;
  #trouble: FileReason | undefined;
  #isHeld = false;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: LineFileOptions) {
    this.#options = options;
    this.#live = options.files[0] ?? '';
  }

  /** Reason why the file cannot be written now. */
  get trouble(): FileReason | undefined {
    return this.#trouble;
  }

  /** Opens the file; resolves when it can be written, or when the reason why not is known. */
  open(): Promise<void> {
    return this.#pump();
  }

  write(line: string): void {
    this.#buffer.push(line, this.#trouble !== undefined);
    if (this.#trouble === undefined) void this.#pump();
  }

  /** Resolves when every line is on disk, or cannot be written now. */
  async finish(): Promise<void> {
    this.#callOff();
    await this.#pump();
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
  }

  #pump(): Promise<void> {
    this.#pumping ??= this.#writeAll().finally(() => {
      this.#pumping = undefined;
      // A line that arrived as the last batch was done.
      if (this.#buffer.length > 0 && this.#trouble === undefined) void this.#pump();
    });
    return this.#pumping;
  }

  async #writeAll(): Promise<void> {
    try {
      this.#handle ??= await this.#openLive();
      while (this.#buffer.length > 0) {
        await this.#rotateWhenFull();
        await this.#writeBatch(this.#handle);
        this.#works();
      }
      this.#works();
    } catch (error) {
      await this.#broken(error as Error);
    }
  }

  async #openLive(): Promise<FileHandle> {
    const { dir } = this.#options;
    await ensureFolder(dir);
    for (const each of [dir, this.#live]) {
      const found = await lstat(each).catch(() => undefined);
      // A link would make the agent write to a place chosen by someone else.
      const isPlain = each === dir ? found?.isDirectory() : (found?.isFile() ?? true);
      if (!isPlain || found?.isSymbolicLink()) throw new NotPlain(each);
    }
    const handle = await open(this.#live, 'a+');
    try {
      const { size } = await handle.stat();
      this.#size = await endOfLastLine(handle, size);
      // By name: on Windows a handle opened for appending may not truncate.
      if (this.#size < size) await truncate(this.#live, this.#size);
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
    return handle;
  }

  async #writeBatch(handle: FileHandle): Promise<void> {
    const room = this.#isHeld ? BATCH_BYTES : this.#options.maxBytes - this.#size;
    const batch = this.#buffer.peek(Math.min(BATCH_BYTES, room));
    const bytes = Buffer.concat(batch);
    let written = 0;
    try {
      while (written < bytes.length) {
        const done = await handle.write(bytes, written, bytes.length - written);
        written += done.bytesWritten;
      }
    } finally {
      const whole = this.#buffer.take(batch, written);
      this.#size += whole;
      if (whole < written) await truncate(this.#live, this.#size).catch(() => undefined);
    }
  }

  async #rotateWhenFull(): Promise<void> {
    const { maxBytes, reopenAfterMs, files, clock } = this.#options;
    if (this.#size === 0 || this.#size + this.#buffer.firstBytes < maxBytes) return;
    const nowMs = clock.monotonicMs();
    if (this.#isHeld && nowMs - this.#lookedAtMs < reopenAfterMs) return;
    this.#lookedAtMs = nowMs;
    const held = (this.#options.prepareRotation ?? tryPrepareRotation)(files);
    if (held !== undefined && !this.#isHeld) this.#options.onHeld(held);
    this.#isHeld = held !== undefined;
    if (this.#isHeld) return;
    await this.#handle?.close();
    this.#handle = undefined;
    for (let index = files.length - 2; index >= 0; index--) {
      await rename(files[index] ?? '', files[index + 1] ?? '').catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error as Error;
      });
    }
    this.#handle = await this.#openLive();
  }

  #works(): void {
    const trouble = this.#trouble;
    if (trouble === undefined || this.#buffer.length > 0) return;
    this.#trouble = undefined;
    const { lost, kept } = this.#buffer.takeCounts();
    this.#options.onRecovery(lost, kept, trouble);
  }

  async #broken(error: Error): Promise<void> {
    const isNews = this.#trouble === undefined;
    this.#trouble =
      error instanceof NotPlain
        ? { kind: 'file-not-plain', file: error.file }
        : { kind: 'file-unwritable', file: this.#live, cause: systemTrouble(error) };
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
    this.#buffer.shrink();
    const { clock, reopenAfterMs } = this.#options;
    this.#callOff = clock.after(reopenAfterMs, () => void this.#pump(), { background: true });
    if (isNews) this.#options.onTrouble(this.#trouble);
  }
}

/** A link, a folder or a device stands where the log or its folder should be. */
class NotPlain extends Error {
  readonly file: string;

  constructor(file: string) {
    super(file);
    this.file = file;
  }
}
