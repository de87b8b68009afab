import { describe, expect, it } from 'vitest';
import { SimulatedAgent } from '../../../src/simulation/simulated-agent.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { ms, Night } from '../engine/night.js';
import { configOf, shipped, shippedWith } from '../engine/settings.js';
import { success } from '../../../src/core/result.js';

/** The next sample omits the row of this process. */
function leaveOutOnce(night: Night, pid: number): void {
  const { source } = night.world;
  const { sample } = source;
  const leavingOut: typeof sample = async (signal) => {
    const answer = await sample(signal);
    Object.assign(source, { sample });
    if (!answer.ok) return answer;
    const rows = answer.value.rows.filter((row) => row.pid !== pid);
    return success({ ...answer.value, rows, dropped: 1 });
  };
  Object.assign(source, { sample: leavingOut });
}

describe('an agent that is restarted', () => {
  it('goes on with the attempts on a survivor, and counts them on', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.hosts[0]!.process.survives = 2;
    server.break({ kind: 'hangs' });
    while (night.hostStops.length < 2) await night.run('1 s');
    // The outcome is known only after a wait.
    await night.run('15 s');
    night.agent.restart();
    await night.run('30 min');
    expect(night.hostStops.map(({ outcome }) => outcome?.kind)).toEqual([
      'survived',
      'survived',
      'stopped',
    ]);
    const attempts = night.events('stop').map(({ event }) => event.fields?.['comwatch.attempt']);
    expect(attempts).toEqual([1, 2, 3]);
    expect(night.curedInMs(server)).toBeLessThan(ms('8 min'));
  });

  it('tries a survivor of the limit check no sooner than it was due, and counts on', async () => {
    const night = new Night();
    night.world.addServer();
    const burning = night.world.addNeighbour({
      cpu: () => (nowMs) => nowMs,
      returnsInMs: undefined,
    });
    burning.process.survives = 3;
    await night.run('1 min');
    expect(night.neighbourStops).toHaveLength(3);
    night.agent.restart();
    await night.run('3 min');
    expect(night.neighbourStops).toHaveLength(3);
    await night.run('4 min');
    expect(night.neighbourStops).toHaveLength(4);
    const attempts = night.events('stop').map(({ event }) => event.fields?.['comwatch.attempt']);
    expect(attempts).toEqual([1, 2, 3, 4]);
  });

  it('does not take a host for ended because its first sample left rows out', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    while (night.events('probe-failed').length < 2) await night.run('10 s');
    const { pid } = server.hosts[0]!.process.target;
    leaveOutOnce(night, pid);
    night.agent.restart();
    await night.run('1 h');
    // Another end would have restarted the count of silent failures.
    expect(night.hostStops).toHaveLength(1);
    expect(night.curedInMs(server)).toBeLessThan(ms('6 min'));
  });
});

describe('a configuration without the check that an open incident belongs to', () => {
  /** Another agent takes over, with this file. */
  async function takenOver(ini: string): Promise<Night> {
    const night = new Night();
    const server = night.world.addServer();
    const [busy] = night.busyNeighbours(1, 90, '1 min', '4 min');
    busy!.process.isDenied = true;
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood: { kind: 'hangs' } });
    await night.run('1 h');
    night.agent.end();
    const next = new SimulatedAgent(night.world, configOf(ini), [night.account]);
    next.begin();
    await night.run('1 min');
    next.end();
    return night;
  }
  const incidents = (night: Night, check: string) =>
    night
      .events('incident-closed')
      .filter(({ event }) => event.fields?.['comwatch.check'] === check)
      .map(({ event }) => event.fields?.['comwatch.incident.end']);
  const closing = (night: Night) =>
    night.mails.filter((each) => each.kind === 'closed' && each.end === 'not-watched');

  it('ends it with a record and a mail: the COM check is gone', async () => {
    const night = await takenOver(shipped.replace(/\[commethod\][^[]*/, ''));
    expect(incidents(night, 'com')).toEqual(['not-watched']);
    expect(closing(night)).toHaveLength(1);
    const { advice } = describeNotice(closing(night)[0]!, 'en');
    expect(advice).not.toMatch(/nothing needs to be done/i);
  });

  it('ends it with a record and a mail: another class is called', async () => {
    const night = await takenOver(shippedWith({ commethod: 'progid = Other.Server' }));
    expect(incidents(night, 'com')).toEqual(['not-watched']);
  });

  it('ends it with a record and a mail: limits are gone', async () => {
    const night = await takenOver(shipped.replace(/\[shellprocess\][^[]*/, ''));
    expect(incidents(night, 'limits')).toEqual(['not-watched']);
    expect(incidents(night, 'com')).toEqual([]);
    expect(closing(night)).toHaveLength(1);
  });

  it('leaves it open where the check is still there', async () => {
    const night = await takenOver(shipped);
    expect(incidents(night, 'com')).toEqual([]);
    expect(closing(night)).toEqual([]);
  });
});
