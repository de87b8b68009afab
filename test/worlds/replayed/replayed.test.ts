/** Nights recorded by the agent are replayed: the same core decides the same, and another configuration differently. */
import { describe, expect, it } from 'vitest';
import type { RecordEntry } from '../../../src/core/recording/entry.js';
import type { ReplayResult } from '../../../src/core/recording/comparison.js';
import { growing } from '../../../src/simulation/load.js';
import { Replay } from '../../../src/simulation/replay/play-record.js';
import { ms } from '../engine/night.js';
import { RecordedNight } from '../engine/recorded-night.js';
import { configOf, shipped, shippedWith } from '../engine/settings.js';

async function replayed(
  { entries }: RecordedNight,
  ini: string,
  partOf = 5_000,
): Promise<{ result: ReplayResult; made: RecordEntry[] }> {
  const made: RecordEntry[] = [];
  const replay = new Replay({
    config: configOf(ini),
    sinceUnixMs: 0,
    onEntry: (entry) => void made.push(entry),
  });
  for (let at = 0; at < entries.length; at += partOf) {
    await replay.play(entries.slice(at, at + partOf));
  }
  return { result: await replay.finish(), made };
}

/** All decisions and actions with their times. */
const decisions = (entries: readonly RecordEntry[]) =>
  entries
    .filter(({ kind }) => ['decision', 'no-action', 'deed', 'brake', 'pause'].includes(kind))
    .map((entry) => ({
      ...entry,
      at: entry.at.monotonicMs,
      ...('beganMs' in entry && { beganMs: Math.round(entry.beganMs * 1_000) / 1_000 }),
      // A wall clock is recorded in whole milliseconds.
      ...(entry.kind === 'brake' && { untilUnixMs: Math.round(entry.untilUnixMs) }),
    }));

describe('a replay with the configuration of the record', () => {
  it.each([
    [
      'of processes over their limits',
      '',
      (night: RecordedNight) => {
        night.burnAt('5 min', '20 min');
        night.burnAt('11 min', '20 s');
      },
    ],
    [
      'of a server that hangs beside busy neighbours',
      '',
      (night: RecordedNight) => {
        const server = night.world.addServer({ progid: 'meAppServer.AppServer', hosts: 2 });
        night.busyNeighbours(3, 15, '40 s', '4 min');
        night.world.at(ms('20 min'), () => server.break({ kind: 'hangs' }));
        night.world.at(ms('70 min'), () => server.break({ kind: 'errs', text: 'ошибка' }));
      },
    ],
    [
      'of a server whose memory grows until it hangs',
      '',
      (night: RecordedNight) => {
        const server = night.world.addServer({ progid: 'meAppServer.AppServer' });
        night.world.at(ms('30 min'), () => {
          const [host] = server.hosts;
          const nowMs = night.nowMs;
          host?.process.turnTo(nowMs, { memory: growing(100, 1_200, nowMs, ms('20 min')) });
          server.break({ kind: 'hangs' });
        });
      },
    ],
    [
      'of an agent that was started anew in the midst of it',
      '',
      (night: RecordedNight) => {
        const server = night.world.addServer({ progid: 'meAppServer.AppServer' });
        night.burnAt('50 min', '20 min');
        night.world.at(ms('20 min'), () => server.break({ kind: 'hangs' }));
        for (const at of ['21 min', '26 min', '50 min', '51 min']) {
          night.world.at(ms(at), () => night.agent.restart());
        }
      },
    ],
    [
      'of an agent that only observes, and of a clock that is set',
      'mode = observe',
      (night: RecordedNight) => {
        night.world.addServer({ progid: 'meAppServer.AppServer' });
        night.burnAt('5 min', '20 min');
        night.burnAt('40 min', '5 min');
        night.world.at(ms('6 min'), () => night.setWallBy('2 h'));
        night.world.at(ms('41 min'), () => night.setWallBy('-1 h'));
      },
    ],
  ])('%s comes to the same decisions at the same instants', async (_what, monitor, furnish) => {
    const ini = monitor === '' ? shipped : shippedWith({ monitor });
    const night = new RecordedNight(ini);
    furnish(night);
    await night.run('2 h');
    night.agent.end();
    const { made, result } = await replayed(night, ini);
    const live = decisions(night.entries);
    expect(live.length).toBeGreaterThan(1);
    expect(decisions(made)).toEqual(live);
    for (const { recorded, replayed: again } of result.rows) expect(again).toEqual(recorded);
  });

  /** Its samples are 1 s apart, its calls 700 ms; `lateMs` is the delay of each wake-up in turn. */
  async function lateNight(lateMs: (turn: number) => number) {
    const ini = shippedWith({
      shellprocess: 'delay = 1 s\nmaxcpuprocent = 50\nsustain = 3 of 4',
      commethod: 'delay = 700 ms\ncheck_load = as-written\nwiterezult = 3 s\nconfirm = 1',
    });
    const night = new RecordedNight(ini);
    const { time } = night.world;
    const sleep = time.sleep.bind(time);
    let turn = 0;
    time.sleep = (ms, signal) => sleep(ms + lateMs(++turn), signal);
    const server = night.world.addServer({ progid: 'meAppServer.AppServer' });
    for (const at of ['21 min', '33 min', '47 min']) {
      night.world.at(ms(at), () => server.break({ kind: 'hangs' }));
    }
    night.burnAt('15 min', '20 min');
    await night.run('1 h');
    night.agent.end();
    return { night, ini };
  }

  it.each([
    ['a little', (turn: number) => (turn * 37) % 151],
    ['now and then by most of their distance', (turn: number) => (turn % 7 === 0 ? 650 : 0)],
    ['by anything up to twice their distance', (turn: number) => (turn * 379) % 1_997],
  ])('holds for an agent whose loops wake late: %s', async (_how, lateMs) => {
    const { night, ini } = await lateNight(lateMs);
    const { made, result } = await replayed(night, ini);
    const live = decisions(night.entries);
    expect(live.length).toBeGreaterThan(8);
    expect(decisions(made)).toEqual(live);
    for (const { recorded, replayed: again } of result.rows) expect(again).toEqual(recorded);
  });

  it.each([1, 7])(
    'does not depend on where files of the record end: parts of %i',
    async (partOf) => {
      const night = new RecordedNight();
      const server = night.world.addServer({ progid: 'meAppServer.AppServer' });
      night.burnAt('5 min', '20 min');
      night.world.at(ms('8 min'), () => server.break({ kind: 'hangs' }));
      await night.run('20 min');
      night.agent.end();
      const { made } = await replayed(night, shipped, partOf);
      const live = decisions(night.entries);
      expect(live.length).toBeGreaterThan(3);
      expect(decisions(made)).toEqual(live);
    },
  );

  it('begins anywhere in the record, with what held there', async () => {
    const night = new RecordedNight();
    night.burnAt('30 min', '20 min');
    await night.run('1 h');
    const at = night.entries.findIndex((each) => each.at.monotonicMs > ms('10 min'));
    const heads = night.entries
      .slice(0, at)
      .filter((each) => ['start', 'machine'].includes(each.kind))
      .map((entry) => ({ kind: 'head', at: night.entries[at]!.at, entry }) as RecordEntry);
    night.entries.splice(0, at, ...heads);
    const { result } = await replayed(night, shipped);
    expect(result.rows.length).toBeGreaterThan(1);
    for (const { recorded, replayed: again } of result.rows) expect(again).toEqual(recorded);
  });
});

