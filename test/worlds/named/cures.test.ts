import { describe, expect, it } from 'vitest';
import { describeNotice } from '../../../src/texts/notice.js';
import { Night } from '../engine/night.js';
import { shipped, shippedWith } from '../engine/settings.js';

/** End of the incidents of the limit check, according to their mails. */
const cures = (night: Night) =>
  night.mails.flatMap((each) => (each.kind === 'closed' ? [each.cure] : []));

/** One core for its whole life. */
const burning = () => (nowMs: number) => nowMs;

describe('what the limit check stopped', () => {
  it('is cured when a fresh host is seen within its limits', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('10 min');
    server.hosts[0]!.process.turnTo(night.nowMs, { cpu: burning() });
    await night.run('30 min');
    expect(night.hostStops).toHaveLength(1);
    expect(cures(night)).toEqual(['proven']);
  });

  it('is not cured by a server that answers, when it was no host of that server', async () => {
    const night = new Night();
    night.world.addServer();
    night.world.addNeighbour({ cpu: burning, returnsInMs: undefined });
    await night.run('30 min');
    expect(night.neighbourStops).toHaveLength(1);
    expect(cures(night)).toEqual(['not-proven']);
  });

  it('is not cured by a successor that burns as well', async () => {
    const night = new Night(shippedWith({ shellprocess: 'grace = 0 s' }));
    night.world.addServer();
    night.world.addNeighbour({ cpu: burning, returnsInMs: 20_000 });
    await night.run('4 min');
    const proven = night
      .events('incident-closed')
      .filter(({ event }) => event.fields?.['comwatch.cure'] === 'proven');
    expect(proven).toEqual([]);
    expect(night.neighbourStops.length).toBeGreaterThan(1);
    const open = await night.world.disk.valueStore('memory.json').load();
    expect(JSON.stringify(open)).toContain('"cure":"expected"');
  });
});

describe('an agent that only observes', () => {
  it('says so in every mail of an incident, and claims no stop in any', async () => {
    const night = new Night(shipped.replace('mode = act', 'mode = observe'));
    const server = night.world.addServer();
    const [busy] = night.busyNeighbours(1, 90, '5 min', '10 min');
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('30 min');
    busy!.process.turnTo(night.nowMs, { cpu: () => 0 });
    // An operator ends it.
    night.world.machine.end(server.hosts[0]!.process);
    await night.run('1 h');
    expect(night.account.stops).toEqual([]);
    const kinds = new Set(night.mails.map(({ kind }) => kind));
    for (const kind of ['breach', 'probe', 'probe-turn', 'closed']) expect(kinds).toContain(kind);
    const silent = night.mails.filter(
      (notice) => !JSON.stringify(describeNotice(notice, 'en')).includes('mode = observe'),
    );
    expect(silent.map(({ kind }) => kind)).toEqual([]);
    for (const notice of night.mails) {
      if (notice.kind === 'closed') expect(notice).toMatchObject({ stops: 0, cure: 'none' });
      if (notice.kind === 'probe-turn') expect(notice.turn).toMatchObject({ stops: 0 });
    }
  });
});
