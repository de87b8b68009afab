/** Checks what a shell answers: nothing is believed because of where it comes from. */
import type { Machine, ProcessRow, SampleSource } from '../../../core/observing/model.js';
import { asTable } from './answer.js';

const DIGITS = /^\d{1,19}$/;

/** A whole number that travelled as decimal digits, as a number: exact up to 2^53. */
function figure(value: unknown): number | undefined {
  return typeof value === 'string' && DIGITS.test(value) ? Number(value) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export type RawRow = Omit<ProcessRow, 'commandLine'>;

export interface RawSample {
  readonly source: SampleSource;
  readonly takenAtMs: number;
  readonly takenUntilMs: number;
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
  const rows = list.map(readRow).filter((row) => row !== undefined);
  const told = typeof table['dropped'] === 'number' ? table['dropped'] : 0;
  return {
    source,
    takenAtMs: from / 10_000,
    takenUntilMs: until / 10_000,
    rows,
    dropped: told + list.length - rows.length,
  };
}

function readRow(value: unknown): RawRow | undefined {
  const table = asTable(value);
  const pid = table?.['pid'];
  const startedAt = text(table?.['startedAt']);
  const name = text(table?.['name']);
  const workingSetBytes = figure(table?.['workingSetBytes']);
  const cpuTime100ns = table?.['cpuTime100ns'] === null ? null : figure(table?.['cpuTime100ns']);
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return undefined;
  if (startedAt === undefined || !DIGITS.test(startedAt) || !name) return undefined;
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
  return list.flatMap((each) => {
    const table = asTable(each);
    const pid = table?.['pid'];
    const startedAt = text(table?.['startedAt']);
    if (typeof pid !== 'number' || startedAt === undefined || !DIGITS.test(startedAt)) return [];
    return [{ pid, startedAt, commandLine: text(table?.['commandLine']) ?? null }];
  });
}

/** @param physicalMemoryBytes from Node (GlobalMemoryStatusEx, as psutil has it): the shell would need WMI for it */
export function readMachine(value: unknown, physicalMemoryBytes: number): Machine | undefined {
  const table = asTable(value);
  const logicalProcessors = table?.['logicalProcessors'];
  const hostName = text(table?.['hostName']);
  if (!table || !hostName) return undefined;
  if (typeof logicalProcessors !== 'number' || logicalProcessors < 1) return undefined;
  const policies = table['executionPolicies'];
  const right = table['canStopOthers'];
  return {
    hostName,
    osVersion: text(table['osVersion']) ?? '',
    logicalProcessors,
    physicalMemoryBytes,
    powershellVersion: text(table['powershellVersion']) ?? '',
    languageMode: text(table['languageMode']) ?? '',
    culture: text(table['culture']) ?? '',
    executionPolicies: Array.isArray(policies) ? policies.map(String) : [],
    canStopOthers: typeof right === 'boolean' ? right : null,
  };
}
