import { describe, expect, it } from 'vitest';
import { runLoop } from '../../../src/agent/loop.js';
import type { Clock } from '../../../src/ports.js';

/** A clock that advances only when something sleeps or works. */
function handClock() {
  const clock = { now: 0, wallOffset: 0 };
  const port: Clock = {
    monotonicMs: () => clock.now,
    wallMs: () => clock.now + clock.wallOffset,
    sleep: (ms) => {
      clock.now += ms;
      return Promise.resolve();
    },
  };
  return { clock, port };
}

async function run(work: number[], during?: (pass: number, clock: { wallOffset: number }) => void) {
  const { clock, port } = handClock();
  const stop = new AbortController();
  const starts: number[] = [];
  const said: string[] = [];
  let running = 0;
  await runLoop(
    port,
    {
      pass: async () => {
        expect(running++).toBe(0);
        starts.push(clock.now);
        during?.(starts.length, clock);
        clock.now += work[starts.length - 1] ?? 0;
        await Promise.resolve();
        running--;
        if (starts.length > work.length) stop.abort();
      },
      missed: (slots) => said.push(`missed ${slots}`),
      broken: (why) => said.push(why),
      delayMs: () => 100,
    },
    stop.signal,
  );
  return { starts, said };
}

describe('the loop', () => {
  it('keeps to its slots and never runs two passes at once', async () => {
    expect(await run([10, 90, 0])).toEqual({ starts: [0, 100, 200, 300], said: [] });
  });

  it('skips the slots a slow pass ran over and says how many', async () => {
    expect(await run([10, 350, 10])).toEqual({ starts: [0, 100, 500, 600], said: ['missed 3'] });
  });

  it('does not take a slow pass for a jump of the clock', async () => {
    expect((await run([60_000])).said).toEqual(['missed 599']);
  });
});

describe('the loop, when time jumps between two passes', () => {
  const jumpingSleep = (jump: (clock: { now: number; wall: number }) => void) => {
    const clock = { now: 0, wall: 0 };
    const port: Clock = {
      monotonicMs: () => clock.now,
      wallMs: () => clock.wall,
      sleep: (ms) => {
        clock.now += ms;
        clock.wall += ms;
        jump(clock);
        return Promise.resolve();
      },
    };
    return port;
  };

  it.each([
    ['clock-set', (clock: { wall: number }) => void (clock.wall += 3_600_000)],
    [
      'pause',
      (clock: { now: number; wall: number }) =>
        void ((clock.now += 3_600_000), (clock.wall += 3_600_000)),
    ],
  ] as const)('says so before the next pass: %s', async (why, jump) => {
    const stop = new AbortController();
    const said: string[] = [];
    await runLoop(
      jumpingSleep(jump),
      {
        pass: () => {
          said.push('pass');
          if (said.length > 2) stop.abort();
          return Promise.resolve();
        },
        missed: () => undefined,
        broken: (reason) => said.push(reason),
        delayMs: () => 100,
      },
      stop.signal,
    );
    expect(said.slice(0, 3)).toEqual(['pass', why, 'pass']);
  });
});
