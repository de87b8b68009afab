import { describe, expect, it } from 'vitest';
import { ms, Night } from '../engine/night.js';

describe('a deadlocked server beside busy neighbours', () => {
  it('is cured within 7 min, and no neighbour is stopped in nine hours', async () => {
    const night = new Night();
    const server = night.world.addServer();
    night.busyNeighbours(4, 15, '3 min', '10 min');
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('8 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('7 min'));
    expect(night.hostStops).toHaveLength(1);
    expect(night.neighbourStops).toEqual([]);
    expect(night.mails.length).toBeLessThanOrEqual(4);
  });

  it('is cured while the limit check stops a neighbour that uses 30 % of a core again and again', async () => {
    const night = new Night();
    const server = night.world.addServer();
    night.busyNeighbours(1, 30, '5 min', '6 min');
    await night.run('1 h');
    expect(night.neighbourStops.length).toBeGreaterThan(4);
    server.break({ kind: 'hangs' });
    await night.run('2 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('7 min'));
    expect(night.neighboursBlamed).toEqual([]);
  });

  const rhythms = [
    ['3 min', '60 min'],
    ['3 min', '10 min'],
    ['5 min', '15 min'],
    ['10 min', '20 min'],
  ] as const;
  for (const count of [1, 4]) {
    for (const percent of [15, 30]) {
      for (const [busy, every] of rhythms) {
        it(`is cured within 7 min beside ${count} at ${percent} %, busy ${busy} of ${every}`, async () => {
          const night = new Night();
          const server = night.world.addServer();
          night.busyNeighbours(count, percent, busy, every);
          await night.run('45 min');
          server.break({ kind: 'hangs' });
          await night.run('45 min');
          expect(night.curedInMs(server)).toBeLessThan(ms('7 min'));
          expect(night.neighboursBlamed).toEqual([]);
        });
      }
    }
  }

  it('is distinguished from a second application that works hard in a process of its own', async () => {
    const night = new Night(`
[shellprocess]
delay = 1 s
maxcpuprocent = 300
[shellprocess front]
application = FrontOffice
[commethod front]
sysname = Front
login = monitor
delay = 30 s
progid = meAppServer.AppServer
[shellprocess back]
application = BackOffice
maxcpuprocent = 300
[commethod back]
sysname = Back
login = monitor
delay = 30 s
progid = meBackServer.AppServer
[monitor]
mode = act
`);
    const front = night.world.addServer();
    night.world.addServer({
      progid: 'meBackServer.AppServer',
      appId: '{9B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
      name: 'BackOffice',
      cpu: () => night.bursts(90, '4 min', '10 min'),
    });
    await night.run('1 h');
    front.break({ kind: 'hangs' });
    await night.run('3 h');
    expect(night.curedInMs(front)).toBeLessThan(ms('7 min'));
    expect(night.hostStops.map(({ appId }) => appId)).toEqual([front.options.appId]);
  });
});
