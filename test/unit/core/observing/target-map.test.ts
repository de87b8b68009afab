import { expect, it } from 'vitest';
import { TargetMap } from '../../../../src/core/observing/target-map.js';
import { fileTime, STARTED_UNIX_MS, target } from '../../../support/build.js';

const byCim = target();
const byNet = target({ startedAt: `${byCim.startedAt.slice(0, -1)}7` });
const successor = target({ startedAt: fileTime(STARTED_UNIX_MS + 60_000) });

it('has one value for a process that two sources show', () => {
  const map = new TargetMap<string>();
  map.set(byCim, 'first');
  expect([map.get(byNet), map.has(byNet)]).toEqual(['first', true]);
  map.set(byNet, 'second');
  expect(map.entries()).toEqual([[byNet, 'second']]);
  map.delete(byCim);
  expect([map.get(byNet), map.values()]).toEqual([undefined, []]);
});

it('has another value for the next process of the same PID', () => {
  const map = new TargetMap<string>();
  map.set(byCim, 'first');
  map.set(successor, 'next');
  expect([map.get(byNet), map.get(successor)]).toEqual(['first', 'next']);
  map.delete(successor);
  expect([map.get(byNet), map.has(successor)]).toEqual(['first', false]);
});
