/** Mails of an incident that arrive at the mail server, and their threads. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { openValueStore } from '../../src/adapters/state/value-store.js';
import { MailGate } from '../../src/agent/telling/mail-gate.js';
import type { Notice } from '../../src/core/telling/notice.js';
import { mailConfig, notice, openMailer, smtp, toClose } from '../support/mail.js';

const recipients = ['a@example.org', 'b@example.org'];

async function operators(stateDir = mkdtempSync(join(tmpdir(), 'comwatch-discipline-'))) {
  const server = await smtp();
  const { mailer } = await openMailer(mailConfig(server.port, { recipients }), stateDir);
  const gate = new MailGate({
    rules: { remindMs: 3_600_000, quietMs: 2_000, maxMails: 20 },
    store: openValueStore(stateDir, 'mails.json'),
    clock: systemClock,
    redact: (each) => each,
    notify: mailer.notify,
  });
  await gate.open();
  toClose.push(() => gate.close());
  const arrived = (to: string) =>
    server.mails.filter(({ mail }) => JSON.stringify(mail.to).includes(to)).map(({ mail }) => mail);
  return { gate, mailer, arrived, stateDir };
}

const recovered: Notice = {
  kind: 'probe-turn',
  id: 'r1',
  incidentId: notice().incidentId,
  hostName: 'SRV01',
  at: Date.now(),
  progid: 'meAppServer.AppServer',
  turn: { kind: 'recovered', afterMs: 5_000, stops: 3 },
};

describe('three hangs in a minute', () => {
  it('are at most three mails for each recipient, in one thread', async () => {
    const { gate, mailer, arrived } = await operators();
    for (let hang = 1; hang <= 3; hang++) {
      for (const what of ['failed', 'stopped', 'gone'])
        await gate.notify(notice(`${hang}-${what}`));
    }
    await gate.notify(recovered);
    await expect.poll(() => arrived('b@example.org').length, { timeout: 60_000 }).toBe(2);
    await mailer.flush(5_000);
    for (const to of recipients) {
      const [first, second, ...others] = arrived(to);
      expect(others).toEqual([]);
      expect(first?.inReplyTo).toBeUndefined();
      expect(second?.inReplyTo).toBe(first?.messageId);
      expect(second?.references).toBe(first?.messageId);
    }
  });
});

describe('an agent that is killed', () => {
  it('does not open the incident again by mail, and does not forget its end', async () => {
    const first = await operators();
    await first.gate.notify(notice('n1'));
    await first.gate.notify(recovered);
    await first.mailer.flush(10_000);
    // Nothing is closed: the next agent finds the disk as it is.
    const next = await operators(first.stateDir);
    await next.gate.notify(notice('n2'));
    await next.gate.notify({ ...recovered, id: 'r2' });
    await expect
      .poll(() => next.arrived('a@example.org').map(({ messageId }) => messageId), {
        timeout: 60_000,
      })
      .toEqual([expect.stringContaining('r2') as string]);
  });
});
