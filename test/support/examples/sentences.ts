/** One value of every sentence of the journal. */
import type { Sentence } from '../../../src/core/telling/sentence.js';
import { reasons } from './reasons.js';

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
} as const satisfies { [Kind in Sentence['kind']]?: Extract<Sentence, { kind: Kind }> };
