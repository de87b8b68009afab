/** Lines of JSON over a pipe, both ways: what is not a line in time and size is said, and ends it. */
import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** A whole message with its texts is far below; whoever sends more has lost its mind. */
export const LONGEST_LINE = 256 * 1024;

export interface LineChannelEvents {
  readonly line: (line: string) => void;
  /** A line that grew over `LONGEST_LINE`. */
  readonly tooLong: () => void;
  /** The other side is gone, or the pipe is broken. */
  readonly closed: () => void;
}

export class LineChannel {
  readonly #pipe: Duplex;
  readonly #events: LineChannelEvents;
  /** Bytes that are no UTF-8 become replacement characters, and so no JSON that means anything. */
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #isStopped = false;

  constructor(pipe: Duplex, events: LineChannelEvents) {
    this.#pipe = pipe;
    this.#events = events;
    pipe.on('data', (chunk: Buffer) => this.#take(this.#decoder.write(chunk)));
    // An error is followed by `close`, and says nothing that the end of the process does not say.
    pipe.on('error', () => undefined);
    pipe.once('end', () => events.closed());
    pipe.once('close', () => events.closed());
  }

  send(message: unknown): void {
    if (this.#pipe.writable) this.#pipe.write(`${JSON.stringify(message)}\n`);
  }

  /** Hears no more. */
  stop(): void {
    this.#isStopped = true;
    this.#rest = '';
    this.#pipe.destroy();
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

  /** Asked anew: a listener may have stopped it, which the compiler does not see. */
  #stopped(): boolean {
    return this.#isStopped;
  }
}
