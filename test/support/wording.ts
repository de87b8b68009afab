import type { Sentence } from '../../src/core/telling/sentence.js';
import { sentenceText } from '../../src/texts/sentence.js';

/** A sentence that quotes these words, for tests of the handling of an event. */
export function wording(text: string): Sentence {
  return { kind: 'application-configured', name: text };
}

/** The whole sentence as in the log. */
export function wordsOf(text: string): string {
  return sentenceText(wording(text), 'en');
}
