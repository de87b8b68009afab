import type { MachineSeen, Seen } from '../../../core/doctor/seen.js';
import type { WordsFor } from '../../../core/doctor/model.js';
import { CPU_TOLERANCE, MEMORY_TOLERANCE, type SourceFault } from '../../../core/doctor/sources.js';
import type { StopOutcome } from '../../../core/acting/stop-outcome.js';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../../format.js';
import { countedEn, processesEn } from '../../plural.js';
import { classEn, messageEn } from '../probe.js';
import { reasonEn } from '../reason.js';
import { stageEn } from '../stage.js';

const L = 'en';
const ways = { process: 'from the processes themselves', cim: 'from WMI' } as const;

export const worldEn: WordsFor<Seen, Exclude<Seen['kind'], MachineSeen>> = {
  load: ({ cpuPercent, workingSetBytes }) =>
    `A process of the doctor's own: CPU ${formatPercent(cpuPercent, L)} of a core, ${formatBytes(workingSetBytes, L)}; tolerance ${CPU_TOLERANCE} points and ${100 * MEMORY_TOLERANCE} %`,
  source: ({ source, processes, cpuPercent, workingSetBytes, roundMs, faults }) => {
    const memory = workingSetBytes === null ? '?' : formatBytes(workingSetBytes, L);
    const figures = `CPU ${formatPercent(cpuPercent, L)}, ${memory}, ${countedEn(processes, processesEn)}, a sample takes ${formatDuration(roundMs, L)}`;
    return `${source}: ${figures}; ${faults.length === 0 ? 'correct' : `WRONG: ${faults.map(faultOf).join('; ')}`}`;
  },
  'source-failed': ({ source, reason }) => `${source}: no samples: ${reasonEn(reason)}`,
  recommended: ({ source, configured }) =>
    source === configured
      ? `Recommended: source = ${source}, as configured.`
      : `Recommended: source = ${source} (configured: ${configured}).`,
  'command-lines': ({ way, read, of, tookMs }) =>
    `${capital(ways[way])}: ${read} of ${of} read, ${formatDuration(tookMs, L)}`,
  'command-lines-failed': ({ way, reason }) => `${capital(ways[way])}: ${reasonEn(reason)}`,
  'command-lines-differ': ({ pids }) =>
    `The two ways disagree on these processes: ${pids.join(', ')}`,
  'stop-right': ({ has }) =>
    has
      ? "This account may stop other accounts' processes."
      : "This account may not stop other accounts' processes.",
  stop: ({ asked, outcome }) =>
    asked === 'right'
      ? `A process of the doctor's own: ${outcomeOf(outcome)}`
      : `The same process with a wrong start time: ${outcomeOf(outcome)}`,
  'stopped-wrongly': () => 'The process was stopped although the start time given was wrong.',
  class: ({ progid, classId, appId, name, bits64, bits32 }) =>
    classId === null
      ? `${progid} is not registered.`
      : `${progid}: class ${classId}, AppID ${appId ?? 'unknown'}${name === null ? '' : ` (${name})`}, registered for ${bitsOf(bits64, bits32)}`,
  hosts: ({ progid, pids }) =>
    pids.length === 0
      ? `No process hosts ${progid} now.`
      : `Hosts of ${progid}: ${pids.join(', ')}`,
  call: ({ progid }) => `Calling ${progid}:`,
  stage: ({ stage, tookMs }) => `${stageEn[stage]}: ${formatDuration(tookMs, L)}`,
  'call-failed': ({ failure }) =>
    `FAILED, ${stageEn[failure.stage]}: ${classEn[failure.failureClass]} (${[failure.hresult, failure.name, messageEn(failure)].filter((each) => each !== null && each !== '').join(', ')})`,
  access: ({ account }) => `This account: ${account || '?'}`,
  writers: ({ path, accounts }) => `${path} can be changed by ${accounts.join(', ')}`,
  readers: ({ path, accounts }) =>
    `${path} holds passwords and can be read by ${accounts.join(', ')}`,
  folder: ({ folder, state }) =>
    state === 'writable'
      ? `${folder}: writable`
      : `${folder}: does not exist yet, the agent creates it`,
  'folder-refused': ({ folder, reason }) => `${folder} cannot be written: ${reasonEn(reason)}`,
  free: ({ folder, bytes, neededBytes }) =>
    `${folder}: ${formatBytes(bytes, L)} free, up to ${formatBytes(neededBytes, L)} needed`,
  recipient: ({ server, recipient }) => `${server}: would accept mail for ${recipient}`,
  'recipient-refused': ({ recipient, reason }) =>
    recipient === null ? capital(reasonEn(reason)) : `${recipient}: ${reasonEn(reason)}`,
  unencrypted: ({ server }) => `${server}: encryption fails, mail would go in clear text`,
};

function faultOf(fault: SourceFault): string {
  switch (fault.kind) {
    case 'load-missing':
      return "it does not see the doctor's own process";
    case 'cpu':
      return fault.percent === null
        ? 'no CPU figure'
        : `CPU differs by ${formatNumber(Math.abs(fault.percent - fault.known), L)} points`;
    case 'memory':
      return `memory differs by ${formatBytes(Math.abs(fault.bytes - fault.known), L)}`;
    case 'start-time':
      return `the start time is ${formatDuration(Math.abs(fault.differenceMs), L)} ${fault.differenceMs < 0 ? 'early' : 'late'}`;
    case 'start-times-differ':
      return `start times differ from those of another source (PID ${fault.pids.join(', ')})`;
    case 'processes-missing':
      return `it does not see PID ${fault.pids.join(', ')}`;
  }
}

function outcomeOf(outcome: StopOutcome): string {
  switch (outcome.kind) {
    case 'stopped':
      return `stopped in ${formatDuration(outcome.tookMs, L)}`;
    case 'gone':
      return 'already gone';
    case 'refused':
      return outcome.reason === 'identity-changed'
        ? 'refused, as it must be'
        : `refused: ${reasonEn(outcome.detail)}`;
    case 'survived':
      return `still running after ${formatDuration(outcome.waitedMs, L)}: ${reasonEn(outcome.detail)}`;
    case 'unknown':
      return `the outcome is unknown: ${reasonEn(outcome.detail)}`;
  }
}

function bitsOf(bits64: boolean, bits32: boolean): string {
  const all = [...(bits64 ? ['64-bit'] : []), ...(bits32 ? ['32-bit'] : [])];
  return all.length === 0 ? 'neither 64-bit nor 32-bit programs' : `${all.join(' and ')} programs`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
