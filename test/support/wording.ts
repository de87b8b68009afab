import type { Sentence } from '../../src/core/telling/sentence.js';

/** A sentence of these words, for tests of what becomes of an event. */
export function wording(text: string): Sentence {
  return { kind: 'configuration-warning', words: { en: text, ru: text } };
}
