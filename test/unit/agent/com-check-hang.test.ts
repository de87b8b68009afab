import { eventText } from '../../../src/texts/sentence.js';
import { describe, expect, it } from 'vitest';
import { ComBench } from '../../support/com-bench.js';
import { floored, host } from '../../support/suspects.js';
import { target, watched } from '../../support/build.js';

const innocent = floored(2, { cpu: [50, 60] });

describe('a server that hangs without a trace', () => {
  it('is stopped at the third failure, found by its application', async () => {
    const bench = new ComBench();
    bench.watched = [innocent, host(7)];
    await bench.fail();
    await bench.fail();
    expect(bench.stops).toEqual([]);
    await bench.fail();
    expect(bench.stops).toEqual([7]);
    expect(bench.deeds).toEqual(['waiting', 'stopped']);
  });

  it('is told of again when stopping it did not help', async () => {
    const bench = new ComBench({ verdict: { settleMs: 0 } });
    bench.watched = [host(7)];
    for (let turn = 0; turn < 3; turn++) await bench.fail();
    bench.watched = [host(8)];
    await bench.fail();
    await bench.fail();
    expect(bench.deeds).toEqual(['waiting', 'stopped', 'waiting']);
    expect(bench.notices.at(-1)).toMatchObject({ unloaded: 1, failures: 5 });
  });

  it('is left alone when two processes host it, and the mail says which', async () => {
    const bench = new ComBench();
    bench.watched = [host(7), host(8)];
    for (let turn = 0; turn < 3; turn++) await bench.fail();
    expect(bench.stops).toEqual([]);
    expect(bench.notices.at(-1)).toMatchObject({
      deed: { why: 'several-hosts', detail: `meAppServer.AppServer: PID 7, 8` },
    });
  });

  it('is found by the catalogue when no command line names it', async () => {
    const bench = new ComBench({ found: { instancePids: [9] } });
    const bare = { kind: 'read', text: 'dllhost.exe' } as const;
    bench.watched = [watched({ target: target({ pid: 9 }), commandLine: bare }), innocent];
    for (let turn = 0; turn < 3; turn++) await bench.fail();
    expect(bench.stops).toEqual([9]);
  });

  it('is left alone when nobody knows where it runs, and the mail says why', async () => {
    const bench = new ComBench({ found: { kind: 'shell-silent' } });
    bench.watched = [host(7)];
    for (let turn = 0; turn < 3; turn++) await bench.fail();
    expect(bench.stops).toEqual([]);
    expect(bench.notices.at(-1)).toMatchObject({
      deed: { why: 'unresolved', detail: 'the shell does not answer' },
    });
  });

  it('is told of again every hour while nothing changes', async () => {
    const bench = new ComBench({ verdict: { whenNone: 'notify' } });
    bench.watched = [host(7)];
    for (let turn = 0; turn < 12; turn++) await bench.fail();
    expect(bench.deeds).toEqual(['no-suspect']);
    for (let turn = 0; turn < 24; turn++) await bench.fail();
    expect(bench.deeds).toEqual(['no-suspect', 'no-suspect', 'no-suspect']);
  });

  it('is left alone when several applications hold the class', async () => {
    const bench = new ComBench({ found: { ambiguous: true, appId: null } });
    for (let turn = 0; turn < 3; turn++) await bench.fail();
    expect(bench.deeds).toEqual(['waiting', 'unresolved']);
  });
});

describe('calls that hang in the server', () => {
  const quiet = { verdict: { whenNone: 'notify' as const } };

  it('are at most three: then the last of them is waited for, and stands for the next', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [host(7)];
    const never = new Promise<void>(() => undefined);
    for (let turn = 0; turn < 8; turn++) await bench.fail({}, never);
    expect(bench.asked.map(({ keepPending }) => keepPending)).toEqual([false, false, true]);
    const said = bench.events.filter((event) =>
      eventText(event, 'en').includes('no further one is made'),
    );
    expect(said).toHaveLength(1);
    expect(bench.events.filter(({ action }) => action === 'probe-failed')).toHaveLength(8);
  });

  it.each([
    ['more failures are to confirm it', { confirm: 5 }],
    ['its process could not be found at first', {}],
  ])('do not keep it from being unloaded when %s', async (why, verdict) => {
    const bench = new ComBench({ verdict });
    const found = why.includes('found') ? [] : [host(7)];
    bench.watched = [host(9, '{11111111-5F2C-4C37-8F6B-2E6D5A4C1D11}'), ...found];
    for (let turn = 0; turn < 4; turn++) await bench.fail();
    expect(bench.stops).toEqual([]);
    bench.watched = [host(9, '{11111111-5F2C-4C37-8F6B-2E6D5A4C1D11}'), host(7)];
    await bench.fail();
    expect(bench.stops).toEqual([7]);
  });

  it('are counted too when not even an activation comes back from the process', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [host(7)];
    const never = new Promise<void>(() => undefined);
    const activation = { failureClass: 'activation', stage: 'activate' } as const;
    for (let turn = 0; turn < 6; turn++) await bench.fail(activation, never);
    expect(bench.asked).toHaveLength(3);
  });

  it('are not counted while no process of the application runs: nothing hangs in it', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [innocent];
    const activation = { failureClass: 'activation', stage: 'activate' } as const;
    for (let turn = 0; turn < 6; turn++) await bench.fail(activation);
    expect(bench.asked).toHaveLength(6);
  });

  it('end the rest when the sensor comes back', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [host(7)];
    let comeBack: () => void = () => undefined;
    const pending = new Promise<void>((resolve) => (comeBack = resolve));
    for (let turn = 0; turn < 4; turn++) await bench.fail({}, pending);
    expect(bench.asked).toHaveLength(3);
    comeBack();
    await pending;
    await bench.ok();
    expect(bench.asked).toHaveLength(4);
    expect(bench.turns).toMatchObject([{ kind: 'recovered' }]);
  });

  it('end the rest when the server is another process', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [host(7)];
    for (let turn = 0; turn < 4; turn++) await bench.fail();
    bench.watched = [host(8)];
    await bench.fail();
    expect(bench.asked).toHaveLength(4);
  });

  it('keep the rest while nothing is seen at all', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [host(7)];
    for (let turn = 0; turn < 3; turn++) await bench.fail();
    bench.watched = [];
    await bench.fail();
    expect(bench.asked).toHaveLength(3);
  });

  it('are not forgotten when a neighbour is unloaded or comes and goes', async () => {
    const bench = new ComBench({ verdict: { settleMs: 0 }, found: { kind: 'shell-silent' } });
    const big = floored(3, { cpu: [1, 90] });
    bench.watched = [host(7), big];
    await bench.fail();
    expect(bench.stops).toEqual([3]);
    bench.watched = [host(7)];
    await bench.fail();
    bench.watched = [host(7), host(8)];
    for (let turn = 0; turn < 4; turn++) await bench.fail();
    expect(bench.asked).toHaveLength(3);
  });

  it('are given up when the server is another process: nothing waits for them for ever', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [host(7)];
    let givenUp = 0;
    for (let turn = 0; turn < 3; turn++) {
      await bench.fail({}, new Promise(() => undefined), () => givenUp++);
    }
    expect(givenUp).toBe(0);
    bench.watched = [host(8)];
    await bench.ok();
    expect(givenUp).toBe(1);
  });

  it('are not counted when the server answered, be it an error', async () => {
    const bench = new ComBench(quiet);
    bench.watched = [host(7)];
    for (let turn = 0; turn < 6; turn++)
      await bench.fail({ failureClass: 'error', hresult: '0x1' });
    expect(bench.asked).toHaveLength(6);
  });
});
