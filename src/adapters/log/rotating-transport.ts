import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import Transport from 'winston-transport';

export interface RotationOptions {
  readonly dir: string;
  readonly maxBytes: number;
  readonly files: number;
  readonly reopenAfterMs: number;
  /** Told when lines are lost (full disk) and when writing works again, with the number of lines lost. */
  readonly onTrouble: (reason: string) => void;
  readonly onRecovery: (lost: number) => void;
}

/**
 * winston's transport onto a rotating file: monitor.log, monitor.log.1 (the newest before) and so on. winston's own
 * file transport lost lines in bursts. A disk that is full costs lines, never the agent: the stream is opened anew.
 */
export class RotatingTransport extends Transport {
  readonly #options: RotationOptions;
  #stream: RotatingFileStream | undefined;
  #brokenAtMs = 0;
  #lost = 0;

  constructor(options: RotationOptions) {
    super();
    this.#options = options;
    this.#stream = this.#open();
  }

  override log(info: Record<symbol, string>, next: () => void): void {
    const line = info[Symbol.for('message')] ?? '';
    const stream = this.#usable();
    if (stream) {
      const lost = this.#lost;
      stream.write(`${line}\n`, (error) => {
        if (error) {
          this.#lost++;
        } else if (lost > 0 && this.#lost >= lost) {
          this.#lost = 0;
          this.#options.onRecovery(lost);
        }
      });
    } else {
      this.#lost++;
    }
    next();
  }

  /** Writes out what is buffered; resolves when it is on disk or after the deadline. */
  finish(deadlineMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, deadlineMs);
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#stream) this.#stream.end(done);
      else done();
    });
  }

  #usable(): RotatingFileStream | undefined {
    if (!this.#stream && performance.now() - this.#brokenAtMs > this.#options.reopenAfterMs) {
      this.#stream = this.#open();
    }
    return this.#stream;
  }

  #open(): RotatingFileStream {
    const { dir, maxBytes, files } = this.#options;
    const stream = createStream(
      (index) => (typeof index === 'number' && index > 0 ? `monitor.log.${index}` : 'monitor.log'),
      { path: dir, size: `${maxBytes}B`, rotate: files },
    );
    stream.on('error', (error) => this.#broken(stream, error));
    stream.on('warning', (error) => this.#options.onTrouble(error.message));
    return stream;
  }

  #broken(stream: RotatingFileStream, error: Error): void {
    if (this.#stream !== stream) return;
    this.#stream = undefined;
    this.#brokenAtMs = performance.now();
    stream.destroy();
    this.#options.onTrouble(error.message);
  }
}
