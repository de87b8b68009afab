import { describe, expect, it } from 'vitest';
import { clearSecrets, withProtected } from '../../../src/config/secret-places.js';

const TEXT = [
  '; Настройки\r\n[shellprocess]\r\nname = dllhost.exe\r\n',
  '[mail]\r\n  password :  пароль#1;"x"  \r\nuser = password\r\n',
  '[commethod]\npassword=second\n; password = in a comment\n',
].join('');

const encode = {
  'UTF-8': (text: string) => Buffer.from(text, 'utf8'),
  'UTF-8 with a mark': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8'),
  'UTF-16 LE': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 LE without a mark': (text: string) => Buffer.from(text, 'utf16le'),
  'UTF-16 BE': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1251': (text: string) =>
    Buffer.from(
      Array.from(text, (char) => {
        const code = char.codePointAt(0) ?? 0;
        return code < 128 ? code : code - 0x410 + 0xc0;
      }),
    ),
};

describe('passwords in a file', () => {
  it.each(Object.entries(encode))('are replaced in %s, byte for byte', (_name, bytesOf) => {
    const bytes = bytesOf(TEXT);
    const places = clearSecrets(bytes);
    expect(places.map(({ section, line }) => [section, line])).toEqual([
      ['mail', 5],
      ['commethod', 8],
    ]);
    const values = places.map((place, at) => ({ place, value: `dpapi:AAAA${at}` }));
    const expected = TEXT.replace('пароль#1;"x"', 'dpapi:AAAA0').replace('second', 'dpapi:AAAA1');
    expect(withProtected(bytes, values).equals(bytesOf(expected))).toBe(true);
  });

  it('that are empty or protected already are left alone', () => {
    const text = '[mail]\npassword =\n[commethod]\npassword = dpapi:AAAAAAAAAAAAAAAA\n';
    expect(clearSecrets(Buffer.from(text))).toEqual([]);
  });
});
