import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.js';
import { problemText } from '../../../src/texts/problems.js';

const SECRET = 'marker-8271';
const MAIL = '[shellprocess]\n[mail]\nsender = a@x.org\nhost = h\n';
const TO = 'recipients = b@x.org\n';

describe('a password in a file with problems', () => {
  it.each([
    ['before the first section', `password = ${SECRET}\n${MAIL}${TO}`, 1],
    ['without a delimiter', `${MAIL}${TO}password ${SECRET}\n`, 6],
    ['with its delimiter too late', `${MAIL}${TO}Password ${SECRET}=x\n`, 6],
    ['that goes on in the next line', `${MAIL}${TO}password = x\n${SECRET}\n`, 7],
    ['in an indented next line', `${MAIL}${TO}password =\n  ${SECRET}\n`, 7],
    ['that was drawn into the recipients', `${MAIL}${TO}  password = ${SECRET}\n`, 5],
    ['given twice', `${MAIL}${TO}password = ${SECRET}\npassword = ${SECRET}\n`, 7],
    ['unindented, with a delimiter in it', `${MAIL}${TO}password =\n${SECRET}=x\n`, 7],
    ['unindented, with a colon in it', `${MAIL}${TO}password:\n${SECRET}:x\n`, 7],
    ['unindented, in brackets', `${MAIL}${TO}password =\n[${SECRET}]\n`, 7],
    ['unindented, below blank lines', `${MAIL}${TO}password =\n\n; x\n${SECRET}\n`, 9],
    ['unindented, before the first section', `password =\n${SECRET}\n${MAIL}${TO}`, 1],
    ['with its key misspelt', `${MAIL}${TO}pasword ${SECRET}\n`, 6],
    ['with its key misspelt, delimiter too late', `${MAIL}${TO}pasword ${SECRET}=x\n`, 6],
    ['with a key of other words', `${MAIL}${TO}passwd ${SECRET}\n`, 6],
    ['with a Russian key', `${MAIL}${TO}пароль ${SECRET}\n`, 6],
    ['below a key without a delimiter', `${MAIL}${TO}password\n${SECRET}\n`, 6],
  ])('is not shown: %s', (_name, text, line) => {
    const loaded = parseConfig(text, '/somewhere/monitor.ini');
    if (loaded.ok) throw new Error('there is no problem');
    const shown = [
      inspect(loaded.problems),
      ...loaded.problems.flatMap((each) => [problemText(each, 'ru'), problemText(each, 'en')]),
    ].join('\n');
    expect(loaded.problems[0]).toMatchObject({ line });
    expect(shown).not.toContain(SECRET);
  });

  it('keeps line separators of other alphabets', () => {
    const loaded = parseConfig(
      `${MAIL}${TO}password = x\u2028y\u2029z\n`,
      '/somewhere/monitor.ini',
    );
    expect(loaded.ok && loaded.config.mail?.password.reveal()).toBe('x\u2028y\u2029z');
  });
});
