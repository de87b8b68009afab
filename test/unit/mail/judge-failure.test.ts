import { describe, expect, it } from 'vitest';
import type { SmtpFailure } from '../../../src/adapters/mail/connect.js';
import { judgeFailure } from '../../../src/adapters/mail/judge-failure.js';
import { mailServers } from '../../../src/adapters/mail/servers.js';
import { SHOWN_LENGTH } from '../../../src/core/foreign.js';
import type { MailHint, MailStage } from '../../../src/core/mail-reason.js';
import { reasonText } from '../../../src/texts/reason.js';
import { mailConfig } from '../../support/mail.js';

function judge(
  failure: Partial<SmtpFailure> & { stage: MailStage },
  more: { port?: number; tls?: 'off' | 'implicit'; login?: readonly string[] | null } = {},
  mask = (text: string) => text,
) {
  const [server] = mailServers(mailConfig(more.port ?? 25, more.tls && { tls: more.tls }));
  const circumstances = {
    server: server!,
    hasLogin: more.login !== undefined,
    authMethods: more.login ?? undefined,
  };
  return judgeFailure({ text: '', ...failure }, circumstances, mask);
}

const replied = (stage: MailStage, response: string) => judge({ stage, response });

describe('a refusal', () => {
  it.each([
    ['rcpt', '550 5.1.1 no such user', 'refused', 'recipient-unknown'],
    ['rcpt', '550 5.1.10 null MX', 'refused', 'recipient-unknown'],
    ['rcpt', '550 5.1.8 sender domain not found', 'unavailable', 'sender-not-allowed'],
    ['rcpt', '550 5.7.1 relaying denied', 'deferred recipient', 'relaying-denied'],
    ['rcpt', '550 no such user', 'deferred recipient', 'relaying-denied'],
    ['rcpt', '450 4.7.1 greylisted', 'deferred recipient', 'try-later'],
    ['rcpt', '530 5.7.57 not authenticated', 'unavailable', 'login-required'],
    ['mail', '550 5.7.60 may not send as this sender', 'unavailable', 'sender-not-allowed'],
    ['mail', '550 5.1.7 bad sender', 'unavailable', 'sender-not-allowed'],
    ['mail', '530 5.7.0 Must issue a STARTTLS command first', 'unavailable', 'starttls-required'],
    ['mail', '501 5.5.2 need fully-qualified hostname in HELO', 'unavailable', 'helo-refused'],
    ['mail', '452 4.3.1 out of space', 'unavailable', 'try-later'],
    ['ehlo', '550 5.7.1 invalid EHLO', 'unavailable', 'helo-refused'],
    ['greeting', '554 5.7.1 blocked', 'unavailable', 'session-refused'],
    ['auth', '535 5.7.8 bad credentials', 'unavailable', 'login-refused'],
    ['starttls', '502 not implemented', 'unavailable', 'starttls-missing'],
    [
      'dot',
      '550 5.7.60 SMTP; Client does not have permissions',
      'unavailable',
      'sender-not-allowed',
    ],
    ['dot', '554 5.7.1 spam', 'unavailable', 'text-refused'],
    ['dot', '552 5.3.4 too big', 'unavailable', 'text-refused'],
    ['dot', '451 4.7.1 later', 'deferred letter', 'try-later'],
    ['dot', '452 4.3.1 out of space', 'unavailable', 'try-later'],
    ['rcpt', '421 4.3.2 closing', 'unavailable', 'try-later'],
  ] as const)('at %s of %s is %s, %s', (stage, response, kind, hint) => {
    const answer = replied(stage, response);
    const found = answer.kind === 'deferred' ? `deferred ${answer.scope}` : answer.kind;
    expect([found, answer.reason]).toMatchObject([
      kind,
      { stage, hint, cause: { text: response } },
    ]);
  });

  it('of a permanent kind has to be mended by somebody, one for now has not', () => {
    expect(replied('dot', '550 5.7.60 no')).toMatchObject({ isSetup: true, isOfLetter: true });
    expect(replied('mail', '421 busy')).toMatchObject({ isSetup: false, mayFailOver: true });
  });
});

