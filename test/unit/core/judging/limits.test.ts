import { describe, expect, it } from 'vitest';
import {
  breachedLimits,
  isUnknownBreach,
  judge,
  type OverRecords,
} from '../../../../src/core/judging/limits.js';
import { fileTime, target, watched } from '../../../support/build.js';

const limits = { maxCpuPercent: 80, maxMemoryPercent: 20 };
const figures = (cpuPercent: number | null, memoryPercent: number) => ({
  cpuPercent,
  memoryPercent,
  workingSetBytes: 1,
});

describe('limits', () => {
  it.each([
    ['at both limits', 80, 20, []],
    ['CPU a little over', 80.1, 20, ['cpu']],
    ['memory a little over', 80, 20.1, ['memory']],
    ['both over', 300, 90, ['cpu', 'memory']],
    ['CPU unknown, memory fine', null, 1, []],
    ['CPU unknown, memory over', null, 21, ['memory']],
  ])('%s', (_name, cpu, memory, expected) => {
    expect(breachedLimits(figures(cpu, memory), limits)).toEqual(expected);
  });

  it('judges each process by itself', () => {
    const calm = watched({ target: target({ pid: 1000 }), figures: figures(1, 1) });
    const busy = watched({ target: target({ pid: 1001 }), figures: figures(99, 1) });
    const { verdicts } = judge([calm, busy], new Map(), limits, { needed: 1, of: 1 });
    expect(verdicts.map((each) => [each.target.pid, each.sustained])).toEqual([[1001, true]]);
  });

  it('does not judge a process younger than the grace', () => {
    const young = watched({ settled: false, figures: figures(400, 90) });
    expect(judge([young], new Map(), limits, { needed: 1, of: 1 }).verdicts).toEqual([]);
  });

  it('puts the worst first', () => {
    const some = watched({ target: target({ pid: 1 + 1000 }), figures: figures(100, 1) });
    const worse = watched({ target: target({ pid: 2 + 1000 }), figures: figures(null, 80) });
    const { verdicts } = judge([some, worse], new Map(), limits, { needed: 1, of: 1 });
    expect(verdicts.map((each) => each.target.pid)).toEqual([1002, 1001]);
  });

  it('measures an excess by its own limit', () => {
    const some = watched({ target: target({ pid: 1001 }), figures: figures(1, 22) });
    const worse = watched({ target: target({ pid: 1002 }), figures: figures(160, 1) });
    const { verdicts } = judge([some, worse], new Map(), limits, { needed: 1, of: 1 });
    expect(verdicts.map((each) => each.target.pid)).toEqual([1002, 1001]);
  });

  it.each([
    ['of CPU', { maxCpuPercent: 0.5, maxMemoryPercent: 20 }, figures(2, 1), figures(0, 60)],
    ['of memory', { maxCpuPercent: 80, maxMemoryPercent: 0.5 }, figures(1, 2), figures(240, 0)],
  ])('takes a limit %s below 1 for 1 when it compares', (_of, low, twice, thrice) => {
    const some = watched({ target: target({ pid: 1001 }), figures: twice });
    const worse = watched({ target: target({ pid: 1002 }), figures: thrice });
    const { verdicts } = judge([some, worse], new Map(), low, { needed: 1, of: 1 });
    expect(verdicts.map((each) => each.target.pid)).toEqual([1002, 1001]);
  });

  it('waits for N of M samples', () => {
    const sustain = { needed: 2, of: 3 };
    let records: OverRecords = new Map();
    const answers = [99, 1, 99, 1, 1, 99, 99].map((cpu) => {
      const judged = judge([watched({ figures: figures(cpu, 1) })], records, limits, sustain);
      records = judged.records;
      return judged.verdicts.some((each) => each.sustained);
    });
    expect(answers).toEqual([false, false, true, false, false, false, true]);
  });

  it('does not let a reused PID inherit what its predecessor did', () => {
    const sustain = { needed: 2, of: 2 };
    const first = judge([watched({ figures: figures(99, 1) })], new Map(), limits, sustain);
    const successor = watched({
      target: target({ startedAt: fileTime(1) }),
      figures: figures(99, 1),
    });
    expect(judge([successor], first.records, limits, sustain).verdicts[0]?.sustained).toBe(false);
  });
});

describe('a breach of a process whose application is not known', () => {
  const over = { figures: figures(99, 1) };
  const unread = { commandLine: { kind: 'unread' } } as const;
  it.each([
    ['over its limit, its command line not read', { ...over, ...unread }, true],
    ['over its limit, its command line hidden', { ...over, commandLine: { kind: 'hidden' } }, true],
    ['over its limit, its command line read', over, false],
    [
      'over its limit, known by the catalogue',
      { ...over, ...unread, catalogueAppId: '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}' },
      false,
    ],
    ['at its limit', { figures: figures(80, 20), ...unread }, false],
    ['younger than the grace', { ...over, ...unread, settled: false }, false],
  ] as const)('%s: %j', (_which, changes, expected) => {
    expect(isUnknownBreach(watched(changes), limits)).toBe(expected);
  });
});
