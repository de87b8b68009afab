import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { LogSentence } from '../../../core/telling/sentences/log.js';
import { formatDuration } from '../../format.js';
import { reasonRu } from '../reason.js';

export const logRu: SentenceTable<LogSentence> = {
  'log-held': ({ cause }) =>
    `monitor.log растёт сверх заданного размера: один из файлов журнала открыт другой программой (${reasonRu(cause)})`,
  'log-lines-lost': ({ lost, kept, cause }) =>
    `monitor.log снова записывается. Потеряно строк: ${lost}, записано с опозданием: ${kept} (${reasonRu(cause)})`,
  'log-unwritable': ({ cause }) =>
    `monitor.log не записывается: последние строки хранятся в памяти (${reasonRu(cause)})`,
  'event-log-unwritable': ({ cause, pauseMs }) =>
    `Журнал событий Windows не записывается, следующая попытка через ${formatDuration(pauseMs, 'ru')}: ${reasonRu(cause)}`,
};
