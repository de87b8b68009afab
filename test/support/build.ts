/** Builders: each test specifies only what matters to it. */
import type { Verdict } from '../../src/core/judging/limits.js';
import type { Machine, ProcessRow, Sample, Target } from '../../src/core/observing/model.js';
import { FloorWindow } from '../../src/core/observing/window.js';
import type { Watched } from '../../src/core/observing/process-table.js';

export const STARTED_UNIX_MS = Date.UTC(2026, 10, 24, 20, 0, 0);

export function fileTime(unixMs: number): string {
  return ((BigInt(Math.round(unixMs)) + 11_644_473_600_000n) * 10_000n).toString();
}

export function target(changes: Partial<Target> = {}): Target {
  return { pid: 4712, startedAt: fileTime(STARTED_UNIX_MS), name: 'dllhost.exe', ...changes };
}

export function row(changes: Partial<ProcessRow> = {}): ProcessRow {
  return {
    ...target(),
    cpuTime100ns: 0,
    workingSetBytes: 100 * 2 ** 20,
    commandLine: { kind: 'read', text: 'dllhost.exe /Processid:{E10F6C3A}' },
    ...changes,
  };
}

export function sample(
  rows: readonly ProcessRow[],
  takenAtMs = 0,
  generation = 1,
  dropped = 0,
): Sample {
  return { source: 'process', takenAtMs, readEndedMs: takenAtMs, generation, rows, dropped };
}

export function machine(changes: Partial<Machine> = {}): Machine {
  return {
    hostName: 'SRV01',
    osVersion: 'Windows Server 2022',
    logicalProcessors: 4,
    physicalMemoryBytes: 16 * 2 ** 30,
    powershellVersion: '5.1.20348.1',
    languageMode: 'FullLanguage',
    culture: 'ru-RU',
    executionPolicies: ['Process=Bypass'],
    canStopOthers: true,
    ...changes,
  };
}

export function watched(changes: Partial<Watched> = {}): Watched {
  return {
    target: target(),
    commandLine: { kind: 'read', text: 'dllhost.exe /Processid:{E10F6C3A}' },
    figures: { cpuPercent: 0, memoryPercent: 1, workingSetBytes: 2 ** 20 },
    settled: true,
    settledSinceMs: -3_600_000,
    ageMs: 60_000,
    firstSeenMs: 0,
    ageAtFirstSightMs: 60_000,
    points: [],
    cpuFloor: new FloorWindow(10_000),
    memoryFloor: new FloorWindow(10_000),
    ...changes,
  };
}

export function verdict(changes: Partial<Verdict> = {}, of: Partial<Watched> = {}): Verdict {
  const subject = watched(of);
  return {
    target: subject.target,
    watched: subject,
    breached: ['cpu'],
    over: 1,
    sustained: true,
    ...changes,
  };
}

/** Result of a store of the brake that answers at once. */
export const saved = (written: boolean) => Promise.resolve({ written: Promise.resolve(written) });
