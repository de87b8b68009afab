import { describe, expect, it } from 'vitest';
import { parseFloors, recallFrom, storeFloors } from '../../../../src/core/observing/remembered.js';
import type { SampleSource } from '../../../../src/core/observing/model.js';
import { floored } from '../../../support/suspects.js';
import { fileTime, STARTED_UNIX_MS, target, watched } from '../../../support/build.js';

const GIB = 2 ** 30;
const HOUR = 3_600_000;
/** The earlier agent: its clock has another origin. */
const then = { monotonicMs: 3_000_000, wallMs: STARTED_UNIX_MS + 10 * HOUR };
/** The next one begins a minute later. */
const now = { monotonicMs: 1_000, wallMs: then.wallMs + 60_000 };

const MEASURE = { source: 'process', cpuBasis: 'core', physicalMemoryBytes: 16 * GIB } as const;

function left() {
  const process = floored(11, { cpu: [12.5, 50], memory: [5, 5] }, { settledSinceMs: 1_000_000 });
  process.cpuFloor.push(then.monotonicMs - 600_000, 14);
  process.cpuFloor.push(then.monotonicMs - 1_000, 20);
  process.memoryFloor.push(then.monotonicMs - 1_000, 6);
  const stored = storeFloors([process], MEASURE, then);
  const parsed = parseFloors(JSON.parse(JSON.stringify(stored)));
  if (!parsed) throw new Error('not readable');
  return parsed;
}

function recall(
  changes: {
    source?: SampleSource;
    basis?: 'core' | 'machine';
    memory?: number;
    wallMs?: number;
  } = {},
) {
  const { source = 'process', basis = 'core', memory = 16 * GIB, wallMs = now.wallMs } = changes;
  return recallFrom(left(), { source, cpuBasis: basis, physicalMemoryBytes: memory }, 24 * HOUR, {
    ...now,
    wallMs,
  });
}

const one = target({ pid: 11 });

describe('floors that outlive their agent', () => {
  it('mean the same on the clock of the next one', () => {
    const found = recall()(one);
    expect(found?.settledSinceMs).toBe(now.monotonicMs - 60_000 - 2_000_000);
    expect(found?.cpuFloor.floor(now.monotonicMs)).toBe(12.5);
    expect(found?.memoryFloor.floor(now.monotonicMs)).toBeCloseTo(5, 6);
    // Each reading keeps its age.
    expect(found?.cpuFloor.floor(now.monotonicMs, 700_000)).toBe(14);
    expect(found?.cpuFloor.floor(now.monotonicMs, 100_000)).toBe(20);
  });

  it('are bytes: on a machine with twice the memory they are half as many per cent', () => {
    const found = recall({ memory: 32 * GIB })(one);
    expect(found?.memoryFloor.floor(now.monotonicMs)).toBeCloseTo(2.5, 6);
  });

  it.each([
    ['come from another source', { source: 'cim' as const }],
    ['are per cent of something else', { basis: 'machine' as const }],
    ['lie ahead: the clock was set back', { wallMs: then.wallMs - 2_001 }],
  ])('are dropped when they %s', (_, changes) => {
    expect(recall(changes)(one)).toBeUndefined();
  });

  it('bear a clock that was slewed by two seconds', () => {
    expect(recall({ wallMs: then.wallMs - 1_999 })(one)?.settledSinceMs).toBeLessThan(1_000);
  });

  it('belong to one process, not to its PID', () => {
    expect(recall()({ ...one, startedAt: fileTime(STARTED_UNIX_MS + 2) })).toBeUndefined();
    expect(recall()({ ...one, name: 'w3wp.exe' })).toBeUndefined();
    expect(recall()({ ...one, name: 'DLLHOST.EXE' })).toBeDefined();
  });

  it('are rounded to thousandths, and their times to milliseconds', () => {
    const process = floored(11, {}, { settledSinceMs: 1_000_000.4 });
    process.cpuFloor.push(then.monotonicMs - 1_000.4, 12.34567);
    const [stored] = storeFloors([process], MEASURE, then).processes;
    expect(stored?.cpu.at(-1)).toEqual([then.wallMs - 1_000, 12.346]);
    expect(stored?.settledSinceUnixMs).toBe(then.wallMs - 2_000_000);
  });

  it('take no reading that lies ahead, and were earned no later than now', () => {
    const value = left();
    const ahead = now.wallMs + 2_001;
    const [process] = value.processes;
    const stored = {
      ...value,
      processes: [
        { ...process!, settledSinceUnixMs: ahead, cpu: [[ahead, 3] as const], memory: [] },
      ],
    };
    const found = recallFrom(stored, MEASURE, 24 * HOUR, now)(one);
    expect(found?.settledSinceMs).toBe(now.monotonicMs);
    expect(found?.cpuFloor.size).toBe(0);
  });

  it('are not stored of a process that is younger than its grace', () => {
    const young = watched({ settledSinceMs: undefined });
    expect(storeFloors([young], MEASURE, then).processes).toEqual([]);
  });

  it('are at most forty readings of each figure', () => {
    const process = floored(11, {});
    for (let at = 1; at < 1_000; at++) process.cpuFloor.push(at * 3_000, 50 + at);
    const stored = storeFloors([process], MEASURE, then);
    expect(stored.processes[0]?.cpu.length).toBeLessThanOrEqual(40);
    expect(stored.processes[0]?.cpu[0]?.[1]).toBe(50);
  });
});

it.each(['cim', 'counter', 'process'])('reads the floors of the source %s', (source) => {
  expect(parseFloors({ ...left(), source })?.source).toBe(source);
  expect(parseFloors({ ...left(), cpuBasis: 'machine' })?.cpuBasis).toBe('machine');
});

it.each([
  ['no table', null],
  ['another source', { ...left(), source: 'wmi' }],
  ['another basis', { ...left(), cpuBasis: 'disk' }],
  ['no time', { ...left(), savedUnixMs: 'today' }],
  ['a process without a start time', { ...left(), processes: [{ ...one, startedAt: 'x' }] }],
  ['no list of processes', { ...left(), processes: {} }],
  ['a process that is none', { ...left(), processes: [null] }],
  [
    'a process without a time of its floors',
    { ...left(), processes: [{ ...left().processes[0], settledSinceUnixMs: null }] },
  ],
  ['no readings', { ...left(), processes: [{ ...left().processes[0], memory: undefined }] }],
  ['a reading of three', { ...left(), processes: [{ ...left().processes[0], cpu: [[1, 1, 1]] }] }],
  ['a reading that is none', { ...left(), processes: [{ ...left().processes[0], memory: [5] }] }],
  ['a reading below zero', { ...left(), processes: [{ ...left().processes[0], cpu: [[1, -1]] }] }],
])('reads no floors from what has %s', (_, value) => {
  expect(parseFloors(value)).toBeUndefined();
});
