/**
 * A mail server that misbehaves at one stage of its first session, then is a good one. Real mailer, real sockets; the time of the
 * session stands and is moved only where the server lets the agent wait. Each mail has a connection of its own, so that there is no
 * stage between two of them.
 */
import type { Socket } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TLSSocket, type SecureContextOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.js';
import { eventText } from '../../../src/texts/sentence.js';
import { startHostileSmtp, type Misdeed, type Stage } from '../../support/hostile-smtp.js';
import { mailConfig, notice, openMailer, toClose } from '../../support/mail.js';
import { ROOT } from '../../support/paths.js';
import { until } from '../../support/shells.js';
import { standingClock } from '../../support/standing-clock.js';

/** The certificate that smtp-server brings along for tests. */
const { default: tls } = createRequire(import.meta.url)(
  join(ROOT, 'node_modules/smtp-server/dist/cjs/tls-options.js'),
) as { readonly default: () => SecureContextOptions };

const repeated = (what: string, everyMs: number) => (socket: Socket) => {
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write(what);
  }, everyMs);
  toClose.push(async () => {
    clearInterval(timer);
    await Promise.resolve();
  });
};
const flood = (what: string) => (socket: Socket) => {
  const go = () => {
    while (!socket.destroyed && socket.write(what));
    if (!socket.destroyed) socket.once('drain', go);
  };
  go();
};
const bytes = (text: string) => (socket: Socket) => void socket.write(text, 'latin1');

const MISDEEDS = {
  'never answers': () => undefined,
  'answers a byte at a time': repeated('2', 5),
  'sends a line of an answer at a time, without end': repeated('250-more\r\n', 5),
  closes: (socket) => void socket.end(),
  'closes in the middle of an answer': (socket) => void socket.end('25'),
  // An encrypted line has no reset of its own.
  resets: (socket) => {
    if (socket instanceof TLSSocket) socket.destroy();
    else socket.resetAndDestroy();
  },
  'goes away (421)': bytes('421 4.3.2 closing\r\n'),
  'puts off (451)': bytes('451 4.7.1 later\r\n'),
  'refuses (550)': bytes('550 5.7.1 no\r\n'),
  'refuses, and closes': (socket) => void socket.end('554 5.7.1 no\r\n'),
  'sends bytes that are no SMTP': bytes('\x00\xff\xfe\x16\x03\x01 hello\r\n'),
  'sends a code of three other digits': bytes('999 what\r\n'),
  'sends a line of megabytes': flood('x'.repeat(65_536)),
  'answers without end': flood('250-hello\r\n'.repeat(5_000)),
  'sends blank lines without end': flood('\r\n'.repeat(20_000)),
  'sends controls, 8-bit bytes and bidi marks': bytes(
    '554 5.7.1 \x00\x1b[2J\x1b]0;x\x07\x9b31m\xe2\x80\xae\xff\r\n',
  ),
  'contradicts itself (450 5.1.1)': bytes('450 5.1.1 unknown?\r\n'),
  'contradicts itself (550 4.1.1)': bytes('550 4.1.1 later?\r\n'),
  'says 250 where another code belongs': bytes('250 fine\r\n'),
  'says 354 where another code belongs': bytes('354 go on\r\n'),
  'answers everything before it is asked': bytes(
    '220 t\r\n250 t\r\n250 t\r\n250 t\r\n354 t\r\n250 t\r\n',
  ),
} satisfies Record<string, Misdeed>;
type Kind = keyof typeof MISDEEDS;

const PLAIN: readonly Stage[] = ['greeting', 'ehlo', 'mail', 'rcpt', 'data', 'body', 'dot', 'quit'];
const ENCRYPTED: readonly Stage[] = ['starttls', 'handshake', 'ehlo-after-tls'];
const LOGIN: readonly Stage[] = ['auth', 'auth-user', 'auth-password'];
const kinds = Object.keys(MISDEEDS) as Kind[];
const cases = [...PLAIN, ...ENCRYPTED, ...LOGIN].flatMap((stage) =>
  kinds.map((kind) => [stage, kind] as const),
);

