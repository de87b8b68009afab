/** Windows, its policies, its variables and the task of the agent, read through a shell for `comwatch doctor` only. */
import { printable } from '../../../core/foreign.js';
import type { Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';
import type { AgentTask } from '../../../core/doctor/task.js';
import type { Shell } from '../shell/shell.js';
import { asTable, unusable, type Table } from './answer.js';

const DEADLINE_MS = 8_000;
const LENGTH = 500;
const MOST_NAMES = 500;

export interface WindowsFacts {
  readonly revision: string;
  /** The release number of the registry. */
  readonly netFramework: string;
  readonly powershell: string;
  readonly powershellCore: readonly string[];
  readonly ansi: string;
  readonly oem: string;
  readonly console: string;
  readonly hasEventSource: boolean;
}

export interface RecordingFacts {
  readonly transcription: boolean;
  readonly scriptBlocks: boolean;
  readonly invocations: boolean;
  readonly modules: boolean;
  /** -1: unreadable. */
  readonly transcriptBytes: number;
  readonly eventBytes: number;
}

export interface VariableNames {
  readonly machine: readonly string[];
  readonly account: readonly string[];
}

type Caller = Pick<Shell, 'call'>;

async function ask<Facts>(
  shell: Caller,
  command: string,
  parameters: Readonly<Record<string, string>>,
  signal: AbortSignal,
  read: (table: Table) => Facts,
): Promise<Result<Facts, Reason>> {
  const answer = await shell.call(command, parameters, DEADLINE_MS, signal);
  const table = answer.ok ? asTable(answer.value.output) : undefined;
  return table ? success(read(table)) : failure(unusable(answer));
}

export function readWindows(
  shell: Caller,
  signal: AbortSignal,
): Promise<Result<WindowsFacts, Reason>> {
  return ask(shell, 'Get-WindowsInformation', {}, signal, (table) => ({
    revision: text(table, 'revision'),
    netFramework: text(table, 'netFramework'),
    powershell: text(table, 'powershell'),
    powershellCore: texts(table, 'powershellCore'),
    ansi: text(table, 'ansi'),
    oem: text(table, 'oem'),
    console: text(table, 'console'),
    hasEventSource: text(table, 'eventSource') !== '',
  }));
}

export function readRecording(
  shell: Caller,
  signal: AbortSignal,
): Promise<Result<RecordingFacts, Reason>> {
  return ask(shell, 'Get-RecordingPolicy', {}, signal, (table) => ({
    transcription: table['transcription'] === true,
    scriptBlocks: table['scriptBlocks'] === true,
    invocations: table['invocations'] === true,
    modules: table['modules'] === true,
    transcriptBytes: amount(table, 'transcriptBytes'),
    eventBytes: amount(table, 'eventBytes'),
  }));
}

/** @param account SID of the account that the agent runs as */
export function readVariables(
  shell: Caller,
  account: string,
  signal: AbortSignal,
): Promise<Result<VariableNames, Reason>> {
  return ask(shell, 'Get-MachineVariable', { Account: account }, signal, (table) => ({
    machine: texts(table, 'machine'),
    account: texts(table, 'account'),
  }));
}

/** The task of the agent; `undefined` when there is none. */
export function readTask(
  shell: Caller,
  name: string,
  signal: AbortSignal,
): Promise<Result<AgentTask | undefined, Reason>> {
  return ask(shell, 'Get-AgentTask', { Name: name }, signal, (table) =>
    table['present'] === true ? taskOf(table) : undefined,
  );
}

function taskOf(table: Table): AgentTask {
  return {
    state: text(table, 'state'),
    lastResult: text(table, 'lastResult'),
    execute: text(table, 'execute'),
    argument: text(table, 'argument'),
    workingFolder: text(table, 'workingFolder'),
    account: text(table, 'account'),
    level: text(table, 'level'),
    boot: table['boot'] === true,
    repetition: text(table, 'repetition'),
    timeLimit: text(table, 'timeLimit'),
    instances: text(table, 'instances'),
    onBattery: text(table, 'onBattery'),
    stopOnBattery: text(table, 'stopOnBattery'),
    priority: text(table, 'priority'),
    whenAvailable: text(table, 'whenAvailable'),
    restartCount: text(table, 'restartCount'),
    restartInterval: text(table, 'restartInterval'),
    enabled: text(table, 'enabled'),
  };
}

function text(table: Table, key: string): string {
  const value = table[key];
  return typeof value === 'string' ? printable(value, LENGTH) : '';
}

function texts(table: Table, key: string): string[] {
  const value = table[key];
  // PowerShell may pass on a list of one element as that element.
  const list = Array.isArray(value) ? value : [value];
  return list
    .slice(0, MOST_NAMES)
    .flatMap((each) => (typeof each === 'string' && each !== '' ? [printable(each, LENGTH)] : []));
}

function amount(table: Table, key: string): number {
  const value = text(table, key);
  return /^\d{1,15}$/.test(value) ? Number(value) : -1;
}
