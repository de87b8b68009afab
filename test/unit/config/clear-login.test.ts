import { describe, expect, it } from 'vitest';
import { clearLogin } from '../../../src/config/clear-login.js';
import { mailConfig } from '../../support/mail.js';

describe('the password of [mail]', () => {
  it.each([
    ['off', 25, 'monitor', 'mail.example.org', 'always'],
    ['opportunistic', 587, 'monitor', 'mail.example.org', 'without-offer'],
    ['opportunistic', 465, 'monitor', 'mail.example.org', undefined],
    ['opportunistic', 465, 'monitor', 'one.example.org, two.example.org:25', 'without-offer'],
    ['required', 587, 'monitor', 'mail.example.org', undefined],
    ['implicit', 465, 'monitor', 'mail.example.org', undefined],
    ['off', 25, '', 'mail.example.org', undefined],
    ['off', 25, 'monitor', '127.0.0.1', undefined],
    ['off', 25, 'monitor', 'localhost:2525', undefined],
  ] as const)(
    'with tls = %s, port %i, user "%s" at %s goes in clear: %s',
    (tls, port, user, host, when) => {
      expect(clearLogin(mailConfig(port, { tls, user, host }))).toBe(when);
    },
  );
});
