import { describe, expect, it } from 'vitest';
import { healthOf, isSameAgent } from '../../../../src/core/telling/agent-health.js';

const NOW = Date.UTC(2026, 10, 26, 3);
const loop = (name: string, lateMs: number) => ({ name, dueUnixMs: NOW - lateMs });
const health = (silentMs: number, ...loops: ReturnType<typeof loop>[]) =>
  healthOf({ writtenUnixMs: NOW - silentMs, loops }, NOW);

describe('the health of an agent', () => {
  it('is what its file says: fresh, and no loop two minutes past its deadline', () => {
    expect(health(15_000, loop('dllhost.exe', -60_000), loop('com', 120_000))).toEqual({
      kind: 'works',
    });
    expect(health(120_000)).toEqual({ kind: 'works' });
  });

  it('is bad when nothing was written for more than two minutes, whatever the loops say', () => {
    expect(health(120_001, loop('com', 500_000))).toEqual({ kind: 'silent', forMs: 120_001 });
  });

  it('is bad when the file is of a time that has not come: the clock was set back', () => {
    expect(health(-3_600_000)).toEqual({ kind: 'silent', forMs: 0 });
    expect(health(-60_000)).toEqual({ kind: 'works' });
  });

  it('is bad when a loop is late, and names those that are', () => {
    const late = loop('com', 120_001);
    expect(health(1_000, loop('dllhost.exe', 0), late)).toEqual({
      kind: 'late',
      loops: [late],
      byMs: 120_001,
    });
  });

  it('is of one agent: PID and start', () => {
    const one = { pid: 4712, startedUnixMs: NOW };
    expect(isSameAgent(one, { ...one })).toBe(true);
    expect(isSameAgent(one, { ...one, pid: 4716 })).toBe(false);
    expect(isSameAgent(one, { ...one, startedUnixMs: NOW + 1 })).toBe(false);
  });
});
