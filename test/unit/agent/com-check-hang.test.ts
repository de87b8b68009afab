import { describe, expect, it } from 'vitest';
import { ComBench } from '../../support/com-bench.js';
import { died, floored, grown, host } from '../../support/suspects.js';
import { target, watched } from '../../support/build.js';

const quietNeighbour = floored(2, { cpu: [50, 60] });
const activation = { failureClass: 'activation', stage: 'activate' } as const;
const notify = { verdict: { whenNone: 'notify' as const } };

describe('a server that hangs without a trace', () => {
  it('is stopped at the third failure, found by its application', async () => {
    const bench = new ComBench();
    bench.watched = [quietNeighbour, host(7)];
    await bench.failures(2);
    expect(bench.stops).toEqual([]);
    await bench.fail();
    expect(bench.stops).toEqual([7]);
    expect(bench.deeds).toEqual(['waiting', 'stopped']);
  });

  it('is stopped at the third failure within ten checks, though an answer came between', async () => {
    const bench = new ComBench();
    bench.watched = [host(7)];
    await bench.failures(2, died);
    await bench.ok();
    await bench.fail(died);
    expect(bench.stops).toEqual([7]);
  });

  it('is reported again when stopping it did not help, and stopped again after twelve more', async () => {
    const bench = new ComBench({ verdict: { settleMs: 0 } });
    bench.watched = [host(7)];
    await bench.failures(3, died);
    bench.watched = [host(8)];
    await bench.failures(2, died);
    expect(bench.deeds).toEqual(['waiting', 'stopped', 'waiting']);
    expect(bench.mailed.at(-1)).toMatchObject({ stops: 1, failures: 5 });
    await bench.failures(9, died);
    expect(bench.stops).toEqual([7]);
    await bench.fail(died);
    expect(bench.stops).toEqual([7, 8]);
  });

  it('is the host that was there longest when several are, and the next only after three more', async () => {
    const bench = new ComBench({ verdict: { settleMs: 0 } });
    const started = (pid: number, startedAt: string) =>
      host(pid, undefined, { target: target({ pid, startedAt }) });
    const younger = started(7, '134000000000000002');
    const older = started(8, '134000000000000001');
    bench.watched = [younger, older];
    await bench.failures(3, died);
    expect(bench.stops).toEqual([8]);
    bench.nowMs += 60_000;
    bench.watched = [younger, host(9, undefined, { firstSeenMs: bench.nowMs })];
    await bench.failures(2, died);
    expect(bench.stops).toEqual([8]);
    await bench.fail(died);
    expect(bench.stops).toEqual([8, 7]);
  });

  it('is left alone when two processes host it and the configuration wants that, and the mail says which', async () => {
    const bench = new ComBench({ verdict: { severalHosts: 'notify' } });
    bench.watched = [host(7), host(8)];
    await bench.failures(3);
    expect(bench.stops).toEqual([]);
    expect(bench.mailed.at(-1)?.deed).toEqual({
      kind: 'no-action',
      why: { kind: 'several-hosts', application: 'meAppServer.AppServer', pids: [7, 8] },
    });
  });

  it('is not one that COM+ has recycled', async () => {
    const bench = new ComBench({ found: { retiredPids: [7] } });
    bench.watched = [host(7), host(8)];
    await bench.failures(3);
    expect(bench.stops).toEqual([8]);
  });

  it('is found by the catalogue when no command line names it', async () => {
    const bench = new ComBench({ found: { instancePids: [9] } });
    const bare = { kind: 'read', text: 'dllhost.exe' } as const;
    bench.watched = [watched({ target: target({ pid: 9 }), commandLine: bare }), quietNeighbour];
    await bench.failures(3);
    expect(bench.stops).toEqual([9]);
  });

  it('is left alone when where it runs is not known, and the mail says why', async () => {
    const bench = new ComBench({ found: { kind: 'shell-silent' } });
    bench.watched = [host(7)];
    await bench.failures(3);
    expect(bench.stops).toEqual([]);
    expect(bench.mailed.at(-1)?.deed).toMatchObject({
      why: { kind: 'unresolved', reason: { kind: 'shell-silent' } },
    });
  });

  it('is reported again every hour while nothing changes', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    await bench.failures(12, died);
    expect(bench.deeds).toEqual(['no-suspect']);
    await bench.failures(24, died);
    expect(bench.deeds).toEqual(['no-suspect', 'no-suspect', 'no-suspect']);
    expect(bench.mailed.map(({ isReminder }) => isReminder)).toEqual([false, true, true]);
  });

  it('is left alone when several applications hold the class', async () => {
    const bench = new ComBench({ found: { ambiguous: true, appId: null } });
    await bench.failures(3);
    expect(bench.deeds).toEqual(['waiting', 'unresolved']);
  });

  it('is compared again after the wait for the catalogue: one that is gone is not stopped', async () => {
    // Only the catalogue knows this host, and it is first queried at the third failure.
    const bench = new ComBench({ found: { instancePids: [7] }, verdict: { confirm: 3 } });
    const bare = { kind: 'read', text: 'dllhost.exe' } as const;
    bench.watched = [host(7, undefined, { commandLine: bare })];
    await bench.failures(2, died);
    bench.duringRead = () => (bench.watched = []);
    await bench.fail(died);
    expect(bench.stops).toEqual([]);
    expect(bench.mailed.at(-1)?.deed).toMatchObject({ why: { kind: 'no-host' } });
  });
});

