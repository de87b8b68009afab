/** The listener on real sockets of this machine. */
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openGuard } from '../../../src/adapters/http/guard.js';
import { openListener, type ListenerOptions } from '../../../src/adapters/http/listener.js';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { until } from '../../support/shells.js';

const PORT = 20_000 + (process.pid % 10_000);
const TOKEN = 'a-key-of-16-chars';
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function listener(changes: Partial<ListenerOptions> = {}): Promise<string> {
  const made = await openListener({
    host: '127.0.0.1',
    port: PORT,
    guard: openGuard(''),
    clock: systemClock,
    answer: (path) =>
      path === '/metrics' ? { contentType: 'text/plain', body: 'figures' } : undefined,
    events: () => '{"n":1}',
    ...changes,
  });
  open.push(() => made.close());
  return `http://127.0.0.1:${PORT}`;
}

/** A connection that reads only on request. */
function raw(text: string): Socket {
  const socket = connect(PORT, '127.0.0.1');
  open.push(() => socket.destroy());
  socket.on('error', () => undefined);
  socket.write(text);
  return socket;
}

/** Status of the answer to a request from this address of the machine. */
function askFrom(localAddress: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: PORT, path: '/metrics', localAddress, agent: false };
    get(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}

describe('the listener', () => {
  it('answers what there is, with a policy that lets nothing else in', async () => {
    const address = await listener();
    const answer = await fetch(`${address}/metrics`);
    expect([answer.status, await answer.text()]).toEqual([200, 'figures']);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${address}/../package.json`)).status).toBe(404);
    expect((await fetch(`${address}/__proto__`)).status).toBe(404);
  });

  it('changes nothing: every method but GET and HEAD is refused, a body is not read', async () => {
    const address = await listener();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect([method, (await fetch(`${address}/metrics`, { method })).status]).toEqual([
        method,
        405,
      ]);
    }
    const body = await fetch(`${address}/metrics`, { method: 'POST', body: 'x'.repeat(100_000) });
    expect(body.status).toBe(413);
    expect(await (await fetch(`${address}/metrics`, { method: 'HEAD' })).text()).toBe('');
  });

  it('wants its token in every request, when it has one', async () => {
    const address = await listener({ guard: openGuard(TOKEN) });
    const ask = (authorization?: string, path = '/metrics') =>
      fetch(address + path, authorization === undefined ? {} : { headers: { authorization } });
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const wrong of [
      undefined,
      'Bearer',
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      TOKEN,
      basic(TOKEN),
    ]) {
      expect([wrong, (await ask(wrong)).status]).toEqual([
        wrong,
        wrong === basic(TOKEN) ? 200 : 401,
      ]);
    }
    expect((await ask(undefined, '/events')).status).toBe(401);
    expect((await ask(undefined, '/nothing')).status).toBe(401);
    expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
    expect((await ask(basic(`admin:${TOKEN}`))).status).toBe(200);
  });

  it('answers no page of another site that has its own name resolve to this computer', async () => {
    await listener();
    const socket = raw('GET /metrics HTTP/1.1\r\nHost: evil.example:80\r\n\r\n');
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await until(() => said.includes('\r\n\r\n'));
    expect(said).toMatch(/^HTTP\/1\.1 421 /);
    expect(said).not.toContain('figures');
  });

  it.each([
    ['Content-Length: 47', 413],
    ['Transfer-Encoding: chunked', 413],
    ['Content-Length: 5\r\nTransfer-Encoding: chunked', undefined],
    ['Content-Length: 0\r\nContent-Length: 5', undefined],
    ['Content-Length: -1', undefined],
  ])('answers no request that is hidden in the body of another: %s', async (header, code) => {
    await listener();
    const inner = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const socket = raw(
      `GET /metrics HTTP/1.1\r\nHost: localhost\r\n${header}\r\n\r\n0\r\n\r\n${inner}`,
    );
    let [said, isClosed] = ['', false];
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('close', () => (isClosed = true));
    await until(() => isClosed);
    const codes = [...said.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, each]) => Number(each));
    expect(codes).toEqual(code === undefined ? [] : [code]);
    expect(said).not.toContain('figures');
  });

  it('sends events to open connections, and closes them', async () => {
    const address = await listener();
    const answer = await fetch(`${address}/events`);
    const reader = answer.body?.getReader();
    let said = '';
    while (!said.includes('data:'))
      said += Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(said).toContain('data: {"n":1}\n\n');
    await (open.pop() as () => Promise<void>)();
    await expect(reader?.read()).rejects.toThrow();
  });

  it('cuts off a connection that sends no request', async () => {
    await listener();
    let isClosed = false;
    raw('GET /metrics HTTP/1.1\r\nHost: loc')
      .on('close', () => (isClosed = true))
      .resume();
    await until(() => isClosed);
  });

  it('cuts off a connection that reads nothing', async () => {
    let isClosed = false;
    await listener({ events: () => 'x'.repeat(400_000) });
    const socket = raw('');
    socket.pause();
    // Writing detects that the connection of a client that does not read was closed.
    socket.on('close', () => (isClosed = true));
    await until(() => {
      if (!isClosed) socket.write('\r\n');
      return isClosed;
    });
  });

  it('answers a flood with refusals, and again when it is over', async () => {
    let nowMs = 0;
    const address = await listener({ clock: { ...systemClock, monotonicMs: () => nowMs } });
    const ask = async () => (await fetch(`${address}/metrics`)).status;
    const codes: number[] = [];
    while (codes.length < 90) codes.push(await ask());
    expect(codes.indexOf(429)).toBe(60);
    nowMs = 1_000;
    expect(await ask()).toBe(200);
  });

  it('leaves some of its answers to another address than the one that floods', async () => {
    const address = await listener({ clock: { ...systemClock, monotonicMs: () => 0 } });
    const flood: number[] = [];
    while (flood.length < 90) flood.push((await fetch(`${address}/metrics`)).status);
    expect(flood.at(-1)).toBe(429);
    const codes: (number | undefined)[] = [];
    while (codes.length < 21) codes.push(await askFrom('127.0.0.2'));
    expect(codes).toEqual([...Array<number>(20).fill(200), 429]);
  });

  it('leaves some of its connections to another address than the one that holds them open', async () => {
    await listener();
    const held = Array.from({ length: 64 }, () => raw(''));
    for (const each of held) each.resume();
    await until(() => held.filter((each) => each.destroyed).length === 8);
    expect(await askFrom('127.0.0.2')).toBe(200);
    held[0]?.destroy();
    await until(async () => (await askFrom('127.0.0.1').catch(() => 0)) === 200);
  });

  it('says why a port that is taken cannot be opened', async () => {
    await listener();
    await expect(listener()).rejects.toThrow('EADDRINUSE');
  });
});
