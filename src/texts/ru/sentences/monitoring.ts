import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { MonitoringSentence } from '../../../core/telling/sentences/monitoring.js';
import { reasonRu } from '../reason.js';

export const monitoringRu: SentenceTable<MonitoringSentence> = {
  'status-served': ({ address }) => `Страница состояния: http://${address}/`,
  'status-not-served': ({ address, cause }) =>
    `Страница состояния и /metrics по адресу ${address} не открываются, попытки продолжаются: ${reasonRu(cause)}`,
  'textfile-unwritable': ({ cause }) =>
    `Показатели для windows_exporter не записываются: ${reasonRu(cause)}`,
  'textfile-written-again': () => 'Показатели для windows_exporter снова записываются',
};
