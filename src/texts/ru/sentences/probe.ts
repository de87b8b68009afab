import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ProbeSentence } from '../../../core/telling/sentences/probe.js';
import { bridgeNames } from '../../bridge.js';
import { reasonRu } from '../reason.js';

export const probeRu: SentenceTable<ProbeSentence> = {
  'probe-child-ready': ({ bridge, framework, bits }) =>
    `Процесс проверки COM готов: ${bridgeNames[bridge]}, ${framework}, ${bits}-разрядный`,
  'bridge-fallen-back': ({ cause }) =>
    `edge-js не загружается, поэтому до перезапуска агента вызовы проверки COM выполняет отдельный процесс PowerShell. Причина: ${reasonRu(cause)}`,
  'probe-child-rejected': ({ reason }) => `Процесс проверки COM заменён: ${reasonRu(reason)}`,
  'probe-fault': ({ cause }) => `Внутренняя ошибка проверки COM: ${cause.text}`,
  'session-left-open': () =>
    'Сеанс проверки COM мог остаться открытым на сервере: LogOut не выполнен',
  'environment-cleaned': ({ names }) =>
    `Переменные среды этого компьютера, которые не передаются дочерним процессам: ${names.join(', ')}`,
};
