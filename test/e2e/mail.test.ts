import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { Mailer } from '../../src/adapters/mail/mailer.js';
import { openSmtp } from '../../src/adapters/mail/smtp.js';
import type { MailConfig } from '../../src/config/config.js';
import { Secret } from '../../src/config/secret.js';
import type { JournalEvent } from '../../src/core/journal-event.js';
import type { BreachNotice } from '../../src/core/notice.js';
import { startRudeServer, startSmtp } from '../support/smtp.js';
import { target } from '../support/build.js';
import { until } from '../support/shells.js';

const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

function notice(id = 'n1'): BreachNotice {
  return {
    kind: 'breach',
    id,
    incidentId: '20261124-211504.123-4712',
    hostName: 'SRV01',
    at: Date.now(),
    target: target(),
    commandLine: 'dllhost.exe /Processid:{<E10F>}',
    figures: { cpuPercent: 143.25, memoryPercent: 3.5, workingSetBytes: 573 * 2 ** 20 },
    limits: { maxCpuPercent: 80, maxMemoryPercent: 20 },
    breached: ['cpu'],
    logicalProcessors: 4,
    cpuBasis: 'core',
    deed: { kind: 'tried', outcome: { kind: 'stopped', tookMs: 12 }, attempt: 1 },
  };
}

function mailConfig(port: number, changes: Partial<MailConfig> = {}): MailConfig {
  return {
    recipients: ['a@example.org'],
    sender: 'comwatch@example.org',
    host: '127.0.0.1',
    port,
    user: '',
    password: new Secret(''),
    tls: 'opportunistic',
    ...changes,
  };
}

async function openMailer(
  config: MailConfig,
  stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-')),
) {
  const events: JournalEvent[] = [];
  const mailer = new Mailer({
    recipients: config.recipients,
    send: openSmtp(config, 'ru'),
    stateDir,
    journal: (event) => void events.push(event),
    clock: systemClock,
    backOffMs: [100],
  });
  await mailer.open();
  toClose.push(() => mailer.close());
  const waiting = () =>
    readdirSync(join(stateDir, 'outbox')).filter((file) => file.endsWith('.json'));
  return {
    mailer,
    events,
    stateDir,
    waiting,
    count: (action: string) => events.filter((event) => event.action === action).length,
  };
}

/** Takes everything at once, after `before` has had its say. */
async function openScripted(before: (id: string) => void) {
  const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-'));
  const sent: string[] = [];
  const events: JournalEvent[] = [];
  const mailer = new Mailer({
    recipients: ['a@example.org'],
    send: ({ id }) => {
      before(id);
      sent.push(id);
      return Promise.resolve({ kind: 'accepted', response: '250' });
    },
    stateDir,
    journal: (event) => void events.push(event),
    clock: systemClock,
    backOffMs: [50],
  });
  await mailer.open();
  toClose.push(() => mailer.close());
  return { mailer, stateDir, sent, events };
}

async function smtp(options: Parameters<typeof startSmtp>[0] = {}) {
  const server = await startSmtp(options);
  toClose.push(server.close);
  return server;
}

