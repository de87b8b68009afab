/** Nights that the agent records are replayed: the same core decides the same, and another configuration differently. */
import { describe, expect, it } from 'vitest';
import { RecordDecoder } from '../../../src/core/recording/decode.js';
import { RecordEncoder } from '../../../src/core/recording/encode.js';
import type { RecordEntry } from '../../../src/core/recording/entry.js';
import type { ReplayResult } from '../../../src/core/recording/comparison.js';
import { busyBetween, growing, together, steadily } from '../../../src/simulation/load.js';
import { Replay } from '../../../src/simulation/replay/play-record.js';
import { Night, ms } from '../engine/night.js';
import { configOf, shipped, shippedWith } from '../engine/settings.js';

/** A night, and what its agent recorded: as lines of a file, read again. */
class RecordedNight extends Night {
  readonly entries: RecordEntry[] = [];
  readonly #encoder = new RecordEncoder();
  readonly #decoder = new RecordDecoder();

  constructor(ini = shipped) {
    super(ini);
    this.agent.record = (entry) => {
      for (const line of this.#encoder.encode(entry)) {
        const read = this.#decoder.decode(line);
        if (read) this.entries.push(read);
      }
    };
  }
}

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

/** Everything that was decided and done, with its time. */
const decisions = (entries: readonly RecordEntry[]) =>
  entries
    .filter(({ kind }) => ['decision', 'no-action', 'deed', 'brake', 'pause'].includes(kind))
    .map((entry) => ({
      ...entry,
      at: entry.at.monotonicMs,
      ...('beganMs' in entry && { beganMs: Math.round(entry.beganMs * 1_000) / 1_000 }),
    }));

function burnAt(night: Night, at: string, forMs: string, percent = 90) {
  const fromMs = ms(at);
  night.world.addNeighbour({
    cpu: () => together(steadily(1), busyBetween(fromMs, fromMs + ms(forMs), percent)),
  });
}

describe('a replay with the configuration of the record', () => {
  it.each([
    [
      'of processes over their limits',
      '',
      (night: Night) => {
        burnAt(night, '5 min', '20 min');
        burnAt(night, '11 min', '20 s');
      },
    ],
    [
      'of a server that hangs beside busy neighbours',
      '',
      (night: Night) => {
        const server = night.world.addServer({ progid: 'meAppServer.AppServer', hosts: 2 });
        night.busyNeighbours(3, 15, '40 s', '4 min');
        night.world.at(ms('20 min'), () => server.break({ kind: 'hangs' }));
        night.world.at(ms('70 min'), () => server.break({ kind: 'errs', text: 'ошибка' }));
      },
    ],
    [
      'of a server whose memory grows until it hangs',
      '',
      (night: Night) => {
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
      (night: Night) => {
        const server = night.world.addServer({ progid: 'meAppServer.AppServer' });
        burnAt(night, '50 min', '20 min');
        night.world.at(ms('20 min'), () => server.break({ kind: 'hangs' }));
        for (const at of ['21 min', '26 min', '50 min', '51 min']) {
          night.world.at(ms(at), () => night.agent.restart());
        }
      },
    ],
    [
      'of an agent that only observes, and of a clock that is set',
      'mode = observe',
      (night: Night) => {
        night.world.addServer({ progid: 'meAppServer.AppServer' });
        burnAt(night, '5 min', '20 min');
        burnAt(night, '40 min', '5 min');
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

  it('begins anywhere in the record, with what held there', async () => {
    const night = new RecordedNight();
    burnAt(night, '30 min', '20 min');
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
    burnAt(night, '5 min', '10 s');
    burnAt(night, '20 min', '30 min');
    burnAt(night, '60 min', '15 s');
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

  it('stops what the agent of the record let live, once', async () => {
    const night = new RecordedNight(shippedWith({ shellprocess: 'maxcpuprocent = 95' }));
    burnAt(night, '20 min', '60 min');
    await night.run('2 h');
    const { result } = await replayed(night, shippedWith({ shellprocess: 'maxcpuprocent = 40' }));
    expect(result.rows).toHaveLength(1);
    expect(result.rows[0]).toMatchObject({
      recorded: undefined,
      replayed: { check: 'limits', plan: 'stop', recovery: { kind: 'not' } },
    });
  });
});
