import { describe, expect, it } from 'vitest';
import { Night } from '../engine/night.js';
import { shippedWith } from '../engine/settings.js';

describe('one process', () => {
  it('that hangs and burns is stopped by one check at a time', async () => {
    const night = new Night(shippedWith({ commethod: 'witerezult = 10 s' }));
    const server = night.world.addServer({ clientsReturnInMs: 3_600_000 });
    night.world.machine.stopTakesMs = 1_900;
    await night.run('1 h');
    const [host] = server.hosts;
    server.break({ kind: 'hangs' });
    // Over its limit in the same second in which the COM check stops it.
    for (let step = 0; step < 300 && night.account.stops.length === 0; step++) {
      await night.run('1 s');
    }
    host!.process.turnTo(night.nowMs - 6_000, { cpu: (nowMs) => nowMs * 3 });
    await night.run('10 min');
    expect(night.account.stops.map(({ of }) => of)).toEqual(['host']);
  });

  it('that survived the one check is left alone by the other one until its next attempt is due', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    const [host] = server.hosts;
    host!.process.survives = 1;
    server.break({ kind: 'hangs' });
    host!.process.turnTo(night.nowMs, { cpu: (nowMs) => nowMs * 0.9 });
    await night.run('2 h');
    const times = night.account.stops.map(({ atMs }) => atMs);
    expect(times).toHaveLength(2);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(5_000);
  });

  it('that went while the catalogue was asked is not what the COM check stops', async () => {
    const night = new Night(shippedWith({ commethod: 'witerezult = 10 s' }));
    const server = night.world.addServer();
    const { world } = night;
    for (const { process } of server.hosts) process.isReadable = false;
    world.catalogue.answersInMs = 14_000;
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    const seen = new Set<number>();
    server.onStart = (host) => {
      host.process.isReadable = false;
      seen.add(host.process.target.pid);
    };
    // It restarts itself whenever half of the time of a catalogue query has passed.
    for (let step = 0; step < 60; step++) {
      await night.run('7 s');
      const [host] = server.hosts;
      if (night.lastCatalogueQuestionMs > night.nowMs - 7_000 && host) {
        world.machine.end(host.process);
      }
    }
    expect(night.account.stops.filter(({ of }) => of === 'gone')).toEqual([]);
  });
});
