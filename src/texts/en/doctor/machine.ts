import type { MachineSeen, Part, Seen, VariablePlace } from '../../../core/doctor/seen.js';
import type { WordsFor } from '../../../core/doctor/model.js';
import { formatBytes, formatDuration } from '../../format.js';
import { reasonEn } from '../reason.js';
import { recordingsEn } from '../recordings.js';
import { stepEn } from './steps.js';

const L = 'en';

const parts: Readonly<Record<Part, string>> = {
  comwatch: 'comwatch',
  system: 'Operating system',
  node: 'Node.js',
  libuv: 'libuv',
  'net-framework': '.NET Framework',
  net: '.NET',
  'powershell-desktop': 'Windows PowerShell',
  'powershell-core': 'PowerShell 7',
};

const places: Readonly<Record<VariablePlace, string>> = {
  process: 'of this console',
  machine: 'of this computer',
  account: 'of SYSTEM',
};

const bridges = { edge: 'edge-js', powershell: 'a separate PowerShell process' } as const;

export const machineEn: WordsFor<Seen, MachineSeen> = {
  off: ({ section }) => `The configuration has no [${section}] section.`,
  'not-windows': () => 'Available on Windows only.',
  'not-tried': ({ after }) => `Not tried: the step "${stepEn[after]}" did not succeed.`,
  late: ({ deadlineMs }) => `No result within ${formatDuration(deadlineMs, L)}.`,
  aborted: () => 'Interrupted.',
  reason: ({ reason }) => `Message: ${reasonEn(reason)}`,
  version: ({ part, versions }) =>
    `${parts[part]}: ${versions.length === 0 ? 'not found' : versions.join(', ')}`,
  variables: ({ where, names }) => `Variables ${places[where]}: ${names.join(', ')}`,
  'no-variables': () => 'No variable affects Node.js, .NET or edge-js.',
  shell: ({ executable, version, languageMode, culture, tookMs }) =>
    `${executable}: version ${version}, ${languageMode}, ${culture || 'invariant culture'}, first answer after ${formatDuration(tookMs, L)}`,
  'shell-failed': ({ executable, reason }) => `${executable} cannot be used: ${reasonEn(reason)}`,
  policies: ({ policies }) => `Execution policies: ${policies.join(', ') || 'none set'}`,
  'code-pages': ({ console, oem, ansi }) =>
    `Code pages: console ${console || '?'}, OEM ${oem || '?'}, ANSI ${ansi || '?'}`,
  recording: ({ on }) =>
    on.length === 0
      ? 'No policy records what PowerShell does.'
      : `Switched on by policy: ${on.map((each) => recordingsEn[each]).join(', ')}.`,
  recorded: ({ what, bytesPerDay, delayMs }) =>
    `${what === 'transcript' ? 'Transcript' : 'Event log of PowerShell'}: ${
      bytesPerDay === null
        ? 'the amount could not be measured'
        : `about ${formatBytes(bytesPerDay, L)} a day`
    } with a sample every ${formatDuration(delayMs, L)}.`,
  bridge: ({ way, framework, bits, tookMs }) =>
    `Through ${bridges[way]}: ${framework}, ${bits}-bit, loaded in ${formatDuration(tookMs, L)}`,
  'bridge-failed': ({ way, reason }) => `Through ${bridges[way]}: ${reasonEn(reason)}`,
  'event-source': ({ registered }) =>
    registered
      ? 'The event source comwatch is registered.'
      : 'The event source comwatch is not registered.',
  'event-written': () => 'An entry with id 104 was written to the Application log.',
  'event-log-off': () => 'The configuration does not use the Event Log (event_log = no).',
  'round-trip': ({ tookMs }) =>
    `A text was protected and read back in ${formatDuration(tookMs, L)}.`,
  'round-trip-differs': () => 'The text read back differs from the one that was protected.',
  'secrets-unread': () =>
    'The protected passwords of the configuration could not be read on this computer.',
  'no-task': () => 'There is no scheduled task comwatch.',
  task: ({ state, lastResult, account, execute }) =>
    `State ${state || '?'}, last result ${resultOf(lastResult)}, account ${account || '?'}, runs ${execute || '?'}`,
  'task-differs': ({ difference: { element, found, expected } }) =>
    `${element}: ${found === '' ? 'not set' : found}; expected ${expected}`,
};

/** As shown by the Task Scheduler. */
function resultOf(code: string): string {
  return /^\d+$/.test(code) ? `0x${Number(code).toString(16).toUpperCase()}` : '?';
}