describe('a notice', () => {
  it('arrives in Russian, as text and as HTML, with figures, limit, identity and outcome', async () => {
    const server = await smtp();
    const { mailer } = await openMailer(mailConfig(server.port));
    mailer.notify(notice());
    await until(() => server.mails.length === 1);
    const { mail } = server.mails[0]!;
    expect(mail.subject).toBe('[comwatch] SRV01 dllhost.exe 4712: выгружен (ЦП 143,3 % > 80 %)');
    for (const part of [
      'PID 4712',
      '143,3 %',
      '80 %',
      '573 МБ',
      'dllhost.exe /Processid:{<E10F>}',
      '20261124-211504.123-4712',
    ]) {
      expect(mail.text).toContain(part);
    }
    expect(mail.html).toContain('/Processid:{&lt;E10F&gt;}');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('is not left on disk when everybody took it', async () => {
    const server = await smtp();
    const { mailer, waiting } = await openMailer(mailConfig(server.port));
    mailer.notify(notice());
    await mailer.flush(5_000);
    expect(server.mails).toHaveLength(1);
    expect(waiting()).toEqual([]);
  });

  it('reaches the others when one recipient is refused, who is not asked again', async () => {
    const server = await smtp({ answer: (to) => (to === 'bad@example.org' ? 550 : undefined) });
    const recipients = ['bad@example.org', 'good@example.org'];
    const { mailer, count, waiting } = await openMailer(mailConfig(server.port, { recipients }));
    mailer.notify(notice());
    await mailer.flush(5_000);
    expect(server.mails.map((each) => each.to)).toEqual([['good@example.org']]);
    expect([count('mail-refused'), count('mail-sent')]).toEqual([1, 1]);
    expect(waiting()).toEqual([]);
  });

  it('is tried again after a temporary refusal, by that recipient only', async () => {
    let asked = 0;
    const server = await smtp({
      answer: (to) => (to === 'busy@example.org' && asked++ === 0 ? 450 : undefined),
    });
    const recipients = ['busy@example.org', 'a@example.org'];
    const { mailer } = await openMailer(mailConfig(server.port, { recipients }));
    mailer.notify(notice());
    await until(() => server.mails.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.mails.map((each) => each.to[0])).toEqual(['a@example.org', 'busy@example.org']);
  });

  it('waits on disk while the server is down and arrives once after a restart of the agent', async () => {
    const down = await startSmtp();
    await down.close();
    const first = await openMailer(mailConfig(down.port));
    first.mailer.notify(notice());
    await until(() => first.count('mail-failed') > 0);
    await first.mailer.close();
    expect(first.waiting()).toHaveLength(1);
    const up = await smtp({ port: down.port });
    const second = await openMailer(mailConfig(up.port), first.stateDir);
    await until(() => up.mails.length === 1);
    await second.mailer.flush(5_000);
    expect(second.waiting()).toEqual([]);
    const third = await openMailer(mailConfig(up.port), first.stateDir);
    await third.mailer.flush(1_000);
    expect(up.mails).toHaveLength(1);
  });

  it('keeps its Message-ID from try to try', async () => {
    const server = await smtp();
    const send = openSmtp(mailConfig(server.port), 'en');
    await send(notice(), 'a@example.org');
    await send(notice(), 'a@example.org');
    await send(notice(), 'b@example.org');
    const ids = server.mails.map((each) => each.mail.messageId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('is kept when the server hangs up or refuses the login', async () => {
    const rude = await startRudeServer('hang-up');
    toClose.push(rude.close);
    expect(await openSmtp(mailConfig(rude.port), 'ru')(notice(), 'a@example.org')).toMatchObject({
      kind: 'failed',
    });
    const strict = await smtp({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(new Error('wrong')),
    });
    const config = mailConfig(strict.port, { user: 'u', password: new Secret('p') });
    expect(await openSmtp(config, 'ru')(notice(), 'a@example.org')).toMatchObject({
      kind: 'failed',
    });
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const silent = await startRudeServer('silent');
    toClose.push(silent.close);
    const answer = await openSmtp(mailConfig(silent.port), 'ru')(notice(), 'a@example.org');
    expect(answer).toMatchObject({ kind: 'failed' });
  });

  it('logs in when there is a user', async () => {
    const seen: string[] = [];
    const server = await smtp({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        seen.push(`${username}:${password}`);
        done(null, { user: username });
      },
    });
    const config = mailConfig(server.port, { user: 'monitor', password: new Secret('п#а;р') });
    expect(await openSmtp(config, 'ru')(notice(), 'a@example.org')).toMatchObject({
      kind: 'accepted',
    });
    expect(seen).toEqual(['monitor:п#а;р']);
  });

  it('goes encrypted when the server offers it, with a certificate of its own only if that is allowed', async () => {
    const server = await smtp();
    const encrypted = async (tls: MailConfig['tls']) =>
      openSmtp(mailConfig(server.port, { tls }), 'ru')(notice(), 'a@example.org');
    expect(await encrypted('opportunistic')).toMatchObject({ kind: 'accepted' });
    expect(server.mails.at(-1)?.raw).not.toBe('');
    expect(await encrypted('off')).toMatchObject({ kind: 'accepted' });
    expect(await encrypted('required')).toMatchObject({ kind: 'failed' });
    const plain = await smtp({ disabledCommands: ['STARTTLS'] });
    expect(
      await openSmtp(mailConfig(plain.port, { tls: 'required' }), 'ru')(notice(), 'a@example.org'),
    ).toMatchObject({ kind: 'failed' });
    expect(await openSmtp(mailConfig(plain.port), 'ru')(notice(), 'a@example.org')).toMatchObject({
      kind: 'accepted',
    });
  });
});

describe('the outbox', () => {
  it('sets a file that cannot be read aside and delivers the rest', async () => {
    const server = await smtp();
    const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-'));
    mkdirSync(join(stateDir, 'outbox'));
    writeFileSync(join(stateDir, 'outbox', 'half.json'), '{"notice":{"id"');
    writeFileSync(
      join(stateDir, 'outbox', 'n2.json'),
      JSON.stringify({ notice: notice('n2'), waiting: ['a@example.org'] }),
    );
    await openMailer(mailConfig(server.port), stateDir);
    await until(() => server.mails.length === 1);
    expect(readdirSync(join(stateDir, 'outbox'))).toContain('half.json.bad');
  });

  it('sets a notice of another version, which has no words here, aside and delivers the rest', async () => {
    const server = await smtp();
    const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-'));
    mkdirSync(join(stateDir, 'outbox'));
    const newer: object[] = [
      { ...notice('n1'), kind: 'forecast' },
      { kind: 'breach', id: 'n2' },
      { ...notice('n3'), deed: { kind: 'postponed' } },
    ];
    for (const each of [...newer, notice('n4')]) {
      const file = join(stateDir, 'outbox', `${(each as { id: string }).id}.json`);
      writeFileSync(file, JSON.stringify({ notice: each, waiting: ['a@example.org'] }));
    }
    const { mailer, waiting, count, events } = await openMailer(mailConfig(server.port), stateDir);
    await mailer.flush(5_000);
    expect(server.mails).toHaveLength(1);
    expect(waiting()).toEqual([]);
    expect(readdirSync(join(stateDir, 'outbox')).sort()).toEqual(
      ['n1', 'n2', 'n3'].map((id) => `${id}.json.bad`),
    );
    expect(events.filter(({ message }) => message.includes('set aside'))).toHaveLength(3);
    expect(count('mail-failed')).toBe(0);
    mailer.notify(notice('n5'));
    await mailer.flush(5_000);
    expect(server.mails).toHaveLength(2);
  });

  it('keeps nothing of a notice that was mailed while it was being written', async () => {
    const { mailer, stateDir, sent } = await openScripted(() => undefined);
    for (const id of ['n1', 'n2', 'n3']) mailer.notify(notice(id));
    await until(() => sent.length === 3);
    await mailer.flush(5_000);
    await mailer.close();
    expect(readdirSync(join(stateDir, 'outbox'))).toEqual([]);
  });

  it('goes on with the others when the delivery of one throws', async () => {
    const { mailer, stateDir, sent, events } = await openScripted((id) => {
      if (id === 'n1') throw new Error('a fault of our own');
    });
    for (const id of ['n1', 'n2']) mailer.notify(notice(id));
    await until(() => events.filter(({ action }) => action === 'mail-failed').length >= 2);
    await until(() => sent.length > 0);
    await mailer.close();
    expect(sent).toEqual(['n2']);
    expect(readdirSync(join(stateDir, 'outbox'))).toEqual(['n1.json']);
  });

  it('delivers from memory when the disk takes nothing, and says so once', async () => {
    const server = await smtp();
    const { mailer, stateDir, count } = await openMailer(mailConfig(server.port));
    rmSync(join(stateDir, 'outbox'), { recursive: true });
    mailer.notify(notice('n1'));
    mailer.notify(notice('n2'));
    await until(() => server.mails.length === 2);
    expect(count('outbox')).toBeGreaterThanOrEqual(1);
  });

  it('takes a notice without waiting for anything', async () => {
    const silent = await startRudeServer('silent');
    toClose.push(silent.close);
    const { mailer } = await openMailer(mailConfig(silent.port));
    const before = performance.now();
    for (let n = 0; n < 100; n++) mailer.notify(notice(`n${n}`));
    expect(performance.now() - before).toBeLessThan(100);
  });
});
