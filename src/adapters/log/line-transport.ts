import Transport from 'winston-transport';
import type { LineFile } from './line-file.js';

/** winston's way to the log file: its own file transport lost lines in bursts. */
export class LineTransport extends Transport {
  readonly #file: LineFile;

  constructor(file: LineFile) {
    super();
    this.#file = file;
  }

  override log(info: Record<symbol, string>, next: () => void): void {
    this.#file.write(`${info[Symbol.for('message')] ?? ''}\n`);
    next();
  }
}
