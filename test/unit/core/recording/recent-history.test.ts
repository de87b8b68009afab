import { describe, expect, it } from 'vitest';
import { RecentHistory } from '../../../../src/core/recording/recent-history.js';
import type { SampleEntry } from '../../../../src/core/recording/entry.js';
import { recordEntries } from '../../../support/examples/record.js';

const BEGAN = 1_795_000_000_000;
const target = recordEntries.decision.target;

function sampleAt(atMs: number, cpuPercent: number, pid = target.pid): SampleEntry {
  return {
    ...recordEntries.sample,
    at: { monotonicMs: atMs, wallMs: BEGAN + atMs },
    figures: () => [
      {
        target: { ...target, pid },
        application: undefined,
        cpuPercent,
        memoryPercent: 1,
        workingSetBytes: 5,
      },
    ],
  };
}

describe('the last half hour', () => {
  it('has the curve of each process, the probes, the stops and the limits', () => {
    const history = new RecentHistory();
    history.take(recordEntries.start);
    for (const atMs of [0, 1_000, 2_000]) history.take(sampleAt(atMs, atMs / 100));
    for (const entry of [recordEntries.probe, recordEntries.deed]) {
      history.take({ ...entry, at: { monotonicMs: 6_000, wallMs: BEGAN + 6_000 } });
    }
    const { applications, processes, probes, stops } = history.picture(BEGAN + 500, BEGAN + 9_000);
    expect(applications).toEqual(recordEntries.start.applications);
    expect(processes).toEqual([
      expect.objectContaining({
        target,
        points: [
          { atUnixMs: BEGAN + 1_000, cpuPercent: 10, memoryPercent: 1, workingSetBytes: 5 },
          { atUnixMs: BEGAN + 2_000, cpuPercent: 20, memoryPercent: 1, workingSetBytes: 5 },
        ],
      }),
    ]);
    expect(probes).toEqual([
      expect.objectContaining({ outcome: 'failed', tookMs: 2_000, progid: 'Stock.Server' }),
    ]);
    expect(stops).toEqual([expect.objectContaining({ target, check: 'com', outcome: 'stopped' })]);
  });

  it('keeps one point a second, with the highest CPU in it, and half an hour of them', () => {
    const history = new RecentHistory();
    const lastMs = 40 * 60_000;
    for (let atMs = 0; atMs <= lastMs; atMs += 250) {
      history.take(sampleAt(atMs, atMs % 1_000 === 500 ? 90 : 1));
    }
    const [curve] = history.picture(0, Infinity).processes;
    expect(curve?.points.length).toBeGreaterThan(1_700);
    expect(curve?.points.length).toBeLessThan(2_000);
    expect(curve?.points.slice(-20, -2).every(({ cpuPercent }) => cpuPercent === 90)).toBe(true);
  });

  it('stays small however many processes come and go', () => {
    const history = new RecentHistory();
    for (let pid = 1; pid <= 1_000; pid++) history.take(sampleAt(pid * 1_000, 1, pid));
    const pids = history.picture(0, Infinity).processes.map((each) => each.target.pid);
    expect(pids).toHaveLength(64);
    expect(pids).toContain(1_000);
  });
});