describe('a line that breaks', () => {
  it.each([
    [{ stage: 'connect', code: 'ECONNREFUSED' }, {}, 'nothing-listens'],
    [{ stage: 'connect', code: 'ENOTFOUND' }, {}, 'host-unknown'],
    [{ stage: 'connect', code: 'EAI_AGAIN' }, {}, 'dns-unavailable'],
    [{ stage: 'connect', code: 'ETIMEDOUT' }, {}, 'no-answer-to-connect'],
    [{ stage: 'connect', deadlineMs: 30_000 }, {}, 'no-answer-to-connect'],
    [{ stage: 'connect', code: 'EHOSTUNREACH' }, {}, 'no-route'],
    [{ stage: 'greeting' }, {}, 'closed-before-greeting'],
    [{ stage: 'greeting', deadlineMs: 1 }, { port: 465, tls: 'off' }, 'needs-implicit-tls'],
    [{ stage: 'tls', text: 'ssl3_get_record:wrong version number' }, {}, 'tls-on-plain-port'],
    [{ stage: 'tls', deadlineMs: 1 }, {}, 'tls-on-plain-port'],
    [{ stage: 'starttls', text: 'tlsv1 alert protocol version' }, {}, 'tls-version'],
    [{ stage: 'starttls', text: 'Connection closed unexpectedly' }, {}, 'tls-version'],
    [{ stage: 'starttls', code: 'CERT_HAS_EXPIRED' }, {}, 'certificate-expired'],
    [{ stage: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, {}, 'certificate-not-trusted'],
    [{ stage: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, {}, 'certificate-of-another-host'],
    [{ stage: 'auth', text: 'AUTH NTLM' }, { login: ['NTLM'] }, 'windows-login-only'],
  ] as const)('%o (%o) has the hint %s', (failure, more, hint) => {
    const answer = judge(failure, more);
    expect(answer).toMatchObject({ kind: 'unavailable', reason: { hint } });
  });

  it('closed by the server is said in the words of either language', () => {
    const { reason } = judge({ stage: 'mail', broken: 'mail-connection-closed' });
    expect(reasonText(reason, 'en')).toBe(
      '127.0.0.1:25, MAIL FROM: the server closed the connection',
    );
    expect(reasonText(reason, 'ru')).toBe('127.0.0.1:25, MAIL FROM: сервер закрыл соединение');
  });

  it('after the end of the text leaves the outcome unknown', () => {
    expect(judge({ stage: 'dot', deadlineMs: 600_000 })).toMatchObject({ kind: 'unknown' });
    expect(judge({ stage: 'dot', code: 'ECONNRESET' })).toMatchObject({ kind: 'unknown' });
    expect(judge({ stage: 'text', code: 'ECONNRESET' })).toMatchObject({ kind: 'unavailable' });
  });
});

describe('the words of a server', () => {
  it('are masked first and cut then', () => {
    const mask = (text: string) => text.replaceAll('p4ssword', '***');
    const response = `550 ${'x'.repeat(SHOWN_LENGTH - 8)}p4ssword${'y'.repeat(1_000_000)}`;
    const { reason } = judge({ stage: 'dot', response }, {}, mask);
    expect(JSON.stringify(reason)).not.toContain('p4ss');
    expect(reasonText(reason, 'en').length).toBeLessThan(SHOWN_LENGTH + 500);
  });

  it('hold nothing that steers a console', () => {
    const { reason } = judge({ stage: 'dot', response: '550 \u001b[2J\u202eevil\r\nsecond\u0000' });
    expect(reason).toMatchObject({ cause: { text: '550 [2J evil second' } });
  });

  it('come with a hint in either language', () => {
    const hints = new Set<MailHint | undefined>();
    for (const [stage, response] of [
      ['dot', '550 5.7.60 no'],
      ['auth', '535 no'],
    ] as const) {
      const { reason } = replied(stage, response);
      if (reason.kind === 'mail-trouble') hints.add(reason.hint);
      expect(reasonText(reason, 'en')).toMatch(/127\.0\.0\.1:25, .*: 5\d\d .* — .*\[mail\]/);
      expect(reasonText(reason, 'ru')).toMatch(/127\.0\.0\.1:25, .*: 5\d\d .* — [а-я].*\[mail\]/);
    }
    expect(hints.size).toBe(2);
  });
});
