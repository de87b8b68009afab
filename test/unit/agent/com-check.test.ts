import { eventText } from '../../../src/texts/sentence.js';
import { describe, expect, it } from 'vitest';
import { ComBench } from '../../support/com-bench.js';
import { APP_ID, died, errs, floored, grown, host } from '../../support/suspects.js';
import { target } from '../../support/build.js';

const grownHost = grown(1, [1, 90]);
const neighbour = floored(2, { cpu: [50, 60] });

describe('the COM check', () => {
  it('stops the host whose figure has grown once it is confirmed, and reports it under one incident', async () => {
    const bench = new ComBench();
    bench.watched = [neighbour, grownHost];
    await bench.ok();
    await bench.fail();
    expect(bench.stops).toEqual([]);
    await bench.fail();
    expect(bench.stops).toEqual([1]);
    await bench.ok();
    expect(bench.deeds).toEqual(['stopped']);
    expect(bench.turns).toMatchObject([{ kind: 'recovered', stops: 1 }]);
    const ids = new Set(bench.notices.map(({ incidentId }) => incidentId));
    expect(ids.size).toBe(1);
    const told = bench.events.filter(({ incidentId }) => incidentId !== undefined);
    expect(new Set(told.map(({ incidentId }) => incidentId))).toEqual(ids);
    expect(told.map(({ action }) => action)).toEqual([
      'probe-failed',
      'suspect',
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
    await bench.failures(2);
    expect(bench.notices[0]).toMatchObject({ sinceMs: 200_050, failures: 2 });
    bench.probeTakesMs = 0;
    await bench.ok();
    expect(bench.turns).toMatchObject([{ kind: 'recovered', afterMs: 201_050 }]);
  });

  it('confirms at once what got no answer, and an error after 20 to 60 seconds', async () => {
    const distance = async (delayMs: number, changes = {}) => {
      const bench = new ComBench({ verdict: { delayMs } });
      bench.watched = [host(7)];
      await bench.fail(changes);
      return bench.lastDelayMs;
    };
    expect(await distance(30_000)).toBe(50);
    expect(await distance(30_000, died)).toBe(50);
    expect(await distance(1_000, errs)).toBe(20_000);
    expect(await distance(30_000, errs)).toBe(30_000);
    expect(await distance(600_000, errs)).toBe(60_000);
  });

  it('writes the evidence: figures, floors, ratios and the rule', async () => {
    const bench = new ComBench();
    bench.watched = [grownHost];
    await bench.failures(2, died);
    expect(bench.events.find(({ action }) => action === 'probe-failed')?.fields).toMatchObject({
      'comwatch.probe.class': 'rpc',
      'comwatch.probe.stage': 'authorize',
      'comwatch.probe.authorize_ms': 100,
      'error.code': '0x800706BE',
    });
    expect(bench.events.findLast(({ action }) => action === 'suspect')?.fields).toMatchObject({
      'process.pid': 1,
      'comwatch.suspect.rule': 'floor',
      'comwatch.cpu.floor': 1,
      'comwatch.cpu.ratio': 90,
      'comwatch.alarm_metric': 10,
    });
  });

  it('begins the stop before it writes what came of it', async () => {
    const order: string[] = [];
    const bench = new ComBench({
      stop: () => {
        order.push(...bench.events.map(({ action }) => action), 'STOP');
        return { kind: 'stopped', tookMs: 1 };
      },
    });
    bench.watched = [grownHost];
    await bench.failures(2);
    expect(order).not.toContain('stop');
    expect(order.at(-1)).toBe('STOP');
    expect(bench.notices).toHaveLength(1);
  });

  it('takes one suspect at a time, and the next only after settling and two failures', async () => {
    const bench = new ComBench();
    bench.watched = [grown(1, [1, 90]), grown(3, [1, 40])];
    await bench.failures(2);
    expect(bench.stops).toEqual([1]);
    bench.watched = [grown(3, [1, 40])];
    await bench.fail();
    expect(bench.stops).toEqual([1]);
    await bench.fail();
    expect(bench.stops).toEqual([1, 3]);
  });

  it('needs to be confirmed again after the server has answered, whatever was stopped before', async () => {
    const bench = new ComBench();
    bench.watched = [grownHost];
    await bench.failures(2);
    bench.watched = [];
    await bench.ok();
    bench.nowMs += 60_000;
    await bench.ok();
    bench.watched = [grown(3, [1, 90])];
    await bench.fail();
    expect(bench.stops).toEqual([1]);
    await bench.fail();
    expect(bench.stops).toEqual([1, 3]);
  });

  it('stops no process, whatever happens, while this configuration has never succeeded', async () => {
    const bench = new ComBench({ proven: false });
    bench.watched = [grownHost];
    await bench.failures(5, died);
    expect(bench.stops).toEqual([]);
    expect(bench.deeds).toEqual(['unproven']);
    await bench.ok();
    expect(bench.saves).toBe(1);
    await bench.failures(2);
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
      eventText(event, 'en').startsWith('The COM check has succeeded'),
    );
    expect(said.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('stops the suspect although a worse one is refused, and reports both', async () => {
    const bench = new ComBench();
    const system = { ...grown(9, [1, 99]), target: target({ pid: 9, name: 'svchost.exe' }) };
    bench.watched = [system, grownHost];
    await bench.failures(2);
    expect(bench.stops).toEqual([1]);
    expect(bench.deeds).toEqual(['refused', 'stopped']);
  });

  it('mails no recovery when it mailed no failure', async () => {
    const bench = new ComBench();
    bench.watched = [grownHost];
    await bench.fail();
    await bench.ok();
    expect(bench.events.map(({ action }) => action)).toContain('probe-recovered');
    expect(bench.notices).toEqual([]);
  });

  it('mails a recovery when it mailed a failure', async () => {
    const bench = new ComBench();
    bench.watched = [grownHost];
    await bench.failures(2);
    await bench.ok();
    expect(bench.notices.map(({ kind }) => kind)).toEqual(['probe', 'probe-turn']);
  });

  it.each(['refused', 'setup', 'activation'] as const)(
    'mails %s once an hour and stops no process, where it is not in unload_on',
    async (failureClass) => {
      const bench = new ComBench({ verdict: { unloadOn: ['timeout', 'rpc', 'error'] } });
      bench.watched = [grownHost];
      const began = bench.nowMs;
      await bench.failures(40, { failureClass, stage: 'activate', hresult: '0x80070005' });
      const hours = Math.floor((bench.nowMs - bench.lastDelayMs - began) / 3_600_000);
      expect(hours).toBeGreaterThan(1);
      expect(bench.stops).toEqual([]);
      expect(new Set(bench.deeds)).toEqual(new Set(['class']));
      expect(bench.mailed.map(({ isReminder }) => isReminder)).toEqual([
        false,
        ...Array.from({ length: hours }, () => true),
      ]);
    },
  );

  it.each([
    ['svchost.exe', '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}'],
    ['dllhost.exe', '{02D4B3F1-FD88-11D1-960D-00805FC79235}'],
  ])('never stops what is protected: %s of %s', async (name, appId) => {
    const bench = new ComBench({ found: { appId } });
    bench.watched = [
      {
        ...grownHost,
        target: target({ pid: 1, name }),
        commandLine: host(1, appId).commandLine,
      },
    ];
    await bench.failures(2);
    expect(bench.stops).toEqual([]);
    expect(bench.deeds[0]).toBe('refused');
  });

  it('refuses a process that the configuration excludes, and says so', async () => {
    const bench = new ComBench({ rules: { excluded: [APP_ID] } });
    bench.watched = [grownHost];
    await bench.failures(3, died);
    expect(bench.stops).toEqual([]);
    expect(bench.mailed[0]?.deed).toMatchObject({ kind: 'tried', outcome: { kind: 'refused' } });
  });
});

describe('a check that cannot be made', () => {
  it('is written at once, mailed after a minute, and mailed again when it is over', async () => {
    const bench = new ComBench();
    const gone = {
      kind: 'unavailable',
      reason: { kind: 'foreign', text: 'edge-js is missing' },
    } as const;
    await bench.answer(gone);
    expect(bench.events.at(-1)).toMatchObject({ action: 'probe-unavailable', level: 'error' });
    expect(bench.notices).toEqual([]);
    await bench.answer(gone);
    await bench.answer(gone);
    await bench.answer(gone);
    const trouble = { kind: 'trouble', condition: 'com-check' };
    expect(bench.notices).toMatchObject([{ ...trouble, state: 'failing', reason: gone.reason }]);
    expect(bench.stops).toEqual([]);
    await bench.ok();
    expect(bench.notices.at(-1)).toMatchObject({ ...trouble, state: 'over' });
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
