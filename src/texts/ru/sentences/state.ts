import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { StateSentence } from '../../../core/telling/sentences/state.js';
import { reasonRu } from '../reason.js';

export const stateRu: SentenceTable<StateSentence> = {
  'lock-lost': ({ cause }) =>
    `Агент завершает работу и больше ничего не выгружает: ${reasonRu(cause)}`,
  'lock-missing': ({ folder, cause }) =>
    `Агент работает без блокировки папки ${folder}, рядом может запуститься второй: ${reasonRu(cause)}`,
  'lock-taken': ({ folder }) => `Блокировка папки ${folder} получена`,
};