/** What refuses the text, or takes it; everything else after the final dot leaves it open. */
const ANSWERS_TO_TEXT: readonly Kind[] = [
  'goes away (421)',
  'puts off (451)',
  'refuses (550)',
  'refuses, and closes',
  'sends controls, 8-bit bytes and bidi marks',
  'contradicts itself (450 5.1.1)',
  'contradicts itself (550 4.1.1)',
];

/** Any 2xx there confirms the mail. */
const TAKES_TEXT: readonly Kind[] = [
  'says 250 where another code belongs',
  'answers everything before it is asked',
];

async function play(stage: Stage, misdeed: Misdeed, tlsMode: 'off' | 'opportunistic' | 'implicit') {
  const isLogin = stage.startsWith('auth');
  const server = await startHostileSmtp({
    stage,
    misdeed,
    connections: 1,
    ...(ENCRYPTED.includes(stage) && { tls: tls() }),
    ...(isLogin && { login: stage === 'auth' ? 'PLAIN' : 'LOGIN' }),
  });
  toClose.push(server.close);
  const clock = standingClock();
  const config = mailConfig(server.port, {
    tls: tlsMode,
    ...(isLogin && { user: 'monitor', password: new Secret('p4ssword') }),
  });
  const agent = await openMailer(config, undefined, { clock });
  void agent.mailer.notify(notice());
  await until(() => server.reached() > 0);
  return { server, clock, agent };
}

/** Lets the minutes of the RFC pass, as long as something is awaited. */
async function untilEnded(is: () => boolean, { move }: { move: (ms: number) => void }) {
  await until(() => {
    if (!is()) move(20_000);
    return is();
  });
}

describe('a mail server that misbehaves once', () => {
  it.each(cases)('at %s: %s', async (stage, kind) => {
    const before = process.memoryUsage().rss;
    const { server, clock, agent } = await play(
      stage,
      MISDEEDS[kind],
      ENCRYPTED.includes(stage) ? 'opportunistic' : 'off',
    );
    const isTaken = stage === 'dot' && TAKES_TEXT.includes(kind);
    const isOpen = stage === 'dot' && !isTaken && !ANSWERS_TO_TEXT.includes(kind);
    const words = () => agent.events.map((event) => eventText(event, 'en')).join('\n');
    await untilEnded(() => agent.waiting().length === 0, clock);
    // Delivered, once: kept until the server took it, and mailed again only where it may have arrived.
    expect([agent.count('mail-sent') > 0, agent.count('mail-refused')]).toEqual([true, 0]);
    // In the midst of the text its end may be on its way already: then the outcome is open.
    if (stage !== 'body') {
      expect(server.confirmed()).toBe(isTaken ? 0 : 1);
      expect(words().includes('may have arrived')).toBe(isOpen);
    }
    expect(words().length).toBeLessThan(10_000);
    expect(words().replaceAll('\n', ' ')).not.toMatch(/[\p{Cc}\p{Cf}]|p4ssword/u);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  });

  it.each(kinds)('where TLS should begin at once: %s', async (kind) => {
    const { clock, agent } = await play('greeting', MISDEEDS[kind], 'implicit');
    await untilEnded(() => agent.count('mail-failed') > 0, clock);
    expect([agent.waiting().length, agent.count('mail-sent')]).toEqual([1, 0]);
  });

  it('refuses one recipient for its address: the others get the mail, that one is not tried again', async () => {
    const server = await startHostileSmtp({
      stage: 'rcpt',
      misdeed: bytes('550 5.1.1 no such user\r\n'),
      connections: 1,
    });
    toClose.push(server.close);
    const recipients = ['a@example.org', 'b@example.org', 'c@example.org'];
    const agent = await openMailer(mailConfig(server.port, { recipients, tls: 'off' }));
    void agent.mailer.notify(notice());
    await until(() => server.confirmed() === 2 && agent.waiting().length === 0);
    expect([agent.count('mail-refused'), agent.count('mail-sent')]).toEqual([1, 2]);
    expect([server.reached(), server.texts()]).toEqual([1, 2]);
  });
});
