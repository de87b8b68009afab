import { expect, it } from 'vitest';
import { compare, type Choice } from '../../../../src/core/recording/comparison.js';
import { target } from '../../../support/build.js';

const byCim = target();
const byNet = target({ startedAt: `${byCim.startedAt.slice(0, -1)}7` });
const choice = (atUnixMs: number, changes: Partial<Choice> = {}): Choice => ({
  atUnixMs,
  check: 'limits',
  application: null,
  target: byCim,
  plan: 'stop',
  why: [],
  figures: { cpuPercent: 99, memoryPercent: 1, workingSetBytes: 1 },
  outcome: undefined,
  recovery: { kind: 'unknown' },
  ...changes,
});

it('joins what two sources show of one process into one row', () => {
  const recorded = choice(1);
  const replayed = choice(2, { target: byNet });
  expect(compare([recorded], [replayed])).toEqual([{ recorded, replayed }]);
});

it('has a row for each check, the first choice of it, in the order of their times', () => {
  const com = choice(1, { check: 'com' });
  const first = choice(2);
  const other = choice(3, { target: target({ pid: 5 }) });
  expect(compare([first, choice(9)], [other, com])).toEqual([
    { recorded: undefined, replayed: com },
    { recorded: first, replayed: undefined },
    { recorded: undefined, replayed: other },
  ]);
});
