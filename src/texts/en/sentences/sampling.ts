import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { SamplingSentence } from '../../../core/telling/sentences/sampling.js';
import { reasonEn } from '../reason.js';

export const samplingEn: SentenceTable<SamplingSentence> = {
  'source-changed': ({ from, to, cause }) =>
    `Samples come from ${to} instead of ${from}: ${reasonEn(cause)}`,
  'rows-left-out': ({ dropped }) =>
    `Rows left out of the sample (process gone or figures invalid): ${dropped}`,
  'command-lines-not-read': ({ cause }) => `Command lines cannot be read: ${reasonEn(cause)}`,
  'command-lines-read-again': () => 'Command lines can be read again',
};
