import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { SamplingSentence } from '../../../core/telling/sentences/sampling.js';
import { reasonRu } from '../reason.js';

export const samplingRu: SentenceTable<SamplingSentence> = {
  'source-changed': ({ from, to, cause }) =>
    `Замеры берутся из ${to} вместо ${from}: ${reasonRu(cause)}`,
  'rows-left-out': ({ dropped }) =>
    `Строк не вошло в замер (процесс завершился или показатели неверны): ${dropped}`,
  'command-lines-not-read': ({ cause }) => `Командные строки не читаются: ${reasonRu(cause)}`,
  'command-lines-read-again': () => 'Командные строки снова читаются',
};