describe('an activation that fails', () => {
  it('stops the only host when it has answered before', async () => {
    const bench = new ComBench();
    bench.watched = [host(7)];
    await bench.ok();
    await bench.failures(3, { ...activation, hresult: '0x80080005' });
    expect(bench.stops).toEqual([7]);
  });

  it('stops the only host when it is older than ten minutes, not one that may still be starting', async () => {
    const stops = async (ageMs: number) => {
      const bench = new ComBench();
      bench.watched = [host(7, undefined, { ageMs })];
      await bench.failures(3, { ...activation, hresult: '0x80080005' });
      return bench.stops;
    };
    expect(await stops(600_000)).toEqual([]);
    expect(await stops(600_001)).toEqual([7]);
  });

  it('stops none of several hosts', async () => {
    const bench = new ComBench();
    bench.watched = [
      host(7, undefined, { ageMs: 3_600_000 }),
      host(8, undefined, { ageMs: 3_600_000 }),
    ];
    await bench.failures(4, { ...activation, hresult: '0x80080005' });
    expect(bench.stops).toEqual([]);
    expect(bench.deeds).toEqual(['waiting', 'several-hosts']);
  });
});

describe('neighbours', () => {
  const big = floored(3, { cpu: [1, 90] });
  const bigger = floored(14, { cpu: [1, 95] });

  it('are left alone while the host was not stopped, however much they stand out', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7), big];
    await bench.failures(8, died);
    expect(bench.stops).toEqual([]);
  });

  it('are stopped once the successor of the stopped host does not answer: worst first, once, two at most', async () => {
    const bench = new ComBench();
    bench.watched = [host(7), big, bigger, floored(5, { cpu: [1, 80] })];
    await bench.failures(3, died);
    expect(bench.stops).toEqual([7]);
    bench.watched = [host(8), ...bench.watched.slice(1)];
    await bench.failures(8, died);
    expect(bench.stops).toEqual([7, 14, 3]);
    expect(bench.mailed.map(({ deed }) => 'suspect' in deed && deed.suspect.rule)).toEqual([
      false,
      'application',
      'neighbour',
      'neighbour',
      false,
    ]);
  });

  it('are left alone when they did not stand out at every failed check', async () => {
    const bench = new ComBench();
    bench.watched = [host(7), floored(3, { cpu: [1, 2] })];
    await bench.fail(died);
    bench.watched = [host(7), big];
    await bench.failures(2, died);
    bench.watched = [host(8), big];
    await bench.failures(6, died);
    expect(bench.stops).toEqual([7]);
  });

  it('are stopped from the third failure on where the class cannot be resolved', async () => {
    const bench = new ComBench({ found: { kind: 'shell-silent' } });
    bench.watched = [host(7), big];
    await bench.failures(2, died);
    expect(bench.stops).toEqual([]);
    await bench.fail(died);
    expect(bench.stops).toEqual([3]);
  });

  it('are never stopped where they do not belong to the application', async () => {
    const bench = new ComBench({
      rules: { hasNeighbours: false },
      found: { kind: 'shell-silent' },
    });
    bench.watched = [big];
    await bench.failures(12, died);
    expect(bench.stops).toEqual([]);
    const resolved = new ComBench({ rules: { hasNeighbours: false } });
    resolved.watched = [host(7), big];
    await resolved.failures(3, died);
    resolved.watched = [host(8), big];
    await resolved.failures(6, died);
    expect(resolved.stops).toEqual([7]);
    const any = new ComBench({ rules: { hasNeighbours: false }, verdict: { suspects: 'any' } });
    any.watched = [grown(1, [1, 20]), big];
    await any.failures(2, died);
    expect(any.stops).toEqual([1]);
  });
});
