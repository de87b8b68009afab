/** Lines of JSON over a pipe in both directions; a line that is too long is reported and ends the channel. */
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Far above the longest valid message with its texts. */
export const LONGEST_LINE = 256 * 1024;

export interface LineChannelEvents {
  readonly line: (line: string) => void;
  /** Called for a line longer than `LONGEST_LINE`. */
  readonly tooLong: () => void;
  /** Called when the other side has closed the pipe, or it is broken. */
  readonly closed: () => void;
}

export class LineChannel {
  readonly #in: Readable;
  readonly #out: Writable;
  readonly #events: LineChannelEvents;
  /** Bytes that are not UTF-8 become replacement characters, and the line is then no valid message. */
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #isStopped = false;

  /** One pipe for both ways, or one for each. */
  constructor(from: Readable, to: Writable, events: LineChannelEvents) {
    this.#in = from;
    this.#out = to;
    this.#events = events;
    from.on('data', (chunk: Buffer) => this.#take(this.#decoder.write(chunk)));
    // An error is followed by `close`, and adds nothing to what the end of the process shows.
    for (const pipe of new Set([from, to])) pipe.on('error', () => undefined);
    from.once('end', () => events.closed());
    from.once('close', () => events.closed());
  }

  send(message: unknown): void {
    this.sendText(`${JSON.stringify(message)}\n`);
  }

  sendText(text: string): void {
    if (this.#out.writable) this.#out.write(text);
  }

  /** Stops reading. */
  stop(): void {
    this.#isStopped = true;
    this.#rest = '';
    this.#in.destroy();
    this.#out.destroy();
  }

  #take(text: string): void {
    if (this.#isStopped) return;
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (this.#stopped()) return;
      if (line.length > LONGEST_LINE) this.#events.tooLong();
      else if (line.trim() !== '') this.#events.line(line);
    }
    if (this.#rest.length > LONGEST_LINE && !this.#stopped()) this.#events.tooLong();
  }

  /** Read again: a listener may have stopped it, which the compiler does not see. */
  #stopped(): boolean {
    return this.#isStopped;
  }
}
