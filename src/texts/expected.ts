import type { Expected } from '../config/expected.js';
import { expectedEn } from './en/expected.js';
import type { Language } from './language.js';
import { expectedRu } from './ru/expected.js';

/** Expected form of a value, as the end of a sentence. */
export function expectedText(expected: Expected, language: Language): string {
  return language === 'ru' ? expectedRu(expected) : expectedEn(expected);
}
