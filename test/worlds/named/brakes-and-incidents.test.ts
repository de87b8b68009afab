import { describe, expect, it } from 'vitest';
import { ms, Night } from '../engine/night.js';
import { shippedWith } from '../engine/settings.js';

const TWO_APPLICATIONS = `
[shellprocess front]
delay = 1 s
application = FrontOffice
[commethod front]
sysname = Front
login = monitor
delay = 30 s
witerezult = 100 s
progid = meAppServer.AppServer
[shellprocess back]
delay = 1 s
application = BackOffice
maxcpuprocent = 20
[commethod back]
sysname = Back
login = monitor
delay = 30 s
witerezult = 100 s
progid = meBackServer.AppServer
[monitor]
mode = act
max_stops = 2
max_stops_window = 10 min
`;

describe('two applications', () => {
  it('the hanging one is cured while the other has used up its own brake', async () => {
    const night = new Night(TWO_APPLICATIONS);
    const front = night.world.addServer();
    night.world.addServer({
      progid: 'meBackServer.AppServer',
      appId: '{9B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
      name: 'BackOffice',
      cpu: () => (nowMs) => nowMs,
    });
    await night.run('30 min');
    expect(night.mails.some(({ kind }) => kind === 'brake')).toBe(true);
    front.break({ kind: 'hangs' });
    await night.run('30 min');
    expect(night.curedInMs(front)).toBeLessThan(ms('7 min'));
    const ofFront = night.hostStops.filter(({ appId }) => appId === front.options.appId);
    expect(ofFront).toHaveLength(1);
  });
});

describe('a pool of two, of which COM+ has recycled the older one', () => {
  it('has the other one stopped: a recycled host takes no new calls', async () => {
    const night = new Night();
    const server = night.world.addServer({ hosts: 2 });
    await night.run('1 h');
    const [recycled, other] = server.hosts;
    night.world.catalogue.retired.add(recycled!.process.target.pid);
    server.break({ kind: 'hangs' });
    await night.run('7 min');
    expect(night.hostStops[0]!.target.pid).toBe(other!.process.target.pid);
    expect(night.hostStops.map(({ target }) => target.pid)).not.toContain(
      recycled!.process.target.pid,
    );
  });
});

describe('the brake', () => {
  it('allows four times as many stops for all processes of the machine together', async () => {
    const night = new Night(shippedWith({ monitor: 'max_stops = 1\nmax_stops_window = 10 min' }));
    for (let count = 0; count < 8; count++) {
      night.world.addNeighbour({ cpu: () => (nowMs) => nowMs });
    }
    await night.run('9 min');
    expect(night.neighbourStops).toHaveLength(4);
  });
});

describe('an agent that only observes', () => {
  it('counts a stop that it would have made: the next one waits for the threshold and the brake', async () => {
    const would: number[] = [];
    for (const mode of ['observe', 'act']) {
      const night = new Night(shippedWith({ monitor: `mode = ${mode}` }));
      const server = night.world.addServer();
      await night.run('1 h');
      server.turnTo({ kind: 'outside', mood: { kind: 'errs', text: 'Нет соединения с базой' } });
      await night.run('5 h');
      const chosen = night.mails.filter(
        (each) =>
          each.kind === 'probe' &&
          (each.deed.kind === 'observed' ||
            (each.deed.kind === 'tried' && each.deed.outcome.kind === 'stopped')),
      );
      would.push(chosen.length);
      expect(night.account.stops).toHaveLength(mode === 'act' ? 1 : 0);
    }
    expect(would).toEqual([1, 1]);
  });
});

describe('an agent that only observes', () => {
  it('goes on reminding of a server whose host it would have stopped', async () => {
    const night = new Night(
      shippedWith({ monitor: 'mode = observe', commethod: 'suspects = application' }),
    );
    const server = night.world.addServer();
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('10 min');
    server.break({ kind: 'errs', text: 'Внутренняя ошибка сервера приложений' });
    await night.run('5 h');
    const reminders = night.mails.filter((each) => each.kind === 'probe' && each.isReminder);
    expect(reminders.length).toBeGreaterThanOrEqual(3);
  });
});

describe('an incident of the COM check', () => {
  it('goes on when the server fails again within a quarter of an hour, and is another one later', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    const failOnce = async () => {
      server.turnTo({ kind: 'outside', mood: { kind: 'errs', text: 'Нет соединения с базой' } });
      await night.run('2 min');
      server.turnTo({ kind: 'runs' });
    };
    await failOnce();
    await night.run('8 min');
    await failOnce();
    await night.run('30 min');
    await failOnce();
    await night.run('10 min');
    const ids = night.events('probe-failed').map(({ event }) => event.incidentId);
    expect(new Set(ids).size).toBe(2);
  });

  it('is reminded of every hour while it lasts', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood: { kind: 'errs', text: 'Нет соединения с базой' } });
    await night.run('5 h');
    const reminders = night.account.mails.filter(
      ({ notice }) => notice.kind === 'probe' && notice.isReminder,
    );
    expect(reminders.length).toBeGreaterThanOrEqual(3);
    for (const [index, { atMs }] of reminders.slice(1).entries()) {
      expect(atMs - reminders[index]!.atMs).toBeGreaterThanOrEqual(ms('60 min'));
    }
  });
});
