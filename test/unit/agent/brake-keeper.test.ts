import { describe, expect, it } from 'vitest';
import type { BrakeState } from '../../../src/core/acting/brake.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { sentenceText } from '../../../src/texts/sentence.js';
import { AgentBench } from '../../support/agent-bench.js';
import { row, saved } from '../../support/build.js';

const fat = row({ pid: 1003, workingSetBytes: 8 * 2 ** 30 });

function unreadable() {
  const states: BrakeState[] = [];
  const bench = new AgentBench({
    store: {
      load: () =>
        Promise.resolve({
          kind: 'unreadable',
          reason: { kind: 'file-invalid', file: 'not JSON' } as const,
        }),
      save: (state) => saved(states.push(state) > 0),
    },
  });
  return { bench, states };
}

describe('a brake whose state cannot be read', () => {
  it('holds the processes of a name that the configuration writes without .exe', async () => {
    const { bench } = unreadable();
    await bench.brake.load(['DllHost']);
    await bench.pass([fat]);
    expect(bench.stops).toEqual([]);
  });

  it('counts no attempts in the log, where they are not known', async () => {
    const { bench } = unreadable();
    await bench.brake.load(['dllhost.exe']);
    const [on] = bench.events.filter(({ action }) => action === 'brake-on');
    expect(on?.fields).not.toHaveProperty('comwatch.brake.attempts');
    const words = (['en', 'ru'] as const).map((language) => sentenceText(on!.sentence, language));
    expect(words).toEqual([
      expect.stringMatching(/: earlier attempts are not known$/),
      expect.stringMatching(/: прежние попытки неизвестны$/),
    ]);
  });

  it('tells the operators that it is on before it tells them that it is off', async () => {
    const { bench } = unreadable();
    await bench.brake.load(['dllhost']);
    bench.nowMs += 600_000;
    await bench.pass([]);
    const untilWallMs = bench.wallOffsetMs + 600_000;
    expect(bench.notices).toMatchObject([
      {
        kind: 'brake',
        state: 'on',
        subject: 'dllhost.exe',
        untilWallMs,
        stateUnreadable: true,
      },
      { kind: 'brake', state: 'off', subject: 'dllhost.exe' },
    ]);
    expect(bench.actions()).toEqual(expect.arrayContaining(['brake-state', 'brake-on']));
    expect(bench.notices.map((notice) => describeNotice(notice, 'en').headline)).toEqual([
      'dllhost.exe: stopping SUSPENDED, earlier attempts are not known',
      'dllhost.exe: stopping allowed again',
    ]);
    expect(describeNotice(bench.notices[0]!, 'ru').headline).toBe(
      'dllhost.exe: выгрузка ПРИОСТАНОВЛЕНА: прежние попытки неизвестны',
    );
  });

  it('leaves its hold to the next agent', async () => {
    const { bench, states } = unreadable();
    await bench.brake.load(['dllhost']);
    expect(states).toEqual([bench.brake.state]);
  });
});

describe('a disk that is slow', () => {
  it('is no news when it takes the state after all, and is when it does not', async () => {
    const ends: ((written: boolean) => void)[] = [];
    const bench = new AgentBench({
      store: {
        load: () => Promise.resolve({ kind: 'absent' }),
        save: () =>
          Promise.resolve({ written: new Promise<boolean>((resolve) => ends.push(resolve)) }),
      },
    });
    await bench.pass([fat]);
    expect(bench.stops).toHaveLength(1);
    ends[0]?.(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(bench.actions()).not.toContain('brake-state');
    await bench.pass([{ ...fat, pid: 1004 }]);
    ends.at(-1)?.(false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(bench.actions()).toContain('brake-state');
  });
});
