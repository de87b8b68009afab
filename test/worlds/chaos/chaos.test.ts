import { describe, expect, it } from 'vitest';
import { play } from './play.js';
import { drawPlot } from './plot.js';
import { shorten } from './shorten.js';

const TICKS = 100_000;
const WORLD_MS = 100 * 60_000;

describe('the agent in worlds drawn from seeds', () => {
  it('stops nothing without a reason that the reference confirms, and reports everything to its end', async () => {
    let ticks = 0;
    for (let seed = 1; ticks < TICKS; seed++) {
      const plot = drawPlot(seed, WORLD_MS);
      const played = await play(plot);
      ticks += played.tally.ticks;
      if (!played.violation) continue;
      const { played: shortest } = await shorten(plot, played);
      const { violation, tick, story } = shortest;
      expect.fail([`seed ${seed}, tick ${tick}: ${violation?.what ?? ''}`, ...story].join('\n'));
    }
    expect(ticks).toBeGreaterThanOrEqual(TICKS);
  }, 120_000);
});
