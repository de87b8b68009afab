/** One value of every sentence of the journal. */
import type { Sentence } from '../../../src/core/telling/sentence.js';
import { reasons } from './reasons.js';

const cause = reasons['file-unwritable'];

export const sentences = {
  'agent-started': {
    kind: 'agent-started',
    version: '1.2.3',
    hostName: 'SRV01',
    file: 'C:\\ProgramData\\comwatch\\monitor.ini',
  },
  'agent-stopped': { kind: 'agent-stopped' },
  'agent-crashed': { kind: 'agent-crashed', cause: reasons['shell-silent'] },
  'machine-known': {
    kind: 'machine-known',
    hostName: 'SRV01',
    logicalProcessors: 8,
    physicalMemoryBytes: 34_359_738_368,
    powershellVersion: '5.1.20348',
  },
  'stop-right-missing': { kind: 'stop-right-missing' },
  'machine-paused': { kind: 'machine-paused' },
  'clock-set': { kind: 'clock-set' },
  'log-held': { kind: 'log-held', cause },
  'log-lines-lost': { kind: 'log-lines-lost', lost: 21, kept: 2, cause },
  'log-unwritable': { kind: 'log-unwritable', cause },
  'event-log-unwritable': { kind: 'event-log-unwritable', cause, pauseMs: 600_000 },
  'notice-queued': { kind: 'notice-queued', id: '20261125-1' },
  'notice-accepted': {
    kind: 'notice-accepted',
    recipient: 'night@example.org',
    response: reasons.foreign,
  },
  'recipient-refused': { kind: 'recipient-refused', recipient: 'night@example.org', cause },
  'recipient-deferred': { kind: 'recipient-deferred', recipient: 'night@example.org', cause },
  'mail-unavailable': { kind: 'mail-unavailable', waiting: 3, cause },
  'mail-available': { kind: 'mail-available', waiting: 5 },
  'outcome-unknown': {
    kind: 'outcome-unknown',
    recipient: 'night@example.org',
    cause,
    tries: 1,
    mostTries: 3,
  },
  'notice-not-mailed': { kind: 'notice-not-mailed', id: '20261125-1', cause },
  'mail-unencrypted': { kind: 'mail-unencrypted', cause },
  'outbox-taken-up': { kind: 'outbox-taken-up', count: 21 },
  'letter-set-aside': { kind: 'letter-set-aside', file: '1.json', cause },
  'outbox-set-aside': { kind: 'outbox-set-aside', file: 'outbox.json' },
  'outbox-folded': { kind: 'outbox-folded', most: 1_000, count: 2, id: '20261125-1' },
  'outbox-in-memory': { kind: 'outbox-in-memory', cause },
  'outbox-on-disk': { kind: 'outbox-on-disk' },
  'source-changed': { kind: 'source-changed', from: 'cim', to: 'process', cause },
  'rows-left-out': { kind: 'rows-left-out', dropped: 2 },
  'command-lines-not-read': { kind: 'command-lines-not-read', cause },
  'command-lines-read-again': { kind: 'command-lines-read-again' },
  'lock-lost': { kind: 'lock-lost', cause: reasons['lock-lost'] },
  'lock-missing': { kind: 'lock-missing', folder: 'C:\\ProgramData\\comwatch\\state', cause },
  'lock-taken': { kind: 'lock-taken', folder: 'C:\\ProgramData\\comwatch\\state' },
} as const satisfies { [Kind in Sentence['kind']]: Extract<Sentence, { kind: Kind }> };
