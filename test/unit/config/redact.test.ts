import { describe, expect, it } from 'vitest';
import { redactor } from '../../../src/config/redact.js';
import { foreign } from '../../../src/core/foreign.js';
import { encode, misread } from '../../support/encodings.js';
import { userSeconds } from '../../support/user-seconds.js';

const SECRET = 'М4рк#ер;пароль-8271';
const redact = redactor([SECRET]);
const parts = Array.from({ length: SECRET.length - 4 }, (_, index) => index + 4);

describe('a secret that was cut before it was masked', () => {
  it.each(parts)('is not shown at the end of a text: %i characters of it', (length) => {
    expect(redact(`login failed for ${SECRET.slice(0, length)}`)).toBe('login failed for ***');
  });

  it.each(parts)('nor at the beginning: its last %i characters', (length) => {
    expect(redact(`${SECRET.slice(-length)} is wrong`)).toBe('*** is wrong');
  });

  it.each([3, 10, 18])('nor where a quoted text was cut %i characters into it', (length) => {
    const before = 'x'.repeat(1_999 - length);
    const quoted = foreign(`${before}${SECRET} and so on`).text;
    expect(quoted).toContain(SECRET.slice(0, length));
    const shown = redact(`Shell watch is given up: ${quoted}; the next one starts in 4 s`);
    expect(shown).not.toContain(SECRET.slice(0, Math.max(4, length)));
  });

  it.each(['base64', 'percent'] as const)('nor its %s form', (form) => {
    const whole =
      form === 'base64'
        ? Buffer.from(SECRET, 'utf8').toString('base64')
        : encodeURIComponent(SECRET);
    expect(redact(`sent ${whole.slice(0, 12)}`)).toBe('sent ***');
  });
});

describe('a secret in a form that another program has given it', () => {
  const secret = 'Зима&"26"\'<+ /%\\ok';
  const base64 = (bytes: Buffer) => bytes.toString('base64');
  const forms: readonly (readonly [name: string, text: string])[] = [
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)],
    ['HTML', 'Зима&amp;&quot;26&quot;&#39;&lt;+ /%\\ok'],
    ['XML', 'Зима&amp;&quot;26&quot;&apos;&lt;+ /%\\ok'],
    ['SQL', secret.replaceAll("'", "''")],
    ['a quoted argument', secret.replaceAll('"', '\\"')],
    ['percent-encoding in small letters', encodeURIComponent(secret).toLowerCase()],
    ['the query of an address', new URLSearchParams([['', secret]]).toString().slice(1)],
    ['capitals', secret.toUpperCase()],
    ['hexadecimal digits', Buffer.from(secret).toString('hex').toUpperCase()],
    ['Base64 of UTF-16', base64(Buffer.from(secret, 'utf16le'))],
    ['Base64 of windows-1251', base64(encode(secret, 'windows-1251'))],
    ['Base64 for addresses', Buffer.from(secret).toString('base64url')],
    ['UTF-8 read as windows-1251', misread(secret, 'utf-8', 'windows-1251')],
    ['UTF-8 read as Latin-1', Buffer.from(secret).toString('latin1')],
    ['windows-1251 read as cp866', misread(secret, 'windows-1251', 'ibm866')],
    ['two lines', secret.replace(' ', '\r\n    ')],
    ['a folded line', secret.replace('ма', 'м\r\n а')],
  ];

  it.each(forms)('is masked: %s', (_name, text) => {
    const shown = redactor([secret])(`login <${text}> failed`);
    expect(shown.replace(/=*> failed/, '> failed')).toBe('login <***> failed');
  });

  it.each(['a', 'us', 'usr', 'монитор'])(
    'leaves nothing to read in the login of SMTP, behind the name %s',
    (user) => {
      const line = base64(Buffer.from(`\0${user}\0${secret}`));
      const shown = redactor([secret])(`AUTH PLAIN ${line}`);
      const [, before = '', after = ''] = /^AUTH PLAIN (.*)\*\*\*(.*)$/.exec(shown) ?? [];
      // What is left of it are bits of one letter at either end.
      const whole = Math.ceil((Buffer.byteLength(`\0${user}\0`) * 8) / 6);
      expect(before.length).toBeLessThanOrEqual(whole);
      expect(after.replace(/=+$/, '').length).toBeLessThanOrEqual(1);
      expect(shown).toContain('***');
    },
  );

  it('takes no square time in a text of megabytes', () => {
    const text = `З${' '.repeat(1e6)}${'З\n'.repeat(5e5)}`;
    const spent = userSeconds(() => expect(redactor([secret])(text)).toBe(text));
    expect(spent).toBeLessThan(20);
  });

  it('is not found in blanks', () => {
    expect(redactor(['     ', ' a b '])('no    secret   here')).toBe('no    secret   here');
  });
});

it('leaves a text alone that only shares letters with a secret', () => {
  const text = 'The пароль of М4рк#ер; is wrong, says the server…';
  expect(redact(text)).toBe(text);
  expect(redactor([])(text)).toBe(text);
  expect(redactor(['abc'])('xabcx')).toBe('xabcx');
});
