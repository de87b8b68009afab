import { describe, expect, it } from 'vitest';
import { growing } from '../../../src/simulation/load.js';
import { ms, Night } from '../engine/night.js';

describe('by default', () => {
  it('cures a server that takes no activation either', async () => {
    const night = new Night();
    const server = night.world.addServer();
    night.busyNeighbours(2, 15, '3 min', '10 min');
    await night.run('1 h');
    server.break({ kind: 'hangs-whole' });
    await night.run('1 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('7 min'));
    expect(night.neighbourStops).toEqual([]);
  });

  it('cures a server that answers errors until it is started anew', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.break({ kind: 'errs', text: 'Внутренняя ошибка сервера приложений' });
    await night.run('2 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('45 min'));
    expect(night.hostStops).toHaveLength(1);
  });

  it('cures a slow leak that reaches neither the limit nor alarm_metric before the calls hang', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    const [host] = server.hosts;
    host!.process.turnTo(night.nowMs, { memory: growing(200, 1_200, night.nowMs, ms('3 h')) });
    await night.run('2 h');
    server.break({ kind: 'hangs' });
    await night.run('1 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('7 min'));
  });

  it('cures a server of two hosts of which one hangs, though every other call is answered', async () => {
    const night = new Night();
    const server = night.world.addServer({ hosts: 2 });
    await night.run('1 h');
    const [, second] = server.hosts;
    server.break({ kind: 'hangs' }, [second!]);
    await night.run('2 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('20 min'));
    expect(night.mails.filter(({ kind }) => kind === 'probe').length).toBeGreaterThanOrEqual(1);
  });

  it('tries a survivor again though three calls hang by then', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.hosts[0]!.process.survives = 2;
    server.break({ kind: 'hangs' });
    await night.run('30 min');
    expect(night.hostStops.map(({ outcome }) => outcome?.kind)).toEqual([
      'survived',
      'survived',
      'stopped',
    ]);
    expect(night.curedInMs(server)).toBeLessThan(ms('8 min'));
  });
});
