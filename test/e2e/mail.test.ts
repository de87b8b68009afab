import { describe, expect, it } from 'vitest';
import type { MailConfig } from '../../src/config/config.js';
import { Secret } from '../../src/config/secret.js';
import { mailConfig, notice, openMailer, sendOnce, smtp, toClose } from '../support/mail.js';
import { until } from '../support/shells.js';
import { startRudeServer, startSmtp } from '../support/smtp.js';

describe('a notice', () => {
  it('arrives in Russian, as text and as HTML, with figures, limit, identity and outcome', async () => {
    const server = await smtp();
    const { mailer } = await openMailer(mailConfig(server.port));
    void mailer.notify(notice());
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
    void mailer.notify(notice());
    await mailer.flush(5_000);
    expect(server.mails).toHaveLength(1);
    expect(waiting()).toEqual([]);
  });

  it('reaches the others when a recipient is not known, who is not asked again', async () => {
    const server = await smtp({
      hideENHANCEDSTATUSCODES: false,
      answer: (to) => (to === 'bad@example.org' ? 550 : undefined),
    });
    const recipients = ['bad@example.org', 'good@example.org'];
    const { mailer, count, waiting } = await openMailer(mailConfig(server.port, { recipients }));
    void mailer.notify(notice());
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
    void mailer.notify(notice());
    await until(() => server.mails.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.mails.map((each) => each.to[0])).toEqual(['a@example.org', 'busy@example.org']);
  });

  it('waits on disk while the server is down and arrives once after a restart of the agent', async () => {
    const down = await startSmtp();
    await down.close();
    const first = await openMailer(mailConfig(down.port));
    void first.mailer.notify(notice());
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
    await sendOnce(mailConfig(server.port));
    await sendOnce(mailConfig(server.port));
    await sendOnce(mailConfig(server.port), {}, notice('n2'));
    const ids = server.mails.map((each) => each.mail.messageId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('makes one thread with the others of its incident', async () => {
    const server = await smtp();
    const other = { ...notice('n3'), incidentId: 'another' };
    for (const each of [notice('n1'), notice('n2'), other])
      await sendOnce(mailConfig(server.port), {}, each);
    const threads = server.mails.map(({ mail }) => [mail.references, mail.inReplyTo]);
    expect(threads[0]).toEqual(threads[1]);
    expect(threads[0]?.[0]).toBe('<incident.20261124-211504.123-4712@srv01.comwatch>');
    expect(threads[2]).not.toEqual(threads[0]);
  });

  it('is kept when the server hangs up or refuses the login', async () => {
    const rude = await startRudeServer('hang-up');
    toClose.push(rude.close);
    expect(await sendOnce(mailConfig(rude.port))).toMatchObject({
      kind: 'unavailable',
    });
    const strict = await smtp({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(new Error('wrong')),
    });
    const config = mailConfig(strict.port, { user: 'u', password: new Secret('p') });
    expect(await sendOnce(config)).toMatchObject({
      kind: 'unavailable',
    });
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const silent = await startRudeServer('silent');
    toClose.push(silent.close);
    const answer = await sendOnce(mailConfig(silent.port));
    expect(answer).toMatchObject({ kind: 'unavailable' });
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
    expect(await sendOnce(config)).toMatchObject({
      kind: 'accepted',
    });
    expect(seen).toEqual(['monitor:п#а;р']);
  });

  it('goes encrypted when the server offers it, with a certificate of its own only if that is allowed', async () => {
    const server = await smtp();
    const encrypted = async (tls: MailConfig['tls']) => sendOnce(mailConfig(server.port, { tls }));
    expect(await encrypted('opportunistic')).toMatchObject({ kind: 'accepted' });
    expect(server.mails.at(-1)?.raw).not.toBe('');
    expect(await encrypted('off')).toMatchObject({ kind: 'accepted' });
    expect(await encrypted('required')).toMatchObject({ kind: 'unavailable' });
    const plain = await smtp({ disabledCommands: ['STARTTLS'] });
    expect(await sendOnce(mailConfig(plain.port, { tls: 'required' }))).toMatchObject({
      kind: 'unavailable',
    });
    expect(await sendOnce(mailConfig(plain.port))).toMatchObject({
      kind: 'accepted',
    });
  });
});
