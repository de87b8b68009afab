import { expect, it } from 'vitest';
import { HangingCalls, MOST_HANGING } from '../../../src/agent/com/hanging-calls.js';
import { targetKey } from '../../../src/core/observing/identity.js';
import { target, watched } from '../../support/build.js';

const byCim = target();
const byNet = target({ startedAt: `${byCim.startedAt.slice(0, -1)}7` });

it.each([
  ['the same process by another source', byNet, true],
  ['its successor', target({ pid: 5 }), false],
])('an agent goes on resting: %s', (_, present, isResting) => {
  const hanging = new HangingCalls({ known: () => undefined }, () => [
    watched({ target: present }),
  ]);
  hanging.restore({ count: MOST_HANGING, processes: [targetKey(byCim)], lastCallMs: 0 });
  expect(hanging.isResting).toBe(isResting);
});
