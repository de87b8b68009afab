import { describe, expect, it } from 'vitest';
import { ms, Night } from '../engine/night.js';
import { shippedWith } from '../engine/settings.js';

describe('an agent that sees little', () => {
  it('says that samples fail when every second one does', async () => {
    const night = new Night();
    night.world.addServer();
    await night.run('5 min');
    let isFailing = false;
    const { source } = night.world;
    for (let second = 0; second < 330; second++) {
      isFailing = !isFailing;
      source.faults = { ...source.faults, fails: isFailing ? 1 : 0 };
      await night.run('1 s');
    }
    expect(night.troubles).toContain('sampling failing');
  });

  it('says that samples fail when every row was left out', async () => {
    const night = new Night();
    night.world.addServer();
    await night.run('5 min');
    night.world.source.faults = { ...night.world.source.faults, drops: 1 };
    await night.run('10 min');
    expect(night.troubles).toContain('sampling failing');
  });

  it('cures a deadlocked server whose command line nobody can read, by the list of the catalogue', async () => {
    const night = new Night();
    const server = night.world.addServer();
    for (const { process } of server.hosts) process.isReadable = false;
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('1 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('8 min'));
  });

  it('stops no process that neither its command line nor the catalogue identifies', async () => {
    const night = new Night();
    const server = night.world.addServer();
    const hidden = night.world.addNeighbour({ cpu: () => (nowMs) => nowMs });
    hidden.process.isReadable = false;
    for (const { process } of server.hosts) process.isReadable = false;
    night.world.catalogue.isDead = true;
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('1 h');
    expect(night.account.stops).toEqual([]);
    expect(night.mails.length).toBeGreaterThan(0);
  });

  it('never stops the COM+ System Application nor a process of its own, whatever they use', async () => {
    const night = new Night(shippedWith({ shellprocess: 'maxcpuprocent = 5' }));
    night.world.addServer();
    night.world.addNeighbour({
      appId: '{02D4B3F1-FD88-11D1-960D-00805FC79235}',
      cpu: () => (nowMs) => nowMs,
    });
    const own = night.world.addNeighbour({ cpu: () => (nowMs) => nowMs });
    night.world.ownPids.add(own.process.target.pid);
    await night.run('2 h');
    expect(night.account.stops).toEqual([]);
  });

  it('stops nothing in observe mode, and its mails say so', async () => {
    const night = new Night(shippedWith({ monitor: 'mode = observe' }));
    const server = night.world.addServer();
    night.world.addNeighbour({ cpu: () => (nowMs) => nowMs });
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('2 h');
    expect(night.account.stops).toEqual([]);
    expect(
      night.mails.some((each) => each.kind === 'breach' && each.deed.kind === 'observed'),
    ).toBe(true);
    expect(night.mails.some((each) => each.kind === 'probe' && each.deed.kind === 'observed')).toBe(
      true,
    );
  });
});
