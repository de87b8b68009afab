import { describe, expect, it } from 'vitest';
import {
  applicationOf,
  floorRatios,
  floorSuspects,
  guidOf,
  hostsOf,
} from '../../../../src/core/judging/suspects.js';
import type { Watched } from '../../../../src/core/observing/process-table.js';
import { FloorWindow } from '../../../../src/core/observing/window.js';
import { watched } from '../../../support/build.js';
import { floored, host } from '../../../support/suspects.js';

const NOW = 5_000;
const rules = { alarmMetric: 10, timeCacheMs: 3_600_000, floorAfterMs: 600_000 };

describe('the floor rule', () => {
  const chosen = (...list: ReturnType<typeof watched>[]) =>
    floorSuspects(list, rules, NOW).map(({ watched: { target } }) => target.pid);

  it('takes those strictly above the factor, for CPU or for memory', () => {
    expect(chosen(floored(1, { cpu: [5, 50] }))).toEqual([]);
    expect(chosen(floored(1, { cpu: [5, 50.1] }))).toEqual([1]);
    expect(chosen(floored(2, { memory: [1, 10] }))).toEqual([]);
    expect(chosen(floored(2, { memory: [1, 10.1] }))).toEqual([2]);
  });

  it('takes a CPU floor below 1 for 1, so that idle noise is never divided by', () => {
    expect(chosen(floored(1, { cpu: [0.01, 9.9] }))).toEqual([]);
    expect(chosen(floored(1, { cpu: [0, 10.1] }))).toEqual([1]);
  });

  it('takes a memory floor as it is, and 0 for 1', () => {
    expect(chosen(floored(1, { memory: [0.1, 1.1] }))).toEqual([1]);
    expect(chosen(floored(1, { memory: [0, 9.9] }))).toEqual([]);
    expect(chosen(floored(1, { memory: [0, 10.1] }))).toEqual([1]);
  });

  it('puts the greatest ratio first, whichever figure it is of', () => {
    const list = [
      floored(1, { cpu: [2, 30] }),
      floored(2, { memory: [0.1, 5] }),
      floored(3, { cpu: [1, 20], memory: [1, 40] }),
    ];
    expect(chosen(...list)).toEqual([2, 3, 1]);
  });

  it('takes none whose figures are unknown', () => {
    expect(chosen(floored(1, { cpu: [1, null] }))).toEqual([]);
    expect(chosen(watched())).toEqual([]);
  });

  it('knows no growth of CPU without a figure, or without a floor', () => {
    const unknown = floored(4712, { cpu: [1, null] });
    const unseen = floored(4712, { cpu: [1, 90] }, { cpuFloor: new FloorWindow(3_600_000) });
    const ratiosOf = (each: Watched) => floorRatios(each, 0, 3_600_000);
    expect(ratiosOf(unknown)).toMatchObject({ cpuFloor: 1, cpuRatio: null, memoryRatio: 1 });
    expect(ratiosOf(unseen)).toMatchObject({ cpuFloor: null, cpuRatio: null, memoryRatio: 1 });
  });

  it('leaves out a process that is too young to have floors of its own', () => {
    expect(chosen({ ...floored(1, { cpu: [1, 100] }), settled: false })).toEqual([]);
  });

  it.each([
    [599_999, []],
    [600_000, [1]],
  ])('takes a process only when its floors are earned: watched for %i ms', (watchedMs, pids) => {
    const each = { ...floored(1, { cpu: [1, 100] }), settledSinceMs: NOW - watchedMs };
    expect(chosen(each)).toEqual(pids);
  });

  it('looks no farther back than time_cache', () => {
    const each = floored(1, { cpu: [1, 90] });
    each.cpuFloor.push(4_000, 30);
    expect(floorSuspects([each], { ...rules, timeCacheMs: 2_000 }, NOW)).toEqual([]);
    expect(floorSuspects([each], rules, NOW)).toHaveLength(1);
  });

  it('keeps a floor for each figure: the lowest CPU and the lowest memory need not be of one moment', () => {
    const [suspect] = floorSuspects([floored(1, { cpu: [3, 60], memory: [2, 50] })], rules, NOW);
    expect(suspect?.ratios).toEqual({
      cpuFloor: 3,
      memoryFloor: 2,
      cpuRatio: 20,
      memoryRatio: 25,
    });
  });
});

describe('the application of a process', () => {
  const APP = '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';
  const of = (text: string) => applicationOf({ commandLine: { kind: 'read', text } });

  it.each([
    ['C:\\WINDOWS\\system32\\DllHost.exe /Processid:{0c7c0b0e-5f2c-4c37-8f6b-2e6d5a4c1d11}', APP],
    ['dllhost.exe /processid: {0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11} -Embedding', APP],
    ['dllhost.exe', undefined],
    ['dllhost.exe /Processid:{short}', undefined],
    ['dllhost.exe 0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11', undefined],
  ])('%j', (text, expected) => {
    expect(of(text)).toBe(expected);
  });

  it('is unknown while the command line is', () => {
    expect(applicationOf({ commandLine: { kind: 'hidden' } })).toBeUndefined();
    expect(applicationOf({ commandLine: { kind: 'unread' } })).toBeUndefined();
  });

  it('is recognised by GUIDs in any spelling', () => {
    expect(guidOf('0c7c0b0e-5f2c-4c37-8f6b-2e6d5a4c1d11')).toBe(APP);
    expect(guidOf('Front Office')).toBeUndefined();
  });

  it('takes precedence over the catalogue, whose PID may have been reused', () => {
    const ours = host(1, APP);
    const other = host(2, '{11111111-1111-1111-1111-111111111111}');
    const bare = watched({ ...host(3), commandLine: { kind: 'read', text: 'dllhost.exe' } });
    const application = { appId: APP, name: null, instancePids: [2, 3] };
    const pids = hostsOf([ours, other, bare], application).map(({ target }) => target.pid);
    expect(pids).toEqual([1, 3]);
  });
});
