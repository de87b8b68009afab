import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ProbeSentence } from '../../../core/telling/sentences/probe.js';
import { reasonRu } from '../reason.js';

export const probeRu: SentenceTable<ProbeSentence> = {
  'probe-child-ready': ({ framework, bits }) =>
    `Процесс проверки COM готов: ${framework}, ${bits} бит`,
  'probe-child-rejected': ({ reason }) => `Процесс проверки COM заменён: ${reasonRu(reason)}`,
  'probe-fault': ({ cause }) => `Внутренняя ошибка проверки COM: ${cause.text}`,
  'session-left-open': () =>
    'Сеанс проверки COM мог остаться открытым на сервере: LogOut не выполнен',
  'environment-cleaned': ({ names }) =>
    `Переменные среды этой машины, которые не передаются дочерним процессам: ${names.join(', ')}`,
};
