import { describe, expect, it } from 'vitest';
import { growing, MB } from '../../../src/simulation/load.js';
import { ms, Night } from '../engine/night.js';
import { shippedWith } from '../engine/settings.js';

describe('a host that has just started', () => {
  it('is not suspected of its own small beginning when one call is lost', async () => {
    const night = new Night(shippedWith({ commethod: 'witerezult = 10 s' }));
    const server = night.world.addServer({
      memory: (_random, bornMs) => growing(15, 600, bornMs + ms('40 s'), ms('4 min')),
    });
    await night.run('1 h');
    night.world.machine.end(server.hosts[0]!.process);
    await night.run('5 min');
    server.break({ kind: 'slow', takesMs: 15_000 });
    await night.run('25 s');
    server.heal();
    await night.run('1 h');
    expect(night.account.stops).toEqual([]);
  });

  it('is not stopped while it takes seven minutes to start', async () => {
    const night = new Night();
    const server = night.world.addServer({ startsInMs: ms('7 min') });
    night.busyNeighbours(2, 15, '3 min', '10 min');
    await night.run('1 h');
    night.world.machine.end(server.hosts[0]!.process);
    await night.run('1 h');
    expect(night.account.stops).toEqual([]);
    expect(night.account.lastAnswerMs).toBeGreaterThan(ms('110 min'));
  });

  it('is not judged by its limits before grace is over', async () => {
    const night = new Night();
    night.world.addServer();
    const { machine } = night.world;
    await night.run('10 min');
    const young = machine.start({
      appId: '{00000000-0000-4000-8000-00C04FD430C8}',
      cpu: (nowMs) => nowMs,
      memory: () => 100 * MB,
    });
    await night.run('25 s');
    expect(night.account.stops).toEqual([]);
    await night.run('10 s');
    expect(night.account.stops.map(({ target }) => target.pid)).toEqual([young.target.pid]);
  });
});

describe('an agent that starts anew', () => {
  it('finds a leak of twenty times the floor as soon as it would have without', async () => {
    const cured: number[] = [];
    for (const restarts of [false, true]) {
      const night = new Night(shippedWith({ commethod: 'witerezult = 20 s' }));
      const server = night.world.addServer();
      await night.run('1 h');
      server.hosts[0]!.process.turnTo(night.nowMs, {
        memory: growing(200, 4_000, night.nowMs, ms('10 min')),
      });
      await night.run('11 min');
      if (restarts) night.agent.restart();
      await night.run('1 min');
      server.break({ kind: 'hangs' });
      await night.run('1 h');
      cured.push(night.curedInMs(server));
    }
    expect(Math.abs(cured[1]! - cured[0]!)).toBeLessThan(ms('40 s'));
    // The floor decides at the second failure; without it the third silent failure would have to come first.
    expect(cured[0]!).toBeLessThan(ms('75 s'));
  });

  it('goes on counting the failures of an incident', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('4 min');
    night.agent.restart();
    await night.run('1 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('9 min'));
  });

  it('keeps to the brake that an earlier run has put on', async () => {
    const night = new Night();
    night.world.addServer();
    const { machine } = night.world;
    const noisy = night.world.addNeighbour({
      cpu: () => (nowMs) => nowMs,
      returnsInMs: 1_000,
    });
    for (let minute = 0; minute < 9; minute++) {
      await night.run('1 min');
      night.agent.restart();
    }
    expect(night.neighbourStops.length).toBeLessThanOrEqual(5);
    expect(machine.find(noisy.process.target.pid)).toBeDefined();
  });
});
