/** A mail up to its recipients, at real and at scripted servers on loopback: none is ever begun. */
import { describe, expect, it } from 'vitest';
import { rehearseMail, type RehearsedServer } from '../../src/adapters/mail/rehearsal.js';
import type { MailConfig } from '../../src/config/config.js';
import { Secret } from '../../src/config/secret.js';
import { reasonText } from '../../src/texts/reason.js';
import { mailConfig, scripted, shortDeadlines, smtp } from '../support/mail.js';

const TWO = { recipients: ['Night <night@example.org>', 'gone@example.org'] };
const never = () => new AbortController().signal;

async function rehearse(
  config: MailConfig,
  deadlines = shortDeadlines(),
): Promise<RehearsedServer[]> {
  const answer = await rehearseMail(config, never(), { deadlines, hostName: 'SRV01' });
  if (!answer) throw new Error('it was aborted');
  return answer;
}

const reasonsOf = (servers: readonly RehearsedServer[]) =>
  servers.flatMap(({ reason, recipients }) =>
    [reason, ...recipients.map((each) => each.reason)].flatMap((each) =>
      each === undefined ? [] : [reasonText(each, 'en')],
    ),
  );

describe('a rehearsal', () => {
  it('says the sender and every recipient, then RSET and QUIT, and never DATA', async () => {
    const server = await scripted();
    const answer = await rehearse(mailConfig(server.port, TWO));
    expect(answer).toEqual([
      {
        server: `127.0.0.1:${server.port}`,
        recipients: TWO.recipients.map((recipient) => ({ recipient })),
        isUnencrypted: false,
      },
    ]);
    expect(server.lines.slice(0, 5)).toEqual([
      expect.stringMatching(/^EHLO /),
      'MAIL FROM:<comwatch@example.org>',
      'RCPT TO:<night@example.org>',
      'RCPT TO:<gone@example.org>',
      'RSET',
    ]);
    expect(server.lines).not.toContain('DATA');
    expect(server.texts).toEqual([]);
  });

  it('does so where the server would take everything at once', async () => {
    const server = await scripted({ extensions: ['PIPELINING', 'SIZE 1000000', '8BITMIME'] });
    expect(reasonsOf(await rehearse(mailConfig(server.port, TWO)))).toEqual([]);
    expect(server.lines).not.toContain('DATA');
  });

  it('goes on after a recipient that is refused, and says why', async () => {
    const server = await scripted({
      answer: (line) => (line.includes('night') ? '550 5.1.1 no such user' : undefined),
    });
    const [answer] = await rehearse(mailConfig(server.port, TWO));
    expect(answer?.recipients.map(({ reason }) => reason !== undefined)).toEqual([true, false]);
    expect(reasonsOf(answer ? [answer] : [])).toEqual([
      expect.stringMatching(/RCPT TO.*550 5\.1\.1 no such user/),
    ]);
  });

  it.each([
    ['the greeting', { greeting: '554 no' }, /554 no/],
    [
      'the sender',
      { answer: (line: string) => (/^MAIL/.test(line) ? '553 no' : undefined) },
      /553/,
    ],
    [
      'nothing any more',
      { answer: (line: string) => (/^RCPT/.test(line) ? 'close' : undefined) },
      /the server closed the connection/,
    ],
    [
      'one line without an end',
      { answer: (line: string) => (/^RCPT/.test(line) ? `250-${'x'.repeat(200_000)}` : undefined) },
      /RCPT TO: the server's answer is too long/,
    ],
    [
      'nothing in time',
      { answer: (line: string) => (/^RCPT/.test(line) ? 'silent' : undefined) },
      /no answer within/,
    ],
  ])('says where it stands when the server answers %s', async (_name, script, expected) => {
    const server = await scripted(script);
    const reasons = reasonsOf(await rehearse(mailConfig(server.port)));
    expect(reasons).toEqual([expect.stringMatching(expected)]);
  });

  it('reads an answer of several lines, and one that comes in pieces, to its end', async () => {
    const server = await scripted({
      answer: (line) => (/^RCPT/.test(line) ? '250-one\r\n250-two\r\n250 three' : undefined),
    });
    expect(reasonsOf(await rehearse(mailConfig(server.port, TWO)))).toEqual([]);
    expect(server.lines.filter((line) => line === 'RSET')).toHaveLength(1);
  });

  it('logs in over an encrypted line, and never shows the password', async () => {
    const passwords: string[] = [];
    const server = await smtp({
      secure: false,
      authOptional: false,
      onAuth: ({ password }, _session, callback) => {
        passwords.push(password ?? '');
        callback(new Error(`no entry for ${password ?? ''}`));
      },
    });
    const login = { user: 'monitor', password: new Secret('p4ssword') };
    const answer = await rehearse(mailConfig(server.port, login));
    expect(passwords).toEqual(['p4ssword']);
    expect(reasonsOf(answer)).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain('p4ssword');
  });

  it('speaks to a real server over STARTTLS, which gets no mail', async () => {
    const recipients: string[] = [];
    const server = await smtp({
      onRcptTo: ({ address }, _session, callback) => {
        recipients.push(address);
        callback(null);
      },
    });
    const [answer] = await rehearse(mailConfig(server.port, TWO));
    expect(answer).toMatchObject({ isUnencrypted: false, recipients: [{}, {}] });
    expect(recipients).toEqual(['night@example.org', 'gone@example.org']);
    expect(server.mails).toEqual([]);
  });

  it('tries each of several servers by itself', async () => {
    const good = await scripted();
    const config = mailConfig(1, { host: `127.0.0.1:1, 127.0.0.1:${good.port}` });
    const answer = await rehearse(config);
    expect(answer.map(({ reason }) => reason !== undefined)).toEqual([true, false]);
  });

  it('ends at once when it is aborted', async () => {
    const server = await scripted({ answer: () => 'silent' });
    const ending = new AbortController();
    const answer = rehearseMail(mailConfig(server.port), ending.signal);
    ending.abort();
    expect(await answer).toBeUndefined();
  });
});
