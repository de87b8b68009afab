import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import Transport from 'winston-transport';
import { within } from '../files/atomic.js';
import { whyHeld } from './held.js';

export interface RotationOptions {
  readonly dir: string;
  readonly maxBytes: number;
  readonly files: number;
  /** A file that could not be written, or not be rotated, is left alone for so long. */
  readonly reopenAfterMs: number;
  /** Why the files cannot be renamed now; see whyHeld. */
  readonly whyHeld?: (files: readonly string[]) => string | undefined;
  /** Told when lines are lost (full disk) and when writing works again, with the number of lines lost. */
  readonly onTrouble: (reason: string) => void;
  /** Told once when the files cannot be rotated; lines are written all the same. */
  readonly onHeld: (reason: string) => void;
  readonly onRecovery: (lost: number) => void;
}

/** Many lines may come while the stream rotates: the files are looked at once in so long. */
const LOOK_EVERY_MS = 1_000;

/**
 * winston's transport onto a rotating file: monitor.log, monitor.log.1 (the newest before) and so on. winston's own
 * file transport lost lines in bursts. A disk that is full costs lines, never the agent: the stream is opened anew.
 * While another program holds a file, monitor.log grows instead: a rotation that fails halfway would cost the history.
 */
export class RotatingTransport extends Transport {
  readonly #options: RotationOptions;
  /** From the live one to the oldest. */
  readonly #files: readonly string[];
  #stream: RotatingFileStream | undefined;
  /** The stream rotates by itself; otherwise it only appends. */
  #rotates = true;
  /** monitor.log holds no more bytes than this. */
  #size = 0;
  /** Lines that wait for the next stream while the one before ends. */
  #kept: string[] | undefined;
  #replaced: Promise<void> = Promise.resolve();
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #held: string | undefined;
  #brokenAtMs = 0;
  #lost = 0;

  constructor(options: RotationOptions) {
    super();
    this.#options = options;
    const { dir, files } = options;
    this.#files = Array.from({ length: files + 1 }, (_, index) => join(dir, nameOf(index)));
    this.#openAny();
  }

  override log(info: Record<symbol, string>, next: () => void): void {
    this.#write(`${info[Symbol.for('message')] ?? ''}\n`);
    next();
  }

  /** Writes out what is buffered; resolves when it is on disk or after the deadline. */
  async finish(deadlineMs: number): Promise<void> {
    await within(
      this.#replaced.then(() => this.#end()),
      deadlineMs,
    );
  }

  #write(line: string): void {
    const bytes = Buffer.byteLength(line);
    const stream = this.#streamFor(bytes);
    if (!stream) {
      if (this.#kept) this.#kept.push(line);
      else this.#lost++;
      return;
    }
    const lost = this.#lost;
    stream.write(line, (error) => {
      if (error) {
        this.#lost++;
        return;
      }
      this.#size += bytes;
      if (lost > 0 && this.#lost >= lost) {
        this.#lost = 0;
        this.#options.onRecovery(lost);
      }
    });
  }

  #streamFor(bytes: number): RotatingFileStream | undefined {
    const stream = this.#stream;
    const { maxBytes, reopenAfterMs } = this.#options;
    const nowMs = performance.now();
    if (!stream) {
      if (!this.#kept && nowMs - this.#brokenAtMs > reopenAfterMs) this.#openAny();
    } else if (!this.#rotates) {
      if (nowMs - this.#lookedAtMs > reopenAfterMs && this.#isFree()) this.#replace(true);
    } else if (this.#size + stream.writableLength + bytes >= maxBytes && !this.#isFree()) {
      this.#replace(false);
    }
    return this.#stream;
  }

  /** Room was made for a rotation, or it is said once why there is none. */
  #isFree(): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#lookedAtMs < LOOK_EVERY_MS && this.#rotates) return this.#held === undefined;
    this.#lookedAtMs = nowMs;
    const held = (this.#options.whyHeld ?? whyHeld)(this.#files);
    const isNews = held !== undefined && this.#held === undefined;
    this.#held = held;
    // Not in the middle of a line that is being written.
    if (isNews) setImmediate(() => this.#options.onHeld(held));
    return held === undefined;
  }

  /** One after the other: two streams that rotate would overwrite each other's files. */
  #replace(rotates: boolean): void {
    this.#kept = [];
    this.#replaced = this.#end().then(() => {
      const kept = this.#kept ?? [];
      this.#kept = undefined;
      this.#open(rotates);
      for (const line of kept) this.#write(line);
    });
  }

  #end(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    if (!stream) return Promise.resolve();
    return new Promise((resolve) => {
      stream.once('close', resolve);
      stream.end();
    });
  }

  #openAny(): void {
    // A stream that rotates does so at once when the file is full.
    this.#open(!this.#isFull() || this.#isFree());
  }

  #isFull(): boolean {
    return sizeOf(this.#files[0] ?? '') >= this.#options.maxBytes;
  }

  #open(rotates: boolean): void {
    const { dir, maxBytes, files } = this.#options;
    this.#size = sizeOf(this.#files[0] ?? '');
    this.#rotates = rotates;
    const stream = createStream((index) => nameOf(typeof index === 'number' ? index : 0), {
      path: dir,
      ...(rotates && { size: `${maxBytes}B`, rotate: files }),
    });
    stream.on('rotated', () => (this.#size = 0));
    stream.on('error', (error) => this.#broken(stream, error));
    stream.on('warning', (error) => this.#options.onTrouble(error.message));
    this.#stream = stream;
  }

  #broken(stream: RotatingFileStream, error: Error): void {
    if (this.#stream !== stream) return;
    this.#stream = undefined;
    this.#brokenAtMs = performance.now();
    stream.destroy();
    this.#options.onTrouble(error.message);
    // A rotation that failed after all: the lines to come are appended.
    this.#lookedAtMs = Number.NEGATIVE_INFINITY;
    if (this.#rotates && this.#isFull() && !this.#isFree()) this.#open(false);
  }
}

function nameOf(index: number): string {
  return index > 0 ? `monitor.log.${index}` : 'monitor.log';
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
