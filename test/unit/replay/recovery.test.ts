import { expect, it } from 'vitest';
import type { Recovery } from '../../../src/core/recording/comparison.js';
import { Recoveries } from '../../../src/simulation/replay/recovery.js';
import { machine, row, sample, STARTED_UNIX_MS } from '../../support/build.js';

it('follows a process that another source shows from now on', () => {
  const recoveries = new Recoveries();
  const told: Recovery[] = [];
  const { pid, startedAt, name } = row();
  recoveries.watchProcess({
    beganMs: 0,
    target: { pid, startedAt: `${startedAt.slice(0, -1)}7`, name },
    limits: { maxCpuPercent: 90, maxMemoryPercent: 99 },
    cpuWindowMs: 5_000,
    cpuBasis: 'core',
    tell: (recovery) => void told.push(recovery),
  });
  for (let second = 10; second <= 130; second += 10) {
    const at = { monotonicMs: second * 1_000, wallMs: STARTED_UNIX_MS + second * 1_000 };
    const taken = sample([row()], second * 1_000);
    recoveries.sampled(
      { kind: 'sample', image: 'dllhost.exe', slotMs: 0, beganMs: 0, at, sample: taken },
      machine(),
    );
  }
  expect(told).toMatchObject([{ kind: 'recovered' }]);
});
