/** Windows that were ended early are forgotten when they are over anyway, in memory as on disk. */
import { expect, it, vi } from 'vitest';
import type * as Pauses from '../../../src/core/acting/pause.js';

const seen = vi.hoisted(() => [] as number[]);
vi.mock('../../../src/core/acting/pause.js', async (original) => {
  const all = await original<typeof Pauses>();
  const windowPauses: typeof all.windowPauses = (open, skipped, now) => {
    seen.push(skipped.length);
    return all.windowPauses(open, skipped, now);
  };
  return { ...all, windowPauses };
});

it('a window that is ended every night for a year leaves one entry', async () => {
  // Another file of this worker may have loaded it without the mock.
  vi.resetModules();
  const { PauseKeeper } = await import('../../../src/agent/acting/pause-keeper.js');
  const DAY = 86_400_000;
  let nowMs = 0;
  const wallMs = () => Date.UTC(2026, 10, 25) + nowMs;
  const keeper = new PauseKeeper({
    clock: { monotonicMs: () => nowMs, wallMs, sleep: () => Promise.resolve() },
    pauseStore: {
      load: () => Promise.resolve({ kind: 'absent' }),
      save: () => Promise.resolve({ written: Promise.resolve(true) }),
    },
    journal: () => undefined,
    openWindows: (at) => [
      { application: undefined, withCalls: false, beganUnixMs: at, endsUnixMs: at + 3_600_000 },
    ],
  });
  for (let night = 0; night < 365; night++) {
    keeper.tick();
    keeper.endAll();
    nowMs += DAY;
  }
  expect(Math.max(...seen)).toBe(1);
});
