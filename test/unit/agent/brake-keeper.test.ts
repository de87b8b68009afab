import { describe, expect, it } from 'vitest';
import type { BrakeState } from '../../../src/core/brake.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { AgentBench } from '../../support/agent-bench.js';
import { row } from '../../support/build.js';

const fat = row({ pid: 1003, workingSetBytes: 8 * 2 ** 30 });

function unreadable() {
  const saved: BrakeState[] = [];
  const bench = new AgentBench({
    store: {
      load: () => Promise.resolve({ kind: 'unreadable', reason: 'not JSON' }),
      save: (state) => Promise.resolve(saved.push(state) > 0),
    },
  });
  return { bench, saved };
}

describe('a brake whose state cannot be read', () => {
  it('holds the processes of a name that the configuration writes without .exe', async () => {
    const { bench } = unreadable();
    await bench.brake.load('DllHost', bench.wallOffsetMs);
    await bench.pass([fat]);
    expect(bench.stops).toEqual([]);
  });

  it('tells the operators that it is on before it tells them that it is off', async () => {
    const { bench } = unreadable();
    await bench.brake.load('dllhost', bench.wallOffsetMs);
    bench.nowMs += 600_000;
    await bench.pass([]);
    const untilWallMs = bench.wallOffsetMs + 600_000;
    expect(bench.notices).toMatchObject([
      {
        kind: 'brake',
        state: 'on',
        processName: 'dllhost.exe',
        untilWallMs,
        stateUnreadable: true,
      },
      { kind: 'brake', state: 'off', processName: 'dllhost.exe' },
    ]);
    expect(bench.actions()).toEqual(expect.arrayContaining(['brake-state', 'brake-on']));
    expect(bench.notices.map((notice) => describeNotice(notice, 'en').headline)).toEqual([
      'dllhost.exe: unloading SUSPENDED, the state of the brake cannot be read',
      'dllhost.exe: unloading allowed again',
    ]);
    expect(describeNotice(bench.notices[0]!, 'ru').headline).toBe(
      'dllhost.exe: выгрузка ПРИОСТАНОВЛЕНА, состояние тормоза не читается',
    );
  });

  it('leaves its hold to the next agent', async () => {
    const { bench, saved } = unreadable();
    await bench.brake.load('dllhost', bench.wallOffsetMs);
    expect(saved).toEqual([bench.brake.state]);
  });
});
