import { expect, it } from 'vitest';
import { systemLanguage } from '../../../src/texts/language.js';

it.each([
  ['LANG alone', { LANG: 'ru_RU.UTF-8' }, 'en-US', 'ru'],
  ['LC_ALL over LANG', { LC_ALL: 'ru_RU.UTF-8', LANG: 'en_US.UTF-8' }, 'en-US', 'ru'],
  ['LC_MESSAGES over LANG', { LC_MESSAGES: 'en_GB.UTF-8', LANG: 'ru_RU.UTF-8' }, 'ru-RU', 'en'],
  ['an empty LC_ALL is not set', { LC_ALL: '', LANG: 'ru_RU.UTF-8' }, 'en-US', 'ru'],
  ['nothing but empty ones are not set', { LC_ALL: '', LANG: '' }, 'ru-RU', 'ru'],
  ['the locale of Windows', {}, 'ru-RU', 'ru'],
  ['another locale of Windows', {}, 'de-DE', 'en'],
  ['the C locale', { LC_ALL: 'C', LANG: 'ru_RU.UTF-8' }, 'ru-RU', 'en'],
  ['the POSIX locale with an encoding', { LANG: 'C.UTF-8' }, 'ru-RU', 'en'],
  ['the long name of Windows', { LANG: 'Russian_Russia.1251' }, 'en-US', 'ru'],
  ['a language whose code begins alike', { LANG: 'run_BI.UTF-8' }, 'ru-RU', 'en'],
])('the language of the system: %s', (_what, environment, locale, expected) => {
  expect(systemLanguage(environment, locale)).toBe(expected);
});
