import { describe, expect, it } from 'vitest';
import { ms, Night } from '../engine/night.js';

const HOSTS = [
  ['the one that was there longest', 0],
  ['the one that came last', 1],
] as const;

/** Stops that have ended a process. */
const ended = (night: Night) =>
  night.hostStops.filter(({ outcome }) => outcome?.kind === 'stopped').map(({ target }) => target);

describe('a pool of two of which one hangs, calls going to both in turn', () => {
  it.each(HOSTS)('%s: both have their turn, the second one is cured', async (_, index) => {
    const night = new Night();
    const server = night.world.addServer({ hosts: 2 });
    await night.run('1 h');
    server.break({ kind: 'hangs' }, [server.hosts[index]!]);
    await night.run('8 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('20 min'));
    expect(ended(night).length).toBeLessThanOrEqual(2);
    expect(night.mails.some(({ kind }) => kind === 'probe')).toBe(true);
  });

  it.each(HOSTS)('%s may not be stopped: its working twin is stopped once', async (_, index) => {
    const night = new Night();
    const server = night.world.addServer({ hosts: 2 });
    await night.run('1 h');
    const [...hosts] = server.hosts;
    const hung = hosts[index]!.process;
    const twin = hosts[1 - index]!.process;
    hung.isDenied = true;
    server.break({ kind: 'hangs' }, [hosts[index]!]);
    await night.run('8 h');
    expect(ended(night)).toEqual([twin.target]);
    // It was tried, and is tried again.
    expect(night.hostStops.some(({ target }) => target.pid === hung.target.pid)).toBe(true);
    expect(night.mails.length).toBeLessThanOrEqual(18);
    // An operator ends it: that is mailed, too.
    night.world.machine.end(hung);
    const before = night.mails.length;
    await night.run('30 min');
    expect(night.mails.slice(before).length).toBeLessThanOrEqual(2);
    const last = night.mails.at(-1);
    expect(last?.kind === 'probe-turn' ? last.turn.kind : last?.kind).toMatch(
      /^(closed|recovered)$/,
    );
  });

  it.each(HOSTS)(
    '%s survives every attempt: its working twin is stopped once at most',
    async (_, index) => {
      const night = new Night();
      const server = night.world.addServer({ hosts: 2 });
      await night.run('1 h');
      const [...hosts] = server.hosts;
      const twin = hosts[1 - index]!.process;
      hosts[index]!.process.survives = 1_000;
      server.break({ kind: 'hangs' }, [hosts[index]!]);
      await night.run('8 h');
      expect([[], [twin.target]]).toContainEqual(ended(night));
    },
  );

  it('hangs again an hour after it was cured: that is cured like the first time', async () => {
    const night = new Night();
    const server = night.world.addServer({ hosts: 2 });
    await night.run('1 h');
    for (const index of [0, 1]) {
      server.break({ kind: 'hangs' }, [server.hosts[index]!]);
      await night.run('1 h');
      expect(night.curedInMs(server)).toBeLessThan(ms('20 min'));
    }
  });
});
