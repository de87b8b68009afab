import { describe, expect, it } from 'vitest';
import { growing } from '../../../src/simulation/load.js';
import { ms, Night } from '../engine/night.js';
import { shippedWith } from '../engine/settings.js';

const NO_DATABASE = 'Нет соединения с базой данных: TNS-12541, прослушиватель не отвечает';

describe('a cause outside of every process', () => {
  it('the database is away all night: one stop at most, no neighbour, at most 9 mails in six hours', async () => {
    const night = new Night();
    const server = night.world.addServer();
    night.busyNeighbours(4, 15, '3 min', '10 min');
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood: { kind: 'errs', text: NO_DATABASE } });
    await night.run('6 h');
    expect(night.hostStops.length).toBeLessThanOrEqual(1);
    expect(night.neighbourStops).toEqual([]);
    expect(night.mails.length).toBeLessThanOrEqual(9);
    server.turnTo({ kind: 'runs' });
    await night.run('30 min');
    expect(night.events('probe-recovered')).toHaveLength(1);
  });

  it('calls to it hang all night: three stops at most, no neighbour, at most 9 mails in six hours', async () => {
    const night = new Night();
    const server = night.world.addServer();
    night.busyNeighbours(4, 15, '3 min', '10 min');
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood: { kind: 'hangs' } });
    await night.run('6 h');
    expect(night.hostStops.length).toBeLessThanOrEqual(3);
    expect(night.neighbourStops).toEqual([]);
    expect(night.mails.length).toBeLessThanOrEqual(9);
  });

  it.each([
    ['hang: three stops at most', 3, { kind: 'hangs' }],
    // RPC_S_SERVER_UNAVAILABLE, at once: failures come faster.
    ['find no server: four stops at most', 4, { kind: 'fails', hresult: -2147023174 }],
  ] as const)('calls to hosts that stand out by honest work %s', async (_, most, mood) => {
    const night = new Night();
    const server = night.world.addServer({
      cpu: () => night.bursts(14, '4 min', '10 min'),
      memory: (_random, bornMs) => growing(60, 600, bornMs, ms('8 min')),
    });
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood });
    await night.run('6 h');
    expect(night.hostStops.length).toBeLessThanOrEqual(most);
    expect(night.mails.length).toBeLessThanOrEqual(14);
  });

  it('the database fails for 20 s forty times a night: no process is stopped', async () => {
    const night = new Night();
    const server = night.world.addServer({ cpu: () => night.bursts(12, '4 min', '10 min') });
    night.busyNeighbours(2, 15, '3 min', '10 min');
    await night.run('1 h');
    for (let blip = 0; blip < 40; blip++) {
      server.turnTo({ kind: 'outside', mood: { kind: 'errs', text: NO_DATABASE } });
      await night.run('20 s');
      server.turnTo({ kind: 'runs' });
      await night.run('11 min');
    }
    expect(night.account.stops).toEqual([]);
  });

  it('the password of the check expires for a weekend: no stop, in whichever words it is said', async () => {
    for (const text of [
      'ORA-28001: the password has expired',
      'Учётная запись заблокирована',
      'Ошибка входа пользователя "monitor"',
      'Login failed for user "monitor"',
    ]) {
      const night = new Night(shippedWith({ shellprocess: 'delay = 20 s' }));
      const server = night.world.addServer();
      await night.run('1 h');
      server.turnTo({ kind: 'outside', mood: { kind: 'errs', text } });
      await night.run('62 h');
      expect(night.account.stops, text).toEqual([]);
    }
  });

  it('the password expires in words that are not known: one stop of the healthy server, not thirteen', async () => {
    const night = new Night(shippedWith({ shellprocess: 'delay = 20 s' }));
    const server = night.world.addServer();
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood: { kind: 'errs', text: 'Отказ 17' } });
    await night.run('62 h');
    expect(night.account.stops.length).toBeLessThanOrEqual(1);
    expect(night.neighbourStops).toEqual([]);
  });

  it('a maintenance of three hours in which the server cannot start: no neighbour is stopped', async () => {
    const night = new Night();
    const server = night.world.addServer();
    night.busyNeighbours(3, 15, '3 min', '10 min');
    await night.run('1 h');
    // CO_E_SERVER_EXEC_FAILURE, after the two minutes that Windows waits for a process to register.
    server.turnTo({ kind: 'no-activation', hresult: -2146959355, takesMs: 20_000 });
    for (const { process } of [...server.hosts]) night.world.machine.end(process);
    await night.run('3 h');
    server.turnTo({ kind: 'runs' });
    await night.run('1 h');
    expect(night.neighbourStops).toEqual([]);
    expect(night.hostStops).toEqual([]);
    expect(night.events('probe-recovered')).toHaveLength(1);
  });

  it('an application that is being stopped or is disabled: nothing is stopped, the check does not slow down', async () => {
    // CO_E_SERVER_STOPPING
    for (const hresult of [-2146959352]) {
      const night = new Night();
      const server = night.world.addServer();
      await night.run('1 h');
      server.turnTo({ kind: 'no-activation', hresult, takesMs: 10 });
      await night.run('30 min');
      server.turnTo({ kind: 'runs' });
      const recoveredAfter = night.nowMs;
      await night.run('90 s');
      expect(night.account.stops).toEqual([]);
      expect(night.account.lastAnswerMs).toBeGreaterThan(recoveredAfter);
    }
  });

  it('what fresh hosts need is away for 20 min, too: it recovers by itself, and no neighbour was stopped', async () => {
    const night = new Night();
    const server = night.world.addServer();
    night.busyNeighbours(4, 15, '3 min', '10 min');
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood: { kind: 'hangs' } });
    await night.run('20 min');
    server.turnTo({ kind: 'runs' });
    await night.run('11 min');
    expect(night.neighbourStops).toEqual([]);
    expect(night.hostStops.length).toBeLessThanOrEqual(2);
    expect(night.events('probe-recovered')).toHaveLength(1);
    expect(night.account.lastAnswerMs).toBeGreaterThan(ms('80 min'));
  });
});
