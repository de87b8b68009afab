import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { StateSentence } from '../../../core/telling/sentences/state.js';
import { reasonEn } from '../reason.js';

export const stateEn: SentenceTable<StateSentence> = {
  'lock-lost': ({ cause }) =>
    `The agent shuts down and stops no more processes: ${reasonEn(cause)}`,
  'lock-missing': ({ folder, cause }) =>
    `The agent runs without a lock on ${folder}, so a second one could run beside it: ${reasonEn(cause)}`,
  'lock-taken': ({ folder }) => `The lock on ${folder} has now been taken`,
};
