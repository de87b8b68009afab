/** Mails waiting on disk. */
import { eventText } from '../../src/texts/sentence.js';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { Mailer } from '../../src/adapters/mail/mailer.js';
import { newLetter } from '../../src/adapters/mail/letter.js';
import { Outbox } from '../../src/adapters/mail/outbox.js';
import { renderMail } from '../../src/adapters/mail/render.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import {
  away,
  later,
  mailConfig,
  notice,
  openMailer,
  openScripted,
  smtp,
  toClose,
} from '../support/mail.js';
import { until } from '../support/shells.js';
import { startRudeServer } from '../support/smtp.js';

const RECIPIENTS = ['a@example.org', 'b@example.org'];

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
    expect(events.filter((event) => eventText(event, 'en').includes('set aside'))).toHaveLength(3);
    expect(count('mail-failed')).toBe(0);
    void mailer.notify(notice('n5'));
    await mailer.flush(5_000);
    expect(server.mails).toHaveLength(2);
  });

  it('keeps nothing of a notice that was mailed while it was being written', async () => {
    const { mailer, stateDir, sent } = await openScripted(() => undefined);
    for (const id of ['n1', 'n2', 'n3']) void mailer.notify(notice(id));
    await until(() => sent.length === 3);
    await mailer.flush(5_000);
    await mailer.close();
    expect(readdirSync(join(stateDir, 'outbox'))).toEqual([]);
  });

  it('goes on with the others when the delivery of one throws', async () => {
    const { mailer, stateDir, sent, events } = await openScripted((id) => {
      if (id === 'n1') throw new Error('a fault of our own');
      return undefined;
    });
    for (const id of ['n1', 'n2']) void mailer.notify(notice(id));
    await until(() => events.filter(({ action }) => action === 'mail-failed').length >= 2);
    await until(() => sent.length > 0);
    await mailer.close();
    expect(sent).toEqual(['n2']);
    expect(readdirSync(join(stateDir, 'outbox'))).toEqual(['n1.json']);
  });

  it('has one notice ask for all while the server is away, and a new one at once', async () => {
    let isAway = true;
    const tried: string[] = [];
    const { mailer, sent, events } = await openScripted((id) => {
      tried.push(id);
      return isAway ? away : undefined;
    });
    const ids = ['n1', 'n2', 'n3', 'n4'];
    for (const id of ids) void mailer.notify(notice(id));
    await until(() => tried.length >= 6);
    const lines = () => events.filter(({ action }) => action === 'mail-failed');
    expect(lines().length).toBe(tried.length);
    const words = lines().map((event) => eventText(event, 'en'));
    expect(words.filter((each) => each.includes('check [mail] host and port'))).toHaveLength(1);
    expect(words.at(-1)).toBe('No mail can be sent, notices waiting: 4. test:25, connecting: down');
    expect(new Set(tried)).toEqual(new Set(['n1']));
    isAway = false;
    await until(() => sent.length === 4);
    expect(sent).toEqual(ids);
    expect(events.map((event) => eventText(event, 'en'))).toContain(
      'Mail can be sent again, notices waiting: 4',
    );
  });

  it('asks no further recipient while the server is away', async () => {
    const recipients: string[] = [];
    const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-'));
    const mailer = new Mailer({
      recipients: ['a@example.org', 'b@example.org'],
      send: (_notice, recipient) => {
        recipients.push(recipient);
        return Promise.resolve(away);
      },
      stateDir,
      journal: () => undefined,
      clock: systemClock,
      backOffMs: [60_000],
    });
    await mailer.open();
    toClose.push(() => mailer.close());
    void mailer.notify(notice('n1'));
    await mailer.flush(5_000);
    void mailer.notify(notice('n2'));
    await mailer.flush(5_000);
    expect(recipients).toEqual(['a@example.org', 'a@example.org']);
  });

  it('goes on with the others when the server takes one of them later', async () => {
    let refusals = 0;
    const { mailer, sent } = await openScripted((id) =>
      id === 'n1' && refusals++ < 2 ? later('letter') : undefined,
    );
    void mailer.notify(notice('n1'));
    void mailer.notify({ ...notice('n2'), incidentId: 'another' });
    await until(() => sent.length === 2);
    expect(sent).toEqual(['n2', 'n1']);
  });

  it('gives no notice up for its age, nor for a clock that was set forward', async () => {
    const nextMonth = { ...systemClock, wallMs: () => systemClock.wallMs() + 30 * 24 * 3_600_000 };
    let tries = 0;
    const { mailer, stateDir, sent } = await openScripted(
      () => (tries++ < 3 ? later('recipient') : undefined),
      nextMonth,
    );
    void mailer.notify(notice('n1'));
    await until(() => tries > 0);
    expect(readdirSync(join(stateDir, 'outbox'))).toEqual(['n1.json']);
    await until(() => sent.length === 1);
  });

  it('puts the oldest of more than 1,000 into one that says how many and from when to when', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-'));
    const events: JournalEvent[] = [];
    const outbox = new Outbox(stateDir, RECIPIENTS, (event) => void events.push(event));
    await outbox.open();
    const at = Date.UTC(2026, 10, 24);
    const name = (n: number) => `n${String(n).padStart(4, '0')}`;
    for (let n = 0; n < 1_501; n++) {
      await outbox.add(newLetter({ ...notice(name(n)), at: at + n * 1_000 }, RECIPIENTS));
    }
    expect(readdirSync(join(stateDir, 'outbox')).length).toBe(outbox.letters.length);
    expect(outbox.letters.length).toBeLessThanOrEqual(1_000);
    const [first] = outbox.letters;
    expect(first).toMatchObject({
      notice: { kind: 'summary', count: 1_501 - (outbox.letters.length - 1), firstAt: at },
      waiting: RECIPIENTS,
    });
    expect(outbox.letters[1]?.notice.id).toBe(name(1_501 - outbox.letters.length + 1));
    expect(
      events.filter((event) => eventText(event, 'en').includes('are combined into one summary')),
    ).toHaveLength(2);
    const again = new Outbox(stateDir, RECIPIENTS, () => undefined);
    await again.open();
    expect(again.letters).toEqual(outbox.letters);
    expect(renderMail(first!.notice, 'en').subject).toContain('events could not be mailed in time');
    expect(renderMail(first!.notice, 'ru').text).toContain('2026-11-24');
  });

  it('delivers from memory when the disk takes nothing, and says so once', async () => {
    const server = await smtp();
    const { mailer, stateDir, count } = await openMailer(mailConfig(server.port));
    rmSync(join(stateDir, 'outbox'), { recursive: true });
    writeFileSync(join(stateDir, 'outbox'), 'in the place of the folder');
    void mailer.notify(notice('n1'));
    void mailer.notify(notice('n2'));
    await until(() => server.mails.length === 2);
    await mailer.flush(5_000);
    expect(count('outbox')).toBe(1);
  });

  it('removes a mail delivered from memory as soon as the disk takes it again', async () => {
    const { mailer, stateDir, sent, events } = await openScripted(() => undefined);
    const [folder, elsewhere] = [join(stateDir, 'outbox'), join(stateDir, 'away')];
    writeFileSync(join(folder, 'n1.json'), JSON.stringify(newLetter(notice('n1'), RECIPIENTS)));
    renameSync(folder, elsewhere);
    writeFileSync(folder, 'in the place of the folder');
    void mailer.notify(notice('n1'));
    await until(() => sent.length === 1 && events.some(({ action }) => action === 'outbox'));
    rmSync(folder);
    renameSync(elsewhere, folder);
    await until(() => readdirSync(folder).length === 0, 10_000);
    expect(events.filter(({ action }) => action === 'outbox')).toHaveLength(2);
  });

  it('takes a notice without waiting for anything', async () => {
    const silent = await startRudeServer('silent');
    toClose.push(silent.close);
    const { mailer } = await openMailer(mailConfig(silent.port));
    const before = performance.now();
    for (let n = 0; n < 100; n++) void mailer.notify(notice(`n${n}`));
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
