import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { MonitoringSentence } from '../../../core/telling/sentences/monitoring.js';
import { reasonEn } from '../reason.js';

export const monitoringEn: SentenceTable<MonitoringSentence> = {
  'status-served': ({ address }) => `The status page is at http://${address}/`,
  'status-not-served': ({ address, cause }) =>
    `The status page and /metrics cannot be opened at ${address}, and will be tried again: ${reasonEn(cause)}`,
  'textfile-unwritable': ({ cause }) =>
    `The metrics for windows_exporter are not written: ${reasonEn(cause)}`,
  'textfile-written-again': () => 'The metrics for windows_exporter are written again',
};
