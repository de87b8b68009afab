import { eventText } from '../../../src/texts/sentence.js';
import { describe, expect, it } from 'vitest';
import { ComBench } from '../../support/com-bench.js';
import { APP_ID, floored, grown, host } from '../../support/suspects.js';
import { target } from '../../support/build.js';

const grownHost = grown(1, [1, 90]);
const neighbour = floored(2, { cpu: [50, 60] });

describe('the COM check', () => {
  it('stops the process whose figure has grown, and tells of it under one incident', async () => {
    const bench = new ComBench();
    bench.watched = [neighbour, grownHost];
    await bench.ok();
    await bench.fail();
    expect(bench.stops).toEqual([1]);
    await bench.ok();
    expect(bench.deeds).toEqual(['stopped']);
    expect(bench.turns).toMatchObject([{ kind: 'recovered', unloaded: 1 }]);
    const ids = new Set(bench.notices.map(({ incidentId }) => incidentId));
    expect(ids.size).toBe(1);
    const told = bench.events.filter(({ incidentId }) => incidentId !== undefined);
    expect(new Set(told.map(({ incidentId }) => incidentId))).toEqual(ids);
    expect(told.map(({ action }) => action)).toEqual([
      'probe-failed',
      'suspect',
      'stop',
      'probe-recovered',
    ]);
  });

  it('counts the trouble from the call that failed, not from its deadline', async () => {
    const bench = new ComBench();
    bench.watched = [grownHost];
    bench.probeTakesMs = 100_000;
    await bench.fail();
    expect(bench.notices[0]).toMatchObject({ sinceMs: 100_000 });
    bench.probeTakesMs = 0;
    await bench.ok();
    expect(bench.turns).toMatchObject([{ kind: 'recovered', afterMs: 101_000 }]);
  });

  it('writes the evidence: figures, floors, ratios and the rule', async () => {
    const bench = new ComBench();
    bench.watched = [grownHost];
    await bench.fail({ failureClass: 'rpc', hresult: '0x800706BE', name: 'RPC_S_CALL_FAILED' });
    expect(bench.events.find(({ action }) => action === 'probe-failed')?.fields).toMatchObject({
      'comwatch.probe.class': 'rpc',
      'comwatch.probe.stage': 'authorize',
      'comwatch.probe.authorize_ms': 100,
      'error.code': '0x800706BE',
    });
    expect(bench.events.find(({ action }) => action === 'suspect')?.fields).toMatchObject({
      'process.pid': 1,
      'comwatch.suspect.rule': 'floor',
      'comwatch.cpu.floor': 1,
      'comwatch.cpu.ratio': 90,
      'comwatch.alarm_metric': 10,
    });
  });

  it('begins the stop before it writes whom it blames', async () => {
    const order: string[] = [];
    const bench = new ComBench({
      stop: () => {
        order.push(...bench.events.map(({ action }) => action), 'STOP');
        return { kind: 'stopped', tookMs: 1 };
      },
    });
    bench.watched = [grownHost];
    await bench.fail();
    expect(order).not.toContain('stop');
    expect(order.at(-1)).toBe('STOP');
    expect(bench.notices).toHaveLength(1);
  });

  it('takes one suspect at a time, and the next only after settling and two failures', async () => {
    const bench = new ComBench();
    bench.watched = [floored(1, { cpu: [1, 90] }), floored(3, { cpu: [1, 40] })];
    await bench.fail();
    expect(bench.stops).toEqual([1]);
    bench.watched = [floored(3, { cpu: [1, 40] })];
    await bench.fail();
    expect(bench.stops).toEqual([1]);
    await bench.fail();
    expect(bench.stops).toEqual([1, 3]);
  });

  it('needs one failure again after the server has answered, whatever was stopped before', async () => {
    const bench = new ComBench();
    bench.watched = [grownHost];
    await bench.fail();
    bench.watched = [];
    await bench.ok();
    bench.nowMs += 60_000;
    await bench.ok();
    bench.watched = [floored(3, { cpu: [1, 90] })];
    await bench.fail();
    expect(bench.stops).toEqual([1, 3]);
  });

  it('stops nobody, whatever happens, while this configuration has never succeeded', async () => {
    const bench = new ComBench({ proven: false });
    bench.watched = [grownHost];
    // The server died: no call of these hangs in it.
    const died = { failureClass: 'rpc', hresult: '0x800706BE' } as const;
    for (let turn = 0; turn < 5; turn++) await bench.fail(died);
    expect(bench.stops).toEqual([]);
    expect(bench.deeds).toEqual(['unproven']);
    await bench.ok();
    expect(bench.saves).toBe(1);
    await bench.fail();
    expect(bench.stops).toEqual([1]);
  });

  it('keeps that it has succeeded as soon as the disk takes it, and asks it once a minute', async () => {
    const bench = new ComBench({ proven: false });
    bench.diskWorks = false;
    await bench.ok();
    await bench.ok();
    expect(bench.saves).toBe(1);
    bench.nowMs += 60_000;
    await bench.ok();
    bench.diskWorks = true;
    bench.nowMs += 60_000;
    await bench.ok();
    bench.nowMs += 60_000;
    await bench.ok();
    expect(bench.saves).toBe(3);
    const said = bench.events.filter((event) =>
      eventText(event, 'en').startsWith('This configuration'),
    );
    expect(said.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('takes what the process check stopped meanwhile for no evidence, and blames no neighbour', async () => {
    const bench = new ComBench();
    const dead = floored(1, { cpu: [1, 95] });
    const neighbour = floored(3, { cpu: [1, 15] });
    bench.watched = [dead, neighbour];
    bench.duringProbe = () => void undefined;
    const died = { failureClass: 'rpc', hresult: '0x800706BE' } as const;
    await bench.fail(died);
    bench.duringProbe = undefined;
    expect(bench.stops).toEqual([1]);
    // The sample is still the old one: whom it shows has been stopped already.
    await bench.fail(died);
    expect(bench.stops).toEqual([1]);
    await bench.ok();
    expect(bench.stops).toEqual([1]);
  });

  it('stops the culprit although a worse one is refused, and tells of both', async () => {
    const bench = new ComBench();
    const text = 'dllhost.exe /Processid:{02D4B3F1-FD88-11D1-960D-00805FC79235}';
    const system = {
      ...floored(9, { cpu: [1, 99] }),
      commandLine: { kind: 'read', text } as const,
    };
    bench.watched = [system, grownHost];
    await bench.fail();
    expect(bench.stops).toEqual([1]);
    expect(bench.deeds).toEqual(['refused', 'stopped']);
  });

  it('mails no recovery when it mailed no failure', async () => {
    const bench = new ComBench({ verdict: { confirm: 3 } });
    bench.watched = [grownHost];
    await bench.fail();
    await bench.ok();
    expect(bench.notices).toEqual([]);
  });

  it('tells of a brake that lets go though only its own stops come', async () => {
    const bench = new ComBench({ maxStops: 1, verdict: { settleMs: 0 } });
    bench.watched = [grownHost];
    await bench.fail();
    bench.watched = [floored(3, { cpu: [1, 90] })];
    for (let turn = 0; turn < 9 && bench.stops.length < 2; turn++) await bench.fail();
    expect(bench.notices.flatMap((each) => (each.kind === 'brake' ? [each.state] : []))).toEqual([
      'on',
      'off',
    ]);
  });

  it.each(['refused', 'setup', 'activation'] as const)(
    'mails %s once and stops nobody',
    async (failureClass) => {
      const bench = new ComBench();
      bench.watched = [grownHost];
      for (let turn = 0; turn < 40; turn++) await bench.fail({ failureClass, stage: 'activate' });
      expect(bench.stops).toEqual([]);
      expect(bench.deeds).toEqual(['class']);
    },
  );

  it('only says what it would stop when observing', async () => {
    const bench = new ComBench({ rules: { mode: 'observe' } });
    bench.watched = [grownHost];
    await bench.fail();
    await bench.fail();
    expect(bench.stops).toEqual([]);
    expect(bench.deeds).toEqual(['observed']);
  });

  it('is held by the same brake as the process check, and says so once', async () => {
    const bench = new ComBench({ maxStops: 1, verdict: { settleMs: 0 } });
    for (let turn = 1; turn <= 4; turn++) {
      bench.watched = [floored(turn, { cpu: [1, 90] })];
      await bench.fail();
    }
    expect(bench.stops).toEqual([1]);
    expect(bench.notices.filter(({ kind }) => kind === 'brake')).toHaveLength(1);
    expect(bench.deeds).toContain('braked');
  });

  it('tries again by itself when the brake has let go, though it makes no further call', async () => {
    const bench = new ComBench({ maxStops: 1 });
    bench.watched = [host(7)];
    for (let turn = 0; turn < 3; turn++) await bench.fail();
    bench.watched = [host(8)];
    for (let turn = 0; turn < 12 && bench.stops.length < 2; turn++) await bench.fail();
    expect(bench.stops).toEqual([7, 8]);
    expect(bench.deeds).toContain('braked');
  });

  it.each([
    ['svchost.exe', 'protected'],
    ['dllhost.exe', 'System Application'],
  ])('never stops what is protected: %s', async (name) => {
    const bench = new ComBench();
    const text = 'dllhost.exe /Processid:{02D4B3F1-FD88-11D1-960D-00805FC79235}';
    bench.watched = [
      { ...grownHost, target: target({ pid: 1, name }), commandLine: { kind: 'read', text } },
    ];
    await bench.fail();
    expect(bench.stops).toEqual([]);
    expect(bench.deeds[0]).toBe('refused');
  });

  it('goes on to look for a culprit after a stop that did not work', async () => {
    const bench = new ComBench({
      stop: () => ({
        kind: 'survived',
        waitedMs: 2_000,
        detail: { kind: 'still-running', waitedMs: 2_000 },
      }),
    });
    bench.watched = [grownHost];
    await bench.fail();
    // Not the next slot, but the next attempt that is due: after 5 s, 30 s, 5 min.
    const distances = [bench.lastDelayMs];
    for (let turn = 0; turn < 3; turn++) {
      await bench.fail();
      distances.push(bench.lastDelayMs);
    }
    expect(distances).toEqual([5_000, 30_000, 240_000, 60_000]);
    expect(bench.stops).toEqual([1, 1, 1]);
    // While it waits five minutes for its next attempt, the host of the class is looked for.
    expect(bench.deeds).toEqual(['survived', 'survived', 'survived', 'no-host']);
    // It is gone by itself, the failures go on: the checks keep their growing distance.
    bench.watched = [neighbour];
    for (let turn = 0; turn < 4; turn++) await bench.fail({ failureClass: 'error' });
    expect(bench.lastDelayMs).toBe(300_000);
  });
});

describe('a check that cannot be made', () => {
  it('is written at once, mailed after a minute, and told when it is over', async () => {
    const bench = new ComBench();
    const gone = {
      kind: 'unavailable',
      reason: { kind: 'foreign', text: 'edge-js is missing' },
    } as const;
    await bench.answer(gone);
    expect(bench.events.at(-1)).toMatchObject({ action: 'probe-unavailable', level: 'error' });
    expect(bench.turns).toEqual([]);
    await bench.answer(gone);
    await bench.answer(gone);
    await bench.answer(gone);
    expect(bench.turns).toEqual([{ kind: 'unavailable', reason: 'edge-js is missing' }]);
    expect(bench.stops).toEqual([]);
    await bench.ok();
    expect(bench.turns.at(-1)).toMatchObject({ kind: 'available' });
  });
});

describe('a slow answer', () => {
  it('is told once per spell, and stops nobody', async () => {
    const bench = new ComBench({ slowMetric: 5 });
    bench.watched = [grownHost];
    await bench.ok(20);
    await bench.ok(100);
    expect(bench.turns).toEqual([]);
    await bench.ok(101);
    await bench.ok(150);
    expect(bench.turns).toEqual([{ kind: 'slow', tookMs: 101, floorMs: 20 }]);
    await bench.ok(20);
    await bench.ok(200);
    expect(bench.turns).toHaveLength(2);
    expect(bench.stops).toEqual([]);
  });

  it('is measured against 10 ms at least: less is noise', async () => {
    const bench = new ComBench({ slowMetric: 5 });
    await bench.ok(0);
    await bench.ok(50);
    expect(bench.turns).toEqual([]);
    await bench.ok(51);
    expect(bench.turns).toMatchObject([{ kind: 'slow', floorMs: 10 }]);
  });
});

it('asks for the application once, and again later only while it is not known', async () => {
  const known = new ComBench();
  for (let turn = 0; turn < 5; turn++) await known.ok();
  expect(known.reads).toBe(1);
  expect(known.events.find(({ action }) => action === 'application')?.sentence).toMatchObject({
    appId: APP_ID,
  });
  const unknown = new ComBench({ found: { appId: null, classId: null } });
  for (let turn = 0; turn < 5; turn++) await unknown.ok();
  expect(unknown.reads).toBe(3);
});