describe('a replay with another configuration', () => {
  const observing = shippedWith({ monitor: 'mode = observe' });

  it('says what would have been stopped, and what recovered by itself', async () => {
    const night = new RecordedNight(observing);
    night.burnAt('5 min', '10 s');
    night.burnAt('20 min', '30 min');
    night.burnAt('60 min', '15 s');
    await night.run('2 h');
    const { result } = await replayed(
      night,
      shippedWith({ monitor: 'mode = observe', shellprocess: 'sustain = 30 of 30' }),
    );
    expect(
      result.rows.map(({ recorded, replayed: other }) => [
        recorded?.recovery.kind,
        other?.recovery.kind,
      ]),
    ).toEqual([
      ['recovered', undefined],
      ['not', 'not'],
      ['recovered', undefined],
    ]);
  });

  it('gives up answers that come later than it waits for, and stops the server that is so slow', async () => {
    const night = new RecordedNight(shipped);
    const server = night.world.addServer({ progid: 'meAppServer.AppServer' });
    night.world.at(ms('30 min'), () => server.break({ kind: 'slow', takesMs: 20_000 }));
    night.world.at(ms('31 min'), () => server.heal());
    night.world.at(ms('60 min'), () => server.break({ kind: 'slow', takesMs: 20_000 }));
    await night.run('90 min');
    night.agent.end();
    const same = await replayed(night, shipped);
    expect(same.result).toMatchObject({ checks: [], rows: [] });
    const longer = await replayed(night, shippedWith({ commethod: 'witerezult = 30 s' }));
    expect(longer.result).toMatchObject({ checks: [], rows: [] });
    const { result } = await replayed(night, shippedWith({ commethod: 'witerezult = 10 s' }));
    expect(result.checks).toMatchObject([{ application: null, slow: 0 }]);
    expect(result.checks[0]?.tooLate).toBeGreaterThanOrEqual(4);
    expect(result.rows).toMatchObject([{ recorded: undefined, replayed: { check: 'com' } }]);
    const chosen = result.rows[0]?.replayed;
    expect(chosen!.atUnixMs - night.world.time.wallMs()).toBeGreaterThan(-ms('30 min'));
  });

  it('counts the warnings of slow answers, one for each spell', async () => {
    const night = new RecordedNight(shipped);
    const server = night.world.addServer({ progid: 'meAppServer.AppServer' });
    for (const at of ['30 min', '60 min']) {
      night.world.at(ms(at), () => server.break({ kind: 'slow', takesMs: 20_000 }));
      night.world.at(ms(at) + ms('5 min'), () => server.heal());
    }
    await night.run('2 h');
    night.agent.end();
    const { result } = await replayed(night, shippedWith({ commethod: 'slow_metric = 40' }));
    expect(result.checks).toEqual([{ application: null, tooLate: 0, slow: 2 }]);
  });

  it('stops what the agent of the record let live, once', async () => {
    const night = new RecordedNight(shippedWith({ shellprocess: 'maxcpuprocent = 95' }));
    night.burnAt('20 min', '60 min');
    await night.run('2 h');
    const { result } = await replayed(night, shippedWith({ shellprocess: 'maxcpuprocent = 40' }));
    expect(result.rows).toHaveLength(1);
    expect(result.rows[0]).toMatchObject({
      recorded: undefined,
      replayed: { check: 'limits', plan: 'stop', recovery: { kind: 'not' } },
    });
  });
});
