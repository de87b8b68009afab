import { describe, expect, it } from 'vitest';
import { greetingName } from '../../../src/adapters/mail/greeting-name.js';
import { mailboxKey, parseMailbox } from '../../../src/adapters/mail/mailbox.js';
import { mailServers, serverName } from '../../../src/adapters/mail/servers.js';
import { mailConfig } from '../../support/mail.js';

describe('a mailbox', () => {
  it.each([
    ['a@example.org', '', 'a@example.org'],
    ['  a@example.org ', '', 'a@example.org'],
    ['<a@example.org>', '', 'a@example.org'],
    ['Дежурный <a@example.org>', 'Дежурный', 'a@example.org'],
    ['"Иванов, Иван" <a@example.org>', 'Иванов, Иван', 'a@example.org'],
    ['"a \\"b\\"" <a@example.org>', 'a "b"', 'a@example.org'],
  ])('%s', (text, name, address) => {
    expect(parseMailbox(text)).toEqual({ name, address });
  });

  it('is the same whatever its name and case', () => {
    expect(mailboxKey('Ops <Night@Example.org>')).toBe(mailboxKey('night@example.org'));
  });
});

describe('the name in EHLO', () => {
  it.each([
    ['monitor.example.org', 'SRV01', '10.0.0.7', 'monitor.example.org'],
    [undefined, 'srv01.corp.example.org', '10.0.0.7', 'srv01.corp.example.org'],
    [undefined, 'SRV01', '10.0.0.7', '[10.0.0.7]'],
    ['', 'SRV_01.corp', '::ffff:10.0.0.7', '[10.0.0.7]'],
    [undefined, 'localhost.localdomain', '10.0.0.7', '[10.0.0.7]'],
    [undefined, '10.0.0.9', '10.0.0.7', '[10.0.0.7]'],
    [undefined, 'СЕРВЕР.домен', 'fe80::1%eth0', '[IPv6:fe80::1]'],
  ])('configured %s, host %s, address %s: %s', (configured, host, address, name) => {
    expect(greetingName(configured, host, address)).toBe(name);
  });
});

describe('the mail servers', () => {
  it('are a list, each with a port of its own where it names one', () => {
    const host = 'one.example.org, two.example.org:2525 ,[2001:db8::1]:465';
    expect(mailServers(mailConfig(587, { host })).map(serverName)).toEqual([
      'one.example.org:587',
      'two.example.org:2525',
      '[2001:db8::1]:465',
    ]);
  });

  it.each([
    ['opportunistic', 25, { kind: 'starttls', required: false, verified: false }],
    ['opportunistic', 465, { kind: 'implicit', verified: false }],
    ['required', 587, { kind: 'starttls', required: true, verified: true }],
    ['required', 465, { kind: 'implicit', verified: true }],
    ['implicit', 10_465, { kind: 'implicit', verified: true }],
    ['off', 465, { kind: 'none' }],
  ] as const)('tls = %s on port %i', (tls, port, encryption) => {
    expect(mailServers(mailConfig(port, { tls }))[0]?.encryption).toEqual(encryption);
  });
});
