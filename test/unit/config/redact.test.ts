import { describe, expect, it } from 'vitest';
import { redactor } from '../../../src/config/redact.js';
import { foreign } from '../../../src/core/foreign.js';

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

it('leaves a text alone that only shares letters with a secret', () => {
  const text = 'The пароль of М4рк#ер; is wrong, says the server…';
  expect(redact(text)).toBe(text);
  expect(redactor([])(text)).toBe(text);
  expect(redactor(['abc'])('xabcx')).toBe('xabcx');
});
