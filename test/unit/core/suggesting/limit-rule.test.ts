import { describe, expect, it } from 'vitest';
import { Excursions } from '../../../../src/core/suggesting/excursions.js';
import { chooseLimit, sustainFor } from '../../../../src/core/suggesting/limit-rule.js';
import { target } from '../../../support/build.js';

const LADDER = [5, 10, 20, 30, 40, 50, 60, 80, 100];
const RULES = { spacingMs: 1_000, overUsual: 2, headroom: 0, least: 5 };
const HOUR_S = 3_600;

type Load = (second: number) => number;

/** Readings every second of consecutive processes, each for the given time. */
function readings(loads: readonly Load[], seconds = 6 * HOUR_S): Excursions {
  const made = new Excursions(LADDER);
  for (const [index, load] of loads.entries()) {
    const target = { pid: index, startedAt: String(index), name: 'dllhost.exe' };
    for (let second = 0; second < seconds; second++) {
      const atMs = second * 1_000;
      made.take(target, {
        atMs,
        atUnixMs: atMs,
        value: load(second),
        spacingMs: 1_000,
      });
    }
    made.leave(target, 'unseen');
  }
  return made;
}

const idle: Load = () => 2;
/** The given load for the given seconds of every hour. */
const peaks =
  (percent: number, forS: number): Load =>
  (second) =>
    second % HOUR_S >= 600 && second % HOUR_S < 600 + forS ? percent : 2;
const burn =
  (percent: number, fromS: number, untilS: number): Load =>
  (second) =>
    second >= fromS && second < untilS ? percent : 2;

describe('runs above a step', () => {
  it('end where the figure falls below it, with how long they lasted and how high they were', () => {
    const [low, , , top] = readings([peaks(35, 40)]).steps;
    expect(low?.returned).toHaveLength(6);
    expect(low?.returned[0]).toMatchObject({ ms: 40_000, samples: 40, peak: 35, end: 'returned' });
    expect(top?.returned).toHaveLength(6);
    expect(readings([peaks(35, 40)]).steps[4]?.returned).toEqual([]);
  });

  it('say how a process ended that was above it, and whether it always was', () => {
    const made = readings([burn(90, 6 * HOUR_S - 300, 6 * HOUR_S), () => 90]);
    const ends = made.steps[0]?.lasted.map(({ end, isFromStart }) => [end, isFromStart]);
    expect(ends).toEqual([
      ['unseen', false],
      ['unseen', true],
    ]);
  });

  it('a process that comes back from a gap in the record does not begin', () => {
    const made = new Excursions(LADDER);
    const target = { pid: 1, startedAt: '1', name: 'dllhost.exe' };
    const reading = { atMs: 0, atUnixMs: 0, spacingMs: 1_000 };
    made.take(target, { ...reading, value: 1 });
    made.leave(target, 'unseen');
    made.take(target, { ...reading, value: 90 });
    made.leave(target, 'stopped');
    expect(made.steps[0]?.lasted).toMatchObject([{ isFromStart: false, end: 'stopped' }]);
  });

  it('a process that another source shows from now on does not begin', () => {
    const made = new Excursions(LADDER);
    const byCim = target();
    const byNet = target({ startedAt: `${byCim.startedAt.slice(0, -1)}7` });
    const reading = { atMs: 0, atUnixMs: 0, spacingMs: 1_000 };
    made.take(byCim, { ...reading, value: 1 });
    made.take(byNet, { ...reading, value: 90 });
    made.leave(byCim, 'stopped');
    expect(made.steps[0]?.lasted).toMatchObject([{ isFromStart: false, end: 'stopped' }]);
  });

  it('counts what share of the readings lies below a value, without the highest', () => {
    const made = readings([burn(90, 0, 216), idle]);
    expect(made.quantile(0.5)).toBe(2);
    expect(made.quantile(0.999)).toBe(90);
    expect(made.quantile(0.999, 216)).toBe(2);
  });
});

describe('a limit', () => {
  it('lies above the peaks that went back, and below what stayed high', () => {
    const chosen = chooseLimit(readings([peaks(38, 40), burn(90, 7_000, 9_000)]), RULES);
    expect(chosen).toMatchObject({ above: 40, sustain: { needed: 4, of: 5 } });
    expect(chosen?.found).toHaveLength(1);
    expect(chosen?.peak).toMatchObject({ peak: 38, ms: 40_000 });
  });

  it('lies below the peaks where what stayed high is no higher, and waits longer than they last', () => {
    const chosen = chooseLimit(readings([peaks(45, 40), burn(38, 7_000, 9_000)]), RULES);
    expect(chosen?.above).toBeLessThan(38);
    expect(chosen?.sustain.needed).toBeGreaterThan(40);
    expect(chosen?.found).toHaveLength(1);
  });

  it('leaves alone what is so all the time, and what comes back every day', () => {
    expect(chooseLimit(readings([() => 25, idle]), RULES)?.above).toBeGreaterThanOrEqual(30);
    const habit: Load = (second) => (second % (2 * HOUR_S) < 700 && second > 700 ? 55 : 2);
    const chosen = chooseLimit(readings([habit, idle, idle, idle]), RULES);
    expect(chosen).toMatchObject({ above: 60, burns: [] });
  });

  it('gives way to another one when a replay disproves it', () => {
    const record = readings([peaks(38, 40), burn(90, 7_000, 9_000)]);
    const first = chooseLimit(record, RULES);
    const next = chooseLimit(record, RULES, (above) => above === first?.above);
    expect(next?.above).toBe(50);
  });

  it('is none where nothing separates', () => {
    const always = readings([() => 99, () => 101]);
    expect(chooseLimit(always, RULES)).toBeUndefined();
  });
});

describe('sustain', () => {
  it.each([
    [0, 1_000, 4, 5],
    [0, 30_000, 3, 4],
    [0, 120_000, 2, 3],
    [40, 1_000, 61, 76],
  ])('after %i samples of %i ms: %i of %i', (longest, spacingMs, needed, of) => {
    expect(sustainFor(longest, spacingMs)).toEqual({ needed, of });
  });
});
