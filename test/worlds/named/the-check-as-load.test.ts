import { describe, expect, it } from 'vitest';
import type { Witness } from '../../../src/simulation/witness.js';
import { ms, Night } from '../engine/night.js';
import { shippedWith } from '../engine/settings.js';

describe('the check', () => {
  it('does not put the server over its limit with the settings of the original', async () => {
    const night = new Night(`
[shellprocess]
name: dllhost.exe
delay: 120
maxcpuprocent: 20
maxmemoryprocent: 20
[commethod]
sysname: ФронтОфис
delay: 120
time_cache: 10000
alarm_metric: 10
witerezult: 100
login: monitor
password:
`);
    night.world.addServer({ callCpuMs: 30, answersInMs: [3, 6] });
    await night.run('2 h');
    expect(night.account.stops).toEqual([]);
  });

  it('keeps its distance from the end of a check that succeeded, not from its beginning', async () => {
    const calls: { readonly beganMs: number; readonly atMs: number }[] = [];
    const witness: Witness = {
      probed: (_progid, _answer, beganMs, atMs) => void calls.push({ beganMs, atMs }),
    };
    const quick = shippedWith({ commethod: 'delay = 1 s' });
    const night = new Night(quick, {}, [witness]);
    night.world.addServer({ answersInMs: [900, 1_900] });
    await night.run('1 h');
    expect(calls.length).toBeGreaterThan(20);
    for (const [index, { beganMs }] of calls.entries()) {
      const before = calls[index - 1];
      if (!before) continue;
      // The quickest took at least 0.9 s; of the first calls nothing is known except that one was made.
      expect(beganMs - before.atMs).toBeGreaterThanOrEqual(20 * 900);
    }
  });

  it('finds a server that is well again though three calls to it never come back', async () => {
    const night = new Night(shippedWith({ monitor: 'mode = observe' }));
    const server = night.world.addServer();
    server.losesCalls = true;
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('20 min');
    server.heal();
    await night.run('11 min');
    const recovered = night.events('probe-recovered');
    expect(recovered).toHaveLength(1);
    const failed = night.account.failedCalls;
    await night.run('6 h');
    expect(night.account.failedCalls).toBe(failed);
    expect(night.events('probe-failed').filter(({ atMs }) => atMs > ms('91 min'))).toEqual([]);
  });

  it('rests while three calls hang: a call every ten minutes, no failure reported for each slot', async () => {
    const night = new Night(shippedWith({ monitor: 'mode = observe' }));
    const server = night.world.addServer();
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('30 min');
    const calls = night.account.calls;
    await night.run('4 h');
    expect(night.account.calls - calls).toBeGreaterThanOrEqual(20);
    expect(night.account.calls - calls).toBeLessThanOrEqual(25);
    expect(night.mails.length).toBeLessThanOrEqual(8);
  });

  it('delays the cure of a deadlock by less than a minute because one answer took 20 s before it', async () => {
    const cured: number[] = [];
    for (const isSlow of [false, true]) {
      const night = new Night();
      const server = night.world.addServer();
      await night.run('1 h');
      if (isSlow) server.break({ kind: 'slow', takesMs: 20_000 });
      await night.run('40 s');
      server.break({ kind: 'hangs' });
      await night.run('2 h');
      cured.push(night.curedInMs(server));
    }
    expect(cured[0]).toBeLessThan(ms('7 min'));
    expect(cured[1]! - cured[0]!).toBeLessThan(ms('1 min'));
  });
});
