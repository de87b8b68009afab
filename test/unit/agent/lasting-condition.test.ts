import { expect, it } from 'vitest';
import { LastingCondition } from '../../../src/agent/telling/lasting-condition.js';
import type { Notice } from '../../../src/core/telling/notice.js';

it('a condition that ends and comes back soon is mailed anew: no notice of it has the id of another', () => {
  const notices: Notice[] = [];
  const condition = new LastingCondition('sampling', {
    journal: () => undefined,
    notify: (notice) => {
      notices.push(notice);
      return Promise.resolve();
    },
    hostName: 'SRV01',
  });
  const at = (second: number) => ({ monotonicMs: second * 1_000, wallMs: 1_764_000_000_000 });
  const failsFor = (from: number, seconds: number) => {
    for (let second = from; second <= from + seconds; second += 10) {
      condition.fails({ kind: 'shell-silent' }, at(second));
    }
  };
  failsFor(0, 90);
  condition.works(at(100));
  failsFor(120, 90);
  condition.works(at(400));
  const states = notices.map((each) => each.kind === 'trouble' && each.state);
  expect(states).toEqual(['failing', 'over', 'failing', 'over']);
  expect(new Set(notices.map(({ id }) => id)).size).toBe(4);
});
