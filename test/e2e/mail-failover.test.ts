/** Several mail servers in `[mail] host`. */
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { RFC_DEADLINES } from '../../src/adapters/mail/deadlines.js';
import {
  mailConfig,
  notice,
  openMailer,
  scripted,
  sendOnce,
  smtp,
  toClose,
} from '../support/mail.js';
import { until } from '../support/shells.js';
import { startRudeServer, startSmtp } from '../support/smtp.js';

const MINUTE = 60_000;

/** Runs as fast as the real one, and may be moved on. */
function movedClock() {
  let aheadMs = 0;
  const clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + aheadMs };
  return { clock, move: (ms: number) => (aheadMs += ms) };
}

const sentenceKinds = (events: readonly { readonly sentence: { readonly kind: string } }[]) =>
  events.map(({ sentence }) => sentence.kind).filter((kind) => kind.startsWith('mail-server'));

describe('a second mail server', () => {
  it('takes every mail while the first is unavailable, which is reported once, until the first works again', async () => {
    const { clock, move } = movedClock();
    const first = await smtp();
    const second = await smtp();
    await first.close();
    const host = `127.0.0.1:${first.port}, 127.0.0.1:${second.port}`;
    const { mailer, events } = await openMailer(mailConfig(25, { host }), undefined, { clock });
    for (const id of ['n1', 'n2', 'n3']) await mailer.notify(notice(id));
    await until(() => second.mails.length === 3, 60_000);
    await mailer.flush(MINUTE);
    expect(sentenceKinds(events)).toEqual(['mail-server-away']);
    expect(events.some(({ sentence }) => sentence.kind === 'mail-unavailable')).toBe(false);

    move(6 * MINUTE);
    await mailer.notify(notice('n4'));
    await until(() => second.mails.length === 4, 60_000);
    expect(sentenceKinds(events)).toEqual(['mail-server-away']);

    const back = await startSmtp({ port: first.port });
    toClose.push(back.close);
    await mailer.notify(notice('n5'));
    await until(() => second.mails.length === 5, 60_000);
    move(6 * MINUTE);
    await mailer.notify(notice('n6'));
    await until(() => back.mails.length === 1, 60_000);
    await mailer.flush(MINUTE);
    expect(second.mails).toHaveLength(5);
    expect(sentenceKinds(events)).toEqual(['mail-server-away', 'mail-server-back']);
  });

  it('is not asked while the first works', async () => {
    const [first, second] = [await scripted(), await scripted()];
    const host = `127.0.0.1:${first.port},127.0.0.1:${second.port}`;
    const { mailer } = await openMailer(mailConfig(25, { host }));
    for (const id of ['n1', 'n2']) await mailer.notify(notice(id));
    await until(() => first.texts.length === 2, 60_000);
    expect(second.connections()).toBe(0);
  });

  it('is tried at once when the first refuses every login, and the first then only after a while', async () => {
    const [sick, well] = [await scripted({ greeting: '421 not now' }), await scripted()];
    const host = `127.0.0.1:${sick.port}, 127.0.0.1:${well.port}`;
    const { mailer } = await openMailer(mailConfig(25, { host }));
    for (const id of ['n1', 'n2']) void mailer.notify(notice(id));
    await until(() => well.texts.length === 2, 60_000);
    await mailer.flush(2_000);
    expect(sick.connections()).toBe(1);
  });

  it('waits for no more than 20 s for a first one that says nothing', async () => {
    const silent = await startRudeServer('silent');
    toClose.push(silent.close);
    const well = await smtp();
    const host = `127.0.0.1:${silent.port},127.0.0.1:${well.port}`;
    const began = systemClock.monotonicMs();
    const answer = await sendOnce(mailConfig(25, { host }), { deadlines: RFC_DEADLINES });
    expect(answer).toMatchObject({ kind: 'accepted', server: `127.0.0.1:${well.port}` });
    expect(answer.passedOver).toMatchObject([
      { stage: 'greeting', cause: { kind: 'mail-deadline', deadlineMs: 20_000 } },
    ]);
    expect(systemClock.monotonicMs() - began).toBeLessThan(4 * MINUTE);
  }, 300_000);

  it('leaves its whole time to a first one that is only slow, when it does not answer itself', async () => {
    const slow = await scripted({ greetAfterMs: 22_000 });
    const gone = await smtp();
    await gone.close();
    const host = `127.0.0.1:${slow.port},127.0.0.1:${gone.port}`;
    const answer = await sendOnce(mailConfig(25, { host }), { deadlines: RFC_DEADLINES });
    expect(answer).toMatchObject({ kind: 'accepted', server: `127.0.0.1:${slow.port}` });
  }, 300_000);

  it('is named in the log, too, when none of them is there', async () => {
    const [one, other] = [await smtp(), await smtp()];
    await Promise.all([one.close(), other.close()]);
    const host = `127.0.0.1:${one.port},127.0.0.1:${other.port}`;
    const { mailer, events } = await openMailer(mailConfig(25, { host }));
    await mailer.notify(notice('n1'));
    await until(() => sentenceKinds(events).length > 0, 60_000);
    const said = JSON.stringify(events);
    expect(said).toContain(`127.0.0.1:${one.port}`);
    expect(said).toContain(`127.0.0.1:${other.port}`);
  });
});
