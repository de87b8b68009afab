import { describe, expect, it } from 'vitest';
import { eventLogEntry } from '../../../src/adapters/log/event-ids.js';
import type { StopOutcome } from '../../../src/core/acting/stop-outcome.js';
import { AgentBench } from '../../support/agent-bench.js';
import { fileTime, row, saved, target } from '../../support/build.js';

const MIB = 2 ** 20;
const calm = row({ pid: 1001, workingSetBytes: 50 * MIB });
const fat = row({ pid: 1002, workingSetBytes: 8_000 * MIB });

describe('the limit check', () => {
  it('stops the process that is over its limit and leaves the other alone', async () => {
    const bench = new AgentBench();
    await bench.pass([calm, fat]);
    expect(bench.stops.map((each) => each.pid)).toEqual([1002]);
  });

  it('writes breach and outcome under one incident and mails once', async () => {
    const bench = new AgentBench();
    await bench.pass([fat]);
    await bench.pass([]);
    await bench.pass([]);
    const incident = bench.events.filter((event) => event.incidentId);
    expect(incident.map((event) => event.action)).toEqual(['breach', 'stop']);
    expect(new Set(incident.map((event) => event.incidentId)).size).toBe(1);
    expect(incident[0]?.fields).toMatchObject({
      'process.pid': 1002,
      'comwatch.memory.percent': 48.83,
      'comwatch.memory.limit': 20,
      'comwatch.plan': 'stop',
    });
    expect(bench.notices).toMatchObject([
      { kind: 'breach', breached: ['memory'], deed: { outcome: { kind: 'stopped' } } },
    ]);
  });

  it('begins the kill before anything is written or mailed about it', async () => {
    const order: string[] = [];
    const bench = new AgentBench({
      stop: () => {
        order.push(`stop after ${bench.notices.length} mails`);
        return Promise.resolve({ kind: 'stopped', tookMs: 1 });
      },
    });
    await bench.pass([fat]);
    expect(order).toEqual(['stop after 0 mails']);
  });

  it('writes the intent to disk before the kill', async () => {
    const order: string[] = [];
    const bench = new AgentBench({
      store: {
        load: () => Promise.resolve({ kind: 'absent' }),
        save: (state) => {
          order.push(
            `saved ${Object.entries(state).find(([key]) => key.startsWith('limits/'))?.[1].attempts.length ?? 0}`,
          );
          return saved(true);
        },
      },
      stop: () => {
        order.push('stop');
        return Promise.resolve({ kind: 'stopped', tookMs: 1 });
      },
    });
    await bench.pass([fat]);
    expect(order).toEqual(['saved 1', 'stop']);
  });

  it('stops all the same when the state cannot be written, and says so once', async () => {
    const bench = new AgentBench({
      store: {
        load: () => Promise.resolve({ kind: 'absent' }),
        save: () => saved(false),
      },
    });
    await bench.pass([fat]);
    await bench.pass([row({ ...fat, pid: 1003 })]);
    expect(bench.stops).toHaveLength(2);
    expect(bench.actions().filter((each) => each === 'brake-state')).toHaveLength(1);
  });

  it('keeps the incident of a newcomer that got the PID while the stop was under way', async () => {
    let finish: (outcome: StopOutcome) => void = () => undefined;
    const bench = new AgentBench({
      stop: () => new Promise<StopOutcome>((resolve) => (finish = resolve)),
    });
    await bench.pass([fat]);
    const first = finish;
    await bench.pass([row({ ...fat, startedAt: fileTime(1_000) })]);
    expect(bench.stops).toHaveLength(2);
    first({ kind: 'gone' });
    await bench.pass([row({ ...fat, startedAt: fileTime(1_000) })]);
    expect(bench.stops).toHaveLength(2);
  });

  it('goes on sampling while a stop hangs', async () => {
    const bench = new AgentBench({ stop: () => new Promise<StopOutcome>(() => undefined) });
    await bench.pass([fat]);
    await bench.pass([fat, calm]);
    await bench.pass([fat, calm]);
    expect(bench.stops).toHaveLength(1);
    expect(bench.observer.processes).toHaveLength(2);
  });

  it('stops another process while the stop of the first hangs', async () => {
    const bench = new AgentBench({ stop: () => new Promise<StopOutcome>(() => undefined) });
    await bench.pass([fat]);
    await bench.pass([fat, row({ ...fat, pid: 1003 })]);
    expect(bench.stops.map((each) => each.pid)).toEqual([1002, 1003]);
  });

  it('mails each attempt on a survivor, and that it died after all', async () => {
    const bench = new AgentBench({
      stop: () =>
        Promise.resolve({
          kind: 'survived',
          waitedMs: 2_000,
          detail: { kind: 'still-running', waitedMs: 2_000 },
        }),
    });
    for (let second = 0; second < 7; second++) await bench.pass([fat]);
    await bench.pass([]);
    expect(bench.stops).toHaveLength(2);
    const deeds = bench.notices.map((each) => each.kind === 'breach' && each.deed);
    expect(deeds).toMatchObject([
      { outcome: { kind: 'survived' }, attempt: 1 },
      { outcome: { kind: 'survived' }, attempt: 2 },
      { outcome: { kind: 'gone' } },
    ]);
  });

  it('observes: says what it would have stopped, once, and stops nothing', async () => {
    const bench = new AgentBench({ rules: { mode: 'observe' } });
    for (let second = 0; second < 10; second++) await bench.pass([fat]);
    expect(bench.stops).toEqual([]);
    expect(bench.notices).toMatchObject([{ kind: 'breach', deed: { kind: 'observed' } }]);
    expect(bench.actions().filter((each) => each === 'plan')).toHaveLength(1);
  });

  it('never stops a process of its own', async () => {
    const bench = new AgentBench({ ownProcesses: [1002] });
    await bench.pass([fat]);
    expect(bench.stops).toEqual([]);
    expect(bench.notices).toMatchObject([
      { deed: { outcome: { kind: 'refused', reason: 'agent-family' } } },
    ]);
  });

  it('brakes after five attempts, says so once, and goes on when the window has passed', async () => {
    const bench = new AgentBench();
    for (let n = 0; n < 8; n++) await bench.pass([row({ ...fat, pid: 2000 + n })]);
    expect(bench.stops).toHaveLength(5);
    expect(bench.notices.filter((each) => each.kind === 'brake')).toMatchObject([
      { state: 'on', attempts: 5 },
    ]);
    bench.nowMs += 600_000;
    await bench.pass([row({ ...fat, pid: 3000, startedAt: fileTime(0) })]);
    expect(bench.notices.filter((each) => each.kind === 'brake')).toMatchObject([
      { state: 'on' },
      { state: 'off' },
    ]);
    expect(bench.stops).toHaveLength(6);
  });

  it('takes the brake over from the agent before it', async () => {
    const bench = new AgentBench({
      store: {
        load: () =>
          Promise.resolve({
            kind: 'state',
            state: {
              'dllhost.exe': {
                attempts: [],
                hold: { untilMs: Number.MAX_VALUE, lengthMs: 600_000 },
              },
            },
          }),
        save: () => saved(true),
      },
    });
    await bench.brake.load(['dllhost.exe']);
    await bench.pass([fat]);
    expect(bench.stops).toEqual([]);
  });

  it('is braked for one window when the state cannot be read', async () => {
    const bench = new AgentBench({
      store: {
        load: () =>
          Promise.resolve({
            kind: 'unreadable',
            reason: { kind: 'file-invalid', file: 'not JSON' } as const,
          }),
        save: () => saved(true),
      },
    });
    await bench.brake.load(['dllhost.exe']);
    await bench.pass([fat]);
    expect(bench.stops).toEqual([]);
    bench.nowMs += 600_000;
    await bench.pass([row({ ...fat, pid: 1003 })]);
    expect(bench.stops).toHaveLength(1);
  });

  it('says that no samples arrive after a minute, and that they arrive again', async () => {
    const bench = new AgentBench();
    for (let second = 0; second < 65; second++) await bench.fail({ kind: 'shell-silent' });
    await bench.pass([calm]);
    expect(bench.notices).toMatchObject([
      {
        kind: 'trouble',
        condition: 'sampling',
        state: 'failing',
        reason: { kind: 'shell-silent' },
      },
      { kind: 'trouble', condition: 'sampling', state: 'over' },
    ]);
    // Mailed events are mirrored in the Windows Event Log, and no others.
    const mirrored = bench.events
      .map((event) => eventLogEntry({ ...event, words: '' }))
      .filter((entry) => entry !== undefined);
    expect(mirrored.map(({ eventId }) => eventId)).toEqual([120, 121]);
  });

  it('does not judge across a broken series', async () => {
    const busy = (seconds: number) => row({ pid: 1004, cpuTime100ns: seconds * 10_000_000 });
    const bench = new AgentBench();
    await bench.pass([busy(0)]);
    bench.observer.breakSeries();
    await bench.pass([busy(2)]);
    expect(bench.stops).toEqual([]);
    await bench.pass([busy(3)]);
    expect(bench.stops).toMatchObject([target({ pid: 1004 })]);
  });

  it('samples without limits for the COM check and judges no process', async () => {
    const bench = new AgentBench({ withoutLimits: true });
    await bench.pass([fat]);
    expect(bench.stops).toEqual([]);
    expect(bench.observer.processes).toHaveLength(1);
  });
});
