import { describe, expect, it } from 'vitest';
import { loadOf, stayedProcesses, type Observed } from '../../../../src/core/doctor/source-view.js';
import {
  faultsOf,
  recommendedSource,
  type KnownLoad,
  type SourceView,
} from '../../../../src/core/doctor/sources.js';
import { fileTime, row, STARTED_UNIX_MS } from '../../../support/build.js';

const MB = 2 ** 20;
const known: KnownLoad = {
  pid: 4712,
  startedBetween: [STARTED_UNIX_MS - 10, STARTED_UNIX_MS + 10],
  cpuPercent: 50,
  workingSetBytes: 140 * MB,
};

function view(
  changes: Partial<SourceView> = {},
  load: Partial<SourceView['load']> = {},
): SourceView {
  return {
    source: 'cim',
    load: {
      startedAt: fileTime(STARTED_UNIX_MS),
      startedAtMs: STARTED_UNIX_MS,
      cpuPercent: 51,
      workingSetBytes: 141 * MB,
      ...load,
    },
    processes: [
      { pid: 4712, startedAt: fileTime(STARTED_UNIX_MS) },
      { pid: 10, startedAt: fileTime(STARTED_UNIX_MS - 5_000) },
    ],
    pids: [4712, 10],
    roundMs: 40,
    ...changes,
  };
}

const kinds = (of: SourceView, others: SourceView[] = [view({ source: 'process' })]) =>
  faultsOf(of, others, known).map(({ kind }) => kind);

describe('a source beside a known load', () => {
  it('is right within the tolerance', () => {
    expect(kinds(view())).toEqual([]);
    expect(kinds(view({}, { cpuPercent: 55, workingSetBytes: 154 * MB }))).toEqual([]);
  });

  it.each([
    [
      'a factor in both figures',
      view({}, { cpuPercent: 102, workingSetBytes: 282 * MB }),
      ['cpu', 'memory'],
    ],
    ['half the CPU', view({}, { cpuPercent: 25 }), ['cpu']],
    ['no CPU figure', view({}, { cpuPercent: null }), ['cpu']],
    [
      'a clock that is an hour ahead',
      view({}, { startedAtMs: STARTED_UNIX_MS + 3_600_000 }),
      ['start-time'],
    ],
    [
      'a clock that is an hour behind',
      view({}, { startedAtMs: STARTED_UNIX_MS - 3_600_000 }),
      ['start-time'],
    ],
    ['no such process', view({ load: undefined }), ['load-missing']],
    ['fewer processes than another', view({ processes: [], pids: [] }), ['processes-missing']],
  ])('is wrong with %s', (_name, wrong, expected) => {
    expect(kinds(wrong)).toEqual(expected);
  });

  it('is wrong where its start times are not those of another source, to the millisecond', () => {
    const startedAt = (ms: number) => [{ pid: 10, startedAt: fileTime(STARTED_UNIX_MS + ms) }];
    const other = view({ processes: startedAt(0) });
    expect(kinds(view({ processes: startedAt(1) }), [other])).toEqual([]);
    expect(kinds(view({ processes: startedAt(2) }), [other])).toEqual(['start-times-differ']);
  });

  it('is not wrong for a process that came or went meanwhile', () => {
    expect(kinds(view({ processes: [], pids: [4712, 10] }))).toEqual([]);
    const late = [{ pid: 11, startedAt: fileTime(STARTED_UNIX_MS + 1_000) }];
    expect(kinds(view(), [view({ processes: late })])).toEqual([]);
  });

  it('says how far and in what direction a start time is off', () => {
    const late = view({}, { startedAtMs: STARTED_UNIX_MS + 60_010 });
    expect(faultsOf(late, [], known)).toEqual([{ kind: 'start-time', differenceMs: 60_000 }]);
    const early = view({}, { startedAtMs: STARTED_UNIX_MS - 60_010 });
    expect(faultsOf(early, [], known)).toEqual([{ kind: 'start-time', differenceMs: -60_000 }]);
  });
});

describe('the recommended source', () => {
  const judged = (source: 'cim' | 'counter' | 'process', roundMs: number, isWrong = false) => ({
    source,
    roundMs,
    faults: isWrong ? [{ kind: 'load-missing' } as const] : [],
  });

  it('is the right one whose round costs least', () => {
    expect(recommendedSource([judged('cim', 40), judged('process', 10)])).toBe('process');
    expect(recommendedSource([judged('cim', 40), judged('process', 10, true)])).toBe('cim');
    expect(recommendedSource([judged('cim', 40, true)])).toBeUndefined();
  });

  it('does not count the second that counters wait', () => {
    expect(recommendedSource([judged('cim', 400), judged('counter', 1_100)])).toBe('counter');
  });

  it('is not one that another source is at odds with for its own fault', () => {
    const differs = { kind: 'start-times-differ', pids: [10] } as const;
    expect(recommendedSource([{ source: 'process', roundMs: 10, faults: [differs] }])).toBe(
      'process',
    );
  });
});

describe('two samples of a source', () => {
  const at = (ms: number, cpuMs: number, pids: readonly number[]): Observed => ({
    pid: 4712,
    samples: [
      {
        takenAtMs: ms - 50,
        readEndedMs: ms + 50,
        rows: pids.map((pid) => row({ pid, cpuTime100ns: cpuMs * 10_000 })),
      },
    ],
  });

  it('make a figure of CPU, by the middle of the time in which they were read', () => {
    expect(loadOf([at(1_000, 100, [4712]), at(6_000, 2_600, [4712])])?.cpuPercent).toBe(50);
  });

  it.each([
    ['was there once', [at(1_000, 100, [4712]), at(6_000, 2_600, [])]],
    ['was never there', [at(1_000, 100, []), at(6_000, 2_600, [])]],
    ['was sampled once', [at(1_000, 100, [4712])]],
  ])('make none of a process that %s', (_name, observed) => {
    expect(loadOf(observed)).toBeUndefined();
  });

  it('make no figure of a time that runs backwards', () => {
    expect(loadOf([at(1_000, 2_600, [4712]), at(6_000, 100, [4712])])?.cpuPercent).toBeNull();
  });

  it('count those that were there all the time', () => {
    const stayed = stayedProcesses([at(1_000, 1, [4712, 1, 2]), at(6_000, 1, [4712, 2, 3])]);
    expect(stayed.map(({ pid }) => pid)).toEqual([4712, 2]);
  });
});
