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

  it('cures a deadlocked server whose command line cannot be read, by the list of the catalogue', async () => {
    const night = new Night();
    const server = night.world.addServer();
    for (const { process } of server.hosts) process.isReadable = false;
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('1 h');
    expect(night.curedInMs(server)).toBeLessThan(ms('8 min'));
  });

  it('stops a burning host whose command line cannot be read, by the list of the catalogue', async () => {
    const night = new Night();
    const server = night.world.addServer();
    for (const { process } of server.hosts) process.isReadable = false;
    const neighbour = night.world.addNeighbour({ cpu: () => (nowMs) => nowMs });
    neighbour.process.isReadable = false;
    let questions = 0;
    night.world.catalogue.onQuestion = () => questions++;
    await night.run('10 min');
    const [host] = server.hosts;
    host!.process.turnTo(night.nowMs, { cpu: (nowMs) => nowMs });
    await night.run('2 min');
    expect(night.account.stops.map(({ target }) => target)).toEqual([host!.process.target]);
    // The neighbour burns all the time, and its identity is not known.
    expect(questions).toBeLessThanOrEqual(12);
  });

  it('does not take what has the PID of a host now for that host', async () => {
    const night = new Night(shippedWith({ commethod: 'delay = 1 h' }), {
      machine: { pidReuse: 1 },
    });
    const server = night.world.addServer({ clientsReturnInMs: ms('24 h') });
    const [host] = server.hosts;
    host!.process.isReadable = false;
    host!.process.isDenied = true;
    await night.run('10 min');
    host!.process.turnTo(night.nowMs, { cpu: (nowMs) => nowMs });
    await night.run('5 min');
    const { machine } = night.world;
    const { pid } = host!.process.target;
    machine.end(host!.process);
    night.world.catalogue.isDead = true;
    const newcomer = machine.start({
      appId: '{00000000-0000-4000-8000-00C04FD430C8}',
      cpu: (nowMs) => nowMs,
      memory: () => 0,
    });
    newcomer.isReadable = false;
    expect(newcomer.target.pid).toBe(pid);
    const before = night.account.stops.length;
    expect(before).toBeGreaterThan(0);
    await night.run('1 h');
    expect(night.account.stops).toHaveLength(before);
  });

  it('of two applications whose command lines cannot be read stops the host of the one that burns', async () => {
    const night = new Night(`
[shellprocess front]
delay = 1 s
application = FrontOffice
[commethod front]
sysname = Front
login = monitor
progid = meAppServer.AppServer
[shellprocess back]
application = BackOffice
maxcpuprocent = 300
[commethod back]
sysname = Back
login = monitor
progid = meBackServer.AppServer
[monitor]
mode = act
`);
    const front = night.world.addServer();
    const back = night.world.addServer({
      progid: 'meBackServer.AppServer',
      appId: '{9B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
      name: 'BackOffice',
    });
    for (const { process } of [...front.hosts, ...back.hosts]) process.isReadable = false;
    await night.run('10 min');
    for (const { process } of [...front.hosts, ...back.hosts]) {
      process.turnTo(night.nowMs, { cpu: (nowMs) => nowMs });
    }
    const { target } = front.hosts[0]!.process;
    await night.run('2 min');
    expect(night.account.stops.map((each) => each.target)).toEqual([target]);
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
