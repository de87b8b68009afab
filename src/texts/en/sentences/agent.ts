import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { AgentSentence } from '../../../core/telling/sentences/agent.js';
import { formatBytes } from '../../format.js';
import { reasonEn } from '../reason.js';
import { agentFaultEn } from '../watchdog.js';

export const agentEn: SentenceTable<AgentSentence> = {
  'agent-started': ({ version, hostName, file }) =>
    `comwatch ${version} started on ${hostName} with ${file}`,
  'agent-stopped': () => 'The agent stopped',
  'agent-crashed': ({ cause }) =>
    `The agent stops because of an internal error: ${reasonEn(cause)}`,
  'machine-known': ({ hostName, logicalProcessors, physicalMemoryBytes, powershellVersion }) =>
    `${hostName}: ${logicalProcessors} logical processors, ${formatBytes(physicalMemoryBytes, 'en')}, PowerShell ${powershellVersion}`,
  'agent-restarted': (said) =>
    `The watchdog ends the agent and starts it again: ${agentFaultEn(said)}`,
  'stop-right-missing': () =>
    'This account may not stop processes of other accounts: run the agent as SYSTEM or an administrator',
  'machine-paused': () =>
    'The machine slept or stood still: samples from before are not compared with samples from after',
  'clock-set': () =>
    'The clock was set: samples from before are not compared with samples from after',
};
