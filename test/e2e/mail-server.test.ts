/** Mail servers as found in the field: slow, strict, old, misconfigured. Each is real, on loopback. */
import { createServer as createTlsServer } from 'node:tls';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/secret.js';
import { eventText } from '../../src/texts/sentence.js';
import {
  mailConfig,
  notice,
  openMailer,
  scripted,
  sendOnce,
  shortDeadlines,
  smtp,
  toClose,
} from '../support/mail.js';
import { until } from '../support/shells.js';

const login = { user: 'monitor', password: new Secret('p4ssword') };

/** Speaks TLS 1.0 only. */
async function oldTls() {
  const server = createTlsServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1' });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  toClose.push(() => new Promise((resolve) => void server.close(resolve)));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('a slow server', () => {
  it('that greets late gets the mail', async () => {
    const server = await scripted({ greetAfterMs: 600 });
    expect(
      await sendOnce(mailConfig(server.port), { deadlines: shortDeadlines({ greeting: 5_000 }) }),
    ).toMatchObject({ kind: 'accepted' });
  });

  it('that confirms late gets it once', async () => {
    const server = await scripted({ answer: (line) => (line === '.' ? 600 : undefined) });
    const deadlines = shortDeadlines({ dot: 5_000 });
    const { mailer, waiting } = await openMailer(mailConfig(server.port), undefined, { deadlines });
    void mailer.notify(notice());
    await mailer.flush(5_000);
    expect(server.texts).toHaveLength(1);
    expect(waiting()).toEqual([]);
  });

  it('that never confirms gets it three times, and the log says that it may have arrived', async () => {
    const server = await scripted({ answer: (line) => (line === '.' ? 'silent' : undefined) });
    const { mailer, waiting, events } = await openMailer(mailConfig(server.port), undefined, {
      deadlines: shortDeadlines({ dot: 100 }),
    });
    void mailer.notify(notice());
    await until(() => waiting().length === 0 && server.texts.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(server.texts).toHaveLength(3);
    const words = events
      .filter(({ action }) => action === 'mail-failed')
      .map((event) => eventText(event, 'en'));
    expect(words[0]).toContain('try 1 of 3');
    expect(words[0]).toContain('may have arrived');
    expect(words[2]).toContain('not tried again');
  });

  it('that hangs up at the end of the text is treated alike, across a restart of the agent', async () => {
    const server = await scripted({ answer: (line) => (line === '.' ? 'close' : undefined) });
    const first = await openMailer(mailConfig(server.port));
    void first.mailer.notify(notice());
    await until(() => server.texts.length === 1);
    await until(() => first.count('mail-failed') === 1);
    await first.mailer.close();
    const { waiting } = await openMailer(mailConfig(server.port), first.stateDir);
    await until(() => waiting().length === 0);
    expect(server.texts).toHaveLength(3);
  });

  it('does not make the end of the agent long', async () => {
    const server = await scripted({ answer: (line) => (line === '.' ? 'silent' : undefined) });
    const deadlines = shortDeadlines({ dot: 600_000 });
    const { mailer, waiting } = await openMailer(mailConfig(server.port), undefined, { deadlines });
    void mailer.notify(notice());
    await until(() => server.texts.length === 1);
    const before = performance.now();
    await mailer.flush(200);
    await mailer.close();
    expect(performance.now() - before).toBeLessThan(60_000);
    expect(waiting()).toHaveLength(1);
  });

  it('has each answer counted by itself when it takes several commands at once', async () => {
    const server = await scripted({
      extensions: ['PIPELINING'],
      answer: (line) => (/^(RCPT|DATA)/.test(line) ? 'silent' : undefined),
    });
    const deadlines = shortDeadlines({ data: 60_000 });
    expect(await sendOnce(mailConfig(server.port), { deadlines })).toMatchObject({
      kind: 'unavailable',
      reason: { stage: 'rcpt', cause: { kind: 'mail-deadline' } },
    });
  });
});

