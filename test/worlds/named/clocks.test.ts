import { describe, expect, it } from 'vitest';
import type { Neighbour } from '../../../src/simulation/world.js';
import { ms, Night } from '../engine/night.js';

/** A neighbour that is over its limit whenever it runs, and that its clients restart at once. */
function noisyNeighbour(night: Night): Neighbour {
  return night.world.addNeighbour({ cpu: () => (nowMs) => nowMs * 0.8, returnsInMs: 1_000 });
}

async function untilBraked(night: Night): Promise<void> {
  for (let step = 0; step < 60 && night.events('brake-on').length === 0; step++) {
    await night.run('15 s');
  }
  expect(night.events('brake-on')).toHaveLength(1);
}

describe('the brake', () => {
  it('is not released because the wall clock was set forward', async () => {
    const night = new Night();
    noisyNeighbour(night);
    await untilBraked(night);
    const stops = night.account.stops.length;
    night.setWallBy('2 h');
    await night.run('8 min');
    expect(night.account.stops).toHaveLength(stops);
  });

  it('is on no longer because the wall clock was set back', async () => {
    const night = new Night();
    noisyNeighbour(night);
    await untilBraked(night);
    const stops = night.account.stops.length;
    night.setWallBy('-1 h');
    await night.run('11 min');
    expect(night.account.stops.length).toBeGreaterThan(stops);
  });

  it('does not believe a hold of ten years that stands in its file', async () => {
    const night = new Night();
    const { disk, time } = night.world;
    const years = 10 * 365 * ms('24 h');
    const untilMs = time.wallMs() + years;
    const entry = { attempts: [], hold: { untilMs, lengthMs: years } };
    disk.files.set('brake.json', JSON.stringify({ 'dllhost.exe': entry }));
    noisyNeighbour(night);
    await night.run('25 h');
    expect(night.account.stops.length).toBeGreaterThan(0);
  });

  it('holds for one window when its file cannot be read, then releases', async () => {
    const night = new Night();
    night.world.disk.files.set('brake.json', 'not JSON');
    noisyNeighbour(night);
    await night.run('9 min');
    expect(night.account.stops).toEqual([]);
    await night.run('3 min');
    expect(night.account.stops.length).toBeGreaterThan(0);
  });

  it('and a pause are known to the next agent when the disk was full only while they began', async () => {
    const night = new Night();
    noisyNeighbour(night);
    night.world.disk.isFull = true;
    await untilBraked(night);
    const asked = { kind: 'pause', forMs: ms('1 h'), why: 'обновление', withCalls: false } as const;
    expect(night.agent.controls?.steer(asked).kind).toBe('paused');
    await night.run('1 min');
    night.world.disk.isFull = false;
    await night.run('10 s');
    const stops = night.account.stops.length;
    night.agent.restart();
    await night.run('1 min');
    expect(night.world.disk.files.get('brake.json')).toContain('"hold"');
    expect(night.agent.controls?.steer({ kind: 'resume' }).kind).toBe('resumed');
    await night.run('1 min');
    expect(night.account.stops).toHaveLength(stops);
  });

  it('works from memory while the disk is full', async () => {
    const night = new Night();
    night.world.disk.isFull = true;
    noisyNeighbour(night);
    await night.run('9 min');
    expect(night.account.stops).toHaveLength(5);
  });
});
