import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ObservingSentence } from '../../../core/telling/sentences/observing.js';
import type { ConditionName } from '../../../core/telling/notice.js';
import { formatDuration } from '../../format.js';
import { countedEn } from '../../plural.js';
import { reasonEn } from '../reason.js';

const L = 'en';
const processes = { one: 'process', other: 'processes' };

const failing: Readonly<Record<ConditionName, string>> = {
  'stop-right': 'Processes of other accounts cannot be stopped',
  sampling: 'No sample could be taken',
  application: 'No process is judged: the application was not found',
  'com-check': 'The COM check cannot be run; the limits are still checked',
  'state-folder': 'The state folder cannot be written: state and mails are kept in memory',
  'log-folder': 'The log folder cannot be written: log lines are kept in memory',
  instance: 'Another agent has taken over this state folder',
  fault: 'The agent ends after a fault of its own',
};

const over: Readonly<Record<ConditionName, string>> = {
  'stop-right': 'Processes of other accounts can be stopped again',
  sampling: 'Samples arrive again',
  application: 'The application was found, its processes are judged again',
  'com-check': 'The COM check runs again',
  'state-folder': 'The state folder can be written again',
  'log-folder': 'The log folder can be written again',
  instance: 'This agent holds the state folder again',
  fault: 'The agent works again after a fault of its own',
};

export const observingEn: SentenceTable<ObservingSentence> = {
  'target-seen': ({ target }) => `Watching ${target.name} ${target.pid}`,
  'target-left': ({ target }) => `${target.name} ${target.pid} has exited`,
  sampled: (sentence) => `Sampled ${countedEn(sentence.processes, processes)}`,
  alive: (sentence) =>
    `Alive: ${countedEn(sentence.samples, { one: 'sample', other: 'samples' })}, the slowest took ${formatDuration(sentence.slowestMs, L)}; ${countedEn(sentence.processes, processes)} watched`,
  'samples-skipped': ({ count }) =>
    `Sampling took longer than the delay: ${countedEn(count, { one: 'sample', other: 'samples' })} skipped`,
  'condition-failing': ({ name, failures, reason }) =>
    `${failing[name]}${failures > 1 ? ` (${failures} failures)` : ''}${reason ? `: ${reasonEn(reason)}` : ''}`,
  'condition-over': ({ name, lastedMs }) => `${over[name]} after ${formatDuration(lastedMs, L)}`,
  'application-known': ({ name, appId }) => `${name} is the application ${appId}`,
  'application-not-known': ({ name, reason }) =>
    `The application of ${name} is not known: ${reasonEn(reason)}`,
  'class-32-bit-only': ({ name }) =>
    `${name} is registered as a 32-bit class only: it can be called in a process of its own, not in a DLL`,
};