describe('a server that refuses', () => {
  it('the sender keeps all notices: one is retried, and the required change is reported once', async () => {
    let isFixed = false;
    const no = '550 5.7.60 SMTP; Client does not have permissions to send as this sender';
    const server = await scripted({
      answer: (line) => (line === '.' && !isFixed ? no : undefined),
    });
    const { mailer, waiting, events } = await openMailer(mailConfig(server.port));
    for (const id of ['n1', 'n2', 'n3']) void mailer.notify(notice(id));
    await until(() => server.connections() >= 4);
    expect(waiting()).toHaveLength(3);
    const words = events
      .filter(({ action }) => action === 'mail-failed')
      .map((event) => eventText(event, 'en'));
    expect(words.filter((each) => each.includes('set sender to the address'))).toHaveLength(1);
    isFixed = true;
    await until(() => waiting().length === 0);
    await mailer.close();
  });

  it('one recipient for another reason than its address keeps the notice for that one only', async () => {
    const server = await scripted({
      answer: (line) => (line.includes('<out@') ? '550 5.7.1 relaying denied' : undefined),
    });
    const recipients = ['out@example.com', 'in@example.org'];
    const { mailer, waiting, count } = await openMailer(mailConfig(server.port, { recipients }));
    for (const id of ['n1', 'n2']) void mailer.notify(notice(id));
    await until(() => server.texts.length === 2);
    await until(() => count('mail-failed') > 0);
    expect(count('mail-refused')).toBe(0);
    await mailer.close();
    expect(waiting()).toHaveLength(2);
  });
});

describe('a server whose encryption fails', () => {
  const broken = (more: { extensions?: string[] } = {}) =>
    scripted({
      extensions: ['STARTTLS', ...(more.extensions ?? [])],
      // STARTTLS is followed by text instead of TLS.
      answer: (line) => (line === 'STARTTLS' ? '220 go ahead\r\n500 no TLS here' : undefined),
    });

  it('gets the mail in clear when that is allowed and no password goes with it, reported once', async () => {
    const server = await broken();
    const { mailer, events } = await openMailer(mailConfig(server.port), undefined, {
      deadlines: shortDeadlines(),
    });
    for (const id of ['n1', 'n2']) void mailer.notify(notice(id));
    await until(() => server.texts.length === 2);
    await mailer.flush(2_000);
    const words = events.map((event) => eventText(event, 'en'));
    expect(words.filter((each) => each.includes('without encryption'))).toHaveLength(1);
  });

  it('gets neither mail nor password in clear where there is a login', async () => {
    const server = await broken({ extensions: ['AUTH PLAIN LOGIN'] });
    const answer = await sendOnce(mailConfig(server.port, login));
    expect(answer).toMatchObject({ kind: 'unavailable', isSetup: true });
    expect(answer.words).toContain('the password is not sent without encryption');
    expect(server.lines.join()).not.toMatch(/AUTH|MAIL/);
  });

  it('gets nothing where encryption is required', async () => {
    const server = await broken();
    const answer = await sendOnce(mailConfig(server.port, { tls: 'required' }));
    expect(answer).toMatchObject({ kind: 'unavailable', reason: { stage: 'starttls' } });
    expect(server.texts).toEqual([]);
  });
});

