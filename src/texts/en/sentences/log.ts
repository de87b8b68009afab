import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { LogSentence } from '../../../core/telling/sentences/log.js';
import { formatDuration } from '../../format.js';
import { reasonEn } from '../reason.js';

export const logEn: SentenceTable<LogSentence> = {
  'log-held': ({ cause }) =>
    `monitor.log grows beyond its size because another program holds one of its files open: ${reasonEn(cause)}`,
  'log-lines-lost': ({ lost, kept, cause }) =>
    `monitor.log is written again. Lines lost: ${lost}, lines written late: ${kept} (${reasonEn(cause)})`,
  'log-unwritable': ({ cause }) =>
    `monitor.log cannot be written: the newest lines are kept in memory until it can (${reasonEn(cause)})`,
  'event-log-unwritable': ({ cause, pauseMs }) =>
    `The Windows Event Log cannot be written, next try in ${formatDuration(pauseMs, 'en')}: ${reasonEn(cause)}`,
};
