import { totalmem } from 'node:os';
import type { MachineReader } from '../../../ports.js';
import { readMachine } from './rows.js';
import type { Shell } from '../shell/shell.js';

const DEADLINE_MS = 30_000;

/** Describes the machine through the shell; `undefined` while no shell answers. */
export function openMachineReader(shell: Shell): MachineReader {
  return async (signal) => {
    const answer = await shell.call('Get-ShellInformation', {}, DEADLINE_MS, signal);
    return answer.ok ? readMachine(answer.value.output, totalmem()) : undefined;
  };
}
