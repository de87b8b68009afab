import { describe, expect, it } from 'vitest';
import { Curves } from '../../../src/core/viewing/curves.js';
import { statusProcess } from '../../support/status.js';

const START_MS = 1_700_000_000_000;

describe('the curves of a day', () => {
  it('keep every point of the last quarter of an hour, and the highest of each minute before', () => {
    const curves = new Curves();
    for (let second = 0; second <= 3 * 3_600; second += 2) {
      const cpuPercent = second === 100 ? 90 : 1;
      curves.point(statusProcess(1, { cpuPercent }), null, START_MS + second * 1_000);
    }
    const [curve] = curves.view(0);
    expect(curve?.atUnixMs.length).toBeLessThan(450 + 32 + 170);
    expect(curve?.cpuPercent.filter((each) => each === 90)).toHaveLength(1);
    expect([...(curve?.atUnixMs ?? [])].sort((a, b) => a - b)).toEqual(curve?.atUnixMs);
  });

  it('forget what is older than a day', () => {
    const curves = new Curves();
    for (let minute = 0; minute <= 30 * 60; minute++) {
      curves.point(statusProcess(1), 'X', START_MS + minute * 60_000);
    }
    const [curve] = curves.view(0);
    const lengthMs = (curve?.atUnixMs.at(-1) ?? 0) - (curve?.atUnixMs[0] ?? 0);
    expect(lengthMs).toBeLessThanOrEqual(24 * 3_600_000 + 120_000);
    expect(lengthMs).toBeGreaterThan(23 * 3_600_000);
  });

  it('tell a process from a later one of the same PID', () => {
    const curves = new Curves();
    curves.point(statusProcess(1, { startedUnixMs: 10 }), null, START_MS);
    curves.point(statusProcess(1, { startedUnixMs: 9_000 }), null, START_MS + 2_000);
    curves.stopped(1, 10.4, START_MS + 1_000);
    expect(curves.view(0).map(({ stoppedUnixMs }) => stoppedUnixMs)).toEqual([
      null,
      START_MS + 1_000,
    ]);
  });

  it('hold at most 64 processes, those seen last', () => {
    const curves = new Curves();
    for (let pid = 1; pid <= 200; pid++) curves.point(statusProcess(pid), null, START_MS + pid);
    expect(curves.view(0)).toHaveLength(64);
    expect(Math.min(...curves.view(0).map(({ pid }) => pid))).toBe(137);
  });
});
