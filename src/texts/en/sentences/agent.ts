import type { SentenceTable } from '../../../core/telling/sentence.js';
import { recordsSamples } from '../../../core/observing/model.js';
import type { AgentSentence } from '../../../core/telling/sentences/agent.js';
import { formatBytes, formatDuration, formatPercent } from '../../format.js';
import { reasonEn } from '../reason.js';
import { recordingsEn } from '../recordings.js';
import { agentFaultEn } from '../watchdog.js';
import { sustainText } from '../../sustain.js';

export const agentEn: SentenceTable<AgentSentence> = {
  'agent-started': ({ version, hostName, file }) =>
    `comwatch ${version} started on ${hostName} with ${file}`,
  'agent-stopped': () => 'The agent stopped',
  'event-log-tried': ({ version }) =>
    `comwatch ${version}: comwatch doctor is testing the Event Log.`,
  'agent-crashed': ({ cause }) =>
    `The agent stops because of an internal error: ${reasonEn(cause)}`,
  'machine-known': ({ hostName, logicalProcessors, physicalMemoryBytes, powershellVersion }) =>
    `${hostName}: ${logicalProcessors} logical processors, ${formatBytes(physicalMemoryBytes, 'en')}, PowerShell ${powershellVersion}`,
  'powershell-recorded': ({ by }) =>
    `Policies record PowerShell (${by.map((each) => recordingsEn[each]).join(', ')}): ${
      recordsSamples(by)
        ? 'every sample is recorded, too; comwatch doctor measures the amount per day'
        : 'each start of a PowerShell by the agent is recorded, but no sample; comwatch doctor measures the amount'
    }`,
  'agent-restarted': (said) =>
    `The watchdog ends the agent and starts it again: ${agentFaultEn(said)}`,
  daily: ({ incidents, stops, slowestMs }) =>
    `The agent works. Yesterday: incidents ${incidents}, processes stopped ${stops}, slowest answer ${slowestMs === null ? 'none' : formatDuration(slowestMs, 'en')}`,
  weekly: ({ mode, week, reason }) =>
    week
      ? `The past week from the record: ${mode === 'observe' ? 'processes that would have been stopped' : 'stops by this configuration'} ${week.stops}, recovered by themselves ${week.recovered}${week.patient ? `, with ${sustainText(week.patient.sustain)} it would be ${week.patient.stops}` : ''}`
      : `No review of the past week: ${reason ? reasonEn(reason) : '?'}`,
  'over-budget': ({ measure, figure, most }) => {
    switch (measure) {
      case 'memory':
        return `The agent itself uses ${formatBytes(figure, 'en')} of memory, more than ${formatBytes(most, 'en')}`;
      case 'cpu':
        return `The agent itself uses ${formatPercent(figure, 'en')} of a core, more than ${formatPercent(most, 'en')}`;
      case 'stall':
        return `The agent did not respond for ${formatDuration(figure, 'en')}, more than ${formatDuration(most, 'en')}`;
    }
  },
  'within-budget': ({ measure }) =>
    `The agent is within its own budget again: ${{ memory: 'memory', cpu: 'CPU', stall: 'no long stall' }[measure]}`,
  'stop-right-missing': () =>
    'This account may not stop processes of other accounts: run the agent as SYSTEM or an administrator',
  'machine-paused': () =>
    'The computer slept or was paused: samples from before are not compared with samples from after',
  'clock-set': () =>
    'The clock was set: samples from before are not compared with samples from after',
};
