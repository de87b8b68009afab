/**
 * Answers GET requests from memory. Read-only: a method that could change something is refused, a body is not read.
 * Connections, headers, requests per second and the time of each are limited; a slow client is disconnected.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../ports.js';
import { Allowances } from './allowance.js';
import { EventStream } from './event-stream.js';
import type { Guard } from './guard.js';

export interface Answer {
  readonly contentType: string;
  readonly body: string | Buffer;
}

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  readonly guard: Guard;
  readonly clock: Clock;
  /** The answer to a path; `undefined` if there is none. Called with the `Accept` header. */
  readonly answer: (
    path: string,
    accept: string,
  ) => Answer | undefined | Promise<Answer | undefined>;
  /** Changes for the clients of `/events`, as JSON; called only while there are any. */
  readonly events: () => string;
}

/** Prometheus, Zabbix and a few browsers need a tenth of it. */
const MOST_CONNECTIONS = 64;
/** Maximum for one address: some are left to a monitoring system elsewhere. */
const MOST_CONNECTIONS_EACH = 56;
const MOST_HEADER_BYTES = 8_192;
const HEADERS_DEADLINE_MS = 5_000;
const ANSWER_DEADLINE_MS = 10_000;
const KEEP_ALIVE_MS = 20_000;

/** Policy of the page: only its own resources, no frame around it. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

export interface Listener {
  readonly close: () => Promise<void>;
}

/** Resolves when the port is open; rejects with the reason when it cannot be opened. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const stream = new EventStream(options.clock, options.events);
  const allowances = new Allowances();
  const server = createServer(
    { maxHeaderSize: MOST_HEADER_BYTES, keepAlive: true, highWaterMark: 65_536 },
    (request, response) => {
      const { remoteAddress = '' } = request.socket;
      if (allowances.take(remoteAddress, options.clock.monotonicMs())) {
        void meet(request, response, options, stream);
      } else refuse(response, 429);
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  limitEach(server);
  server.headersTimeout = HEADERS_DEADLINE_MS;
  server.requestTimeout = HEADERS_DEADLINE_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxHeadersCount = 50;
  server.on('clientError', (_error, socket) => socket.destroy());
  // A client that reads nothing for this time is disconnected, whatever waits for it.
  server.setTimeout(ANSWER_DEADLINE_MS, (socket) => socket.destroy());
  await listen(server, options);
  return {
    close: async () => {
      stream.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function limitEach(server: Server): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (count > MOST_CONNECTIONS_EACH) socket.destroy();
  });
}

function listen(server: Server, { host, port }: ListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A port shared by two agents would show either of them.
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
}

/** Reason for not answering a request. */
interface Refusal {
  readonly code: number;
  readonly headers?: Readonly<Record<string, string>>;
}

function refusalOf(request: IncomingMessage, guard: Guard): Refusal | undefined {
  const { method, headers } = request;
  // A body is not read: the connection ends with the answer.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
    return { code: 413 };
  }
  if (method !== 'GET' && method !== 'HEAD') return { code: 405, headers: { Allow: 'GET, HEAD' } };
  switch (guard(request)) {
    case 'in':
      return undefined;
    case 'no-token':
      return {
        code: 401,
        headers: { 'WWW-Authenticate': 'Basic realm="comwatch", charset="UTF-8"' },
      };
    case 'wrong-host':
      return { code: 421 };
  }
}

async function meet(
  request: IncomingMessage,
  response: ServerResponse,
  { guard, answer }: ListenerOptions,
  stream: EventStream,
): Promise<void> {
  response.on('error', () => undefined);
  const refusal = refusalOf(request, guard);
  if (refusal) {
    refuse(response, refusal.code, refusal.headers);
    return;
  }
  const { method, url = '', headers } = request;
  const [path = ''] = url.split('?', 1);
  if (path === '/events') {
    stream.join(request, response, HEADERS);
    return;
  }
  try {
    const found = await answer(path, headers.accept ?? '');
    if (found) send(response, found, method === 'HEAD');
    else refuse(response, 404);
  } catch {
    refuse(response, 500);
  }
}

function send(response: ServerResponse, { contentType, body }: Answer, isHead: boolean): void {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  response.writeHead(200, { ...HEADERS, 'Content-Type': contentType, 'Content-Length': length });
  response.end(isHead ? undefined : body);
}

function refuse(
  response: ServerResponse,
  code: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(code, { ...HEADERS, ...headers, Connection: 'close', 'Content-Length': 0 });
  response.end();
}
