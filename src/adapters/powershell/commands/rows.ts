/** Validates the rows of a shell's answer; no field is trusted. */
import { printable } from '../../../core/foreign.js';
import type {
  Machine,
  ProcessRow,
  RecordingKind,
  SampleSource,
} from '../../../core/observing/model.js';
import { asTable, type Table } from './answer.js';

const DIGITS = /^\d{1,19}$/;
/** Maximum number of rows of one answer: more processes of one name do not occur. */
const MOST_ROWS = 5_000;
/** A command line of Windows has at most 32,767 characters; the part that identifies a host comes first. */
const COMMAND_LINE_LENGTH = 2_000;
const NAME_LENGTH = 260;

/** A whole number written as decimal digits; `undefined` if it is not exact. */
function figure(value: unknown): number | undefined {
  if (typeof value !== 'string' || !DIGITS.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

function fileTime(value: unknown): string | undefined {
  return typeof value === 'string' && DIGITS.test(value) ? value : undefined;
}

function pidOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 32
    ? value
    : undefined;
}

function line(value: unknown, longest = NAME_LENGTH): string {
  return typeof value === 'string' ? printable(value, longest) : '';
}

export type RawRow = Omit<ProcessRow, 'commandLine'>;

export interface RawSample {
  readonly source: SampleSource;
  readonly takenAtMs: number;
  readonly readEndedMs: number;
  readonly rows: readonly RawRow[];
  /** Rows that the shell or this check left out. */
  readonly dropped: number;
}

export function readSample(value: unknown, source: SampleSource): RawSample | undefined {
  const table = asTable(value);
  const from = figure(table?.['takenAt']);
  const until = figure(table?.['takenUntil']);
  const list = table?.['rows'];
  if (!table || from === undefined || until === undefined || until < from) return undefined;
  if (!Array.isArray(list)) return undefined;
  const rows = new Map<number, RawRow>();
  for (const each of list.slice(0, MOST_ROWS)) {
    const row = readRow(each);
    // Of two rows with one PID the first counts.
    if (row && !rows.has(row.pid)) rows.set(row.pid, row);
  }
  return {
    source,
    takenAtMs: from / 10_000,
    readEndedMs: until / 10_000,
    rows: [...rows.values()],
    dropped: count(table['dropped']) + list.length - rows.size,
  };
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function readRow(value: unknown): RawRow | undefined {
  const table = asTable(value);
  const pid = pidOf(table?.['pid']);
  const startedAt = fileTime(table?.['startedAt']);
  const name = line(table?.['name']);
  const workingSetBytes = figure(table?.['workingSetBytes']);
  const cpuTime100ns = table?.['cpuTime100ns'] === null ? null : figure(table?.['cpuTime100ns']);
  if (pid === undefined || startedAt === undefined || name === '') return undefined;
  if (workingSetBytes === undefined || cpuTime100ns === undefined) return undefined;
  return { pid, startedAt, name, cpuTime100ns, workingSetBytes };
}

export interface CommandLineRow {
  readonly pid: number;
  readonly startedAt: string;
  readonly commandLine: string | null;
}

export function readCommandLines(value: unknown): CommandLineRow[] | undefined {
  const list = asTable(value)?.['rows'];
  if (!Array.isArray(list)) return undefined;
  return list.slice(0, MOST_ROWS).flatMap((each) => {
    const table = asTable(each);
    const pid = pidOf(table?.['pid']);
    const startedAt = fileTime(table?.['startedAt']);
    if (pid === undefined || startedAt === undefined) return [];
    const commandLine = line(table?.['commandLine'], COMMAND_LINE_LENGTH);
    return [{ pid, startedAt, commandLine: commandLine === '' ? null : commandLine }];
  });
}

/** @param physicalMemoryBytes from Node (GlobalMemoryStatusEx, as in psutil): the shell would need WMI for it */
export function readMachine(value: unknown, physicalMemoryBytes: number): Machine | undefined {
  const table = asTable(value);
  const hostName = line(table?.['hostName']);
  const logicalProcessors = count(table?.['logicalProcessors']);
  if (!table || hostName === '' || logicalProcessors === 0) return undefined;
  const right = table['canStopOthers'];
  return {
    hostName,
    osVersion: line(table['osVersion']),
    logicalProcessors,
    physicalMemoryBytes,
    powershellVersion: line(table['powershellVersion']),
    languageMode: line(table['languageMode']),
    culture: line(table['culture']),
    executionPolicies: policies(table),
    recording: recordingOf(table),
    canStopOthers: typeof right === 'boolean' ? right : null,
  };
}

/** Names as the module gives them. */
const RECORDING = {
  transcription: 'transcription',
  scriptBlocks: 'script-blocks',
  invocations: 'invocations',
  modules: 'modules',
} as const;

function recordingOf({ recording: list }: Table): RecordingKind[] {
  const said: readonly unknown[] = Array.isArray(list) ? list : [];
  return Object.entries(RECORDING).flatMap(([name, kind]) => (said.includes(name) ? [kind] : []));
}

function policies({ executionPolicies: list }: Table): string[] {
  if (!Array.isArray(list)) return [];
  return list
    .slice(0, 20)
    .map((each) => line(each))
    .filter((each) => each !== '');
}
