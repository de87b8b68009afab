/** Server-sent events: one text for all watching clients. Source: WHATWG HTML, 9.2 Server-sent events. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAborted } from '../../core/is-aborted.js';
import type { Clock } from '../../ports.js';

/** Further clients poll the state now and then instead. */
const MOST_READERS = 16;
const EVERY_MS = 2_000;
/** A client with this much unread data is disconnected; it can reconnect. */
const MOST_UNREAD_BYTES = 512 * 1024;

export class EventStream {
  readonly #clock: Clock;
  readonly #text: () => string;
  readonly #readers = new Set<ServerResponse>();
  readonly #ending = new AbortController();
  #isRunning = false;

  constructor(clock: Clock, text: () => string) {
    this.#clock = clock;
    this.#text = text;
  }

  join(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): void {
    const isFull = this.#readers.size >= MOST_READERS;
    if (isFull || request.method === 'HEAD' || this.#ending.signal.aborted) {
      response.writeHead(isFull ? 503 : 200, { ...headers, Connection: 'close' });
      response.end();
      return;
    }
    // Lasts as long as the client reads.
    request.socket.setTimeout(0);
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 2000\n\n');
    this.#readers.add(response);
    response.on('close', () => this.#readers.delete(response));
    if (!this.#isRunning) void this.#run();
  }

  close(): void {
    this.#ending.abort();
    for (const each of this.#readers) each.destroy();
    this.#readers.clear();
  }

  /** Runs while there is a client. */
  async #run(): Promise<void> {
    const { signal } = this.#ending;
    this.#isRunning = true;
    while (this.#readers.size > 0 && !isAborted(signal)) {
      const text = `data: ${this.#text()}\n\n`;
      for (const each of this.#readers) {
        if (each.writableLength > MOST_UNREAD_BYTES) each.destroy();
        else each.write(text);
      }
      await this.#clock.sleep(EVERY_MS, signal);
    }
    this.#isRunning = false;
  }
}