describe('a server that is set up otherwise than the agent', () => {
  it.each([
    ['a plain server asked for TLS at once', 'implicit', 'this port does not begin with TLS'],
    ['a certificate that has expired', 'required', 'renew it there'],
  ] as const)('%s: a hint in words', async (_what, tls, words) => {
    const server = await smtp();
    expect((await sendOnce(mailConfig(server.port, { tls }))).words).toContain(words);
  });

  it('TLS at once, asked in clear: a hint in words', async () => {
    const server = await smtp({ secure: true });
    const answer = await sendOnce(mailConfig(server.port, { tls: 'off' }));
    expect(answer.kind).toBe('unavailable');
    expect(answer.words).toMatch(/tls = implicit|no answer within/);
  });

  it('TLS 1.0 only: a hint in words', async () => {
    const port = await oldTls();
    expect((await sendOnce(mailConfig(port, { tls: 'implicit' }))).words).toContain('TLS 1.2');
  });

  it('Windows login only: a hint in words, and no password is tried', async () => {
    const server = await scripted({ extensions: ['AUTH NTLM GSSAPI'] });
    const answer = await sendOnce(mailConfig(server.port, login));
    expect(answer.words).toContain('accepts only a Windows login');
    expect(server.lines.join()).not.toContain('AUTH');
  });

  it('nothing listens: a hint in words, in either language', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect((await sendOnce(mailConfig(port))).words).toContain('nothing listens there');
  });

  it('a name that does not exist: a hint in words', async () => {
    const answer = await sendOnce(mailConfig(25, { host: 'mail.invalid' }), {
      deadlines: shortDeadlines({ connect: 20_000 }),
    });
    expect(answer.words).toMatch(/DNS does not know this name|could not be resolved/);
  });

  it('a greeting of 1 MB of controls is cut and cleaned', async () => {
    const server = await scripted({ greeting: `554 \u001b[2J${'x'.repeat(1_000_000)}` });
    const { words } = await sendOnce(mailConfig(server.port), {
      deadlines: shortDeadlines({ greeting: 5_000 }),
    });
    expect(words.length).toBeLessThan(3_000);
    expect(words).not.toContain('\u001b');
  });

  it('a greeting, or an answer to EHLO, without an end is cut off, and takes no memory', async () => {
    for (const stage of ['greeting', 'ehlo']) {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        const flood = () => {
          while (!socket.destroyed && socket.write('220-hello\r\n'.repeat(1_000)));
          if (!socket.destroyed) socket.once('drain', flood);
        };
        if (stage === 'ehlo') socket.write('220 test\r\n');
        if (stage === 'ehlo') socket.once('data', flood);
        else flood();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      toClose.push(() => new Promise((resolve) => server.close(resolve)));
      const { port } = server.address() as AddressInfo;
      const answer = await sendOnce(mailConfig(port));
      const cause = { kind: 'mail-answer-too-long' };
      expect(answer).toMatchObject({ kind: 'unavailable', reason: { stage, cause } });
      expect(JSON.stringify(answer)).not.toContain('closed-before-greeting');
    }
  });

  it('that repeats the password has it masked', async () => {
    const server = await scripted({
      extensions: ['AUTH PLAIN'],
      answer: (line) =>
        line.startsWith('AUTH')
          ? `535 5.7.8 ${line} ${Buffer.from(line.slice(11), 'base64').toString().replaceAll('\0', ' ')}`
          : undefined,
    });
    const { words } = await sendOnce(mailConfig(server.port, login));
    expect(words).toContain('check [mail] user and password');
    expect(words).not.toContain('p4ssword');
    expect(words).not.toContain(Buffer.from('\0monitor\0p4ssword').toString('base64'));
  });
});

describe('the session', () => {
  it('begins with the address of the connection, or with the name that is configured', async () => {
    const server = await scripted();
    await sendOnce(mailConfig(server.port), { hostName: 'SRV01' });
    await sendOnce(mailConfig(server.port, { helo: 'srv01.example.org' }));
    const greetings = server.lines.filter((line) => line.startsWith('EHLO'));
    expect(greetings).toEqual(['EHLO [127.0.0.1]', 'EHLO srv01.example.org']);
  });

  it('takes names beside the addresses of sender and recipient', async () => {
    const server = await smtp();
    await sendOnce(
      mailConfig(server.port, {
        sender: 'Мониторинг <comwatch@example.org>',
        recipients: ['"Иванов, Иван" <a@example.org>'],
      }),
    );
    const [received] = server.mails;
    expect(received?.to).toEqual(['a@example.org']);
    expect(received?.mail.from?.value).toEqual([
      { name: 'Мониторинг', address: 'comwatch@example.org' },
    ]);
    expect(received?.raw).toContain('a@example.org');
  });

  it('goes to no other server with a mail that may have arrived', async () => {
    const first = await scripted({ answer: (line) => (line === '.' ? 'close' : undefined) });
    const second = await scripted();
    const host = `127.0.0.1:${first.port},127.0.0.1:${second.port}`;
    expect(await sendOnce(mailConfig(25, { host }))).toMatchObject({ kind: 'unknown' });
    expect(second.connections()).toBe(0);
  });
});
