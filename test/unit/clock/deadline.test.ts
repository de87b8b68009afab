import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { underEither } from '../../../src/adapters/clock/deadline.js';

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });

describe('work under either of two signals', () => {
  it.each([0, 1])('ends with signal %s, before or while it runs', async (which) => {
    const both = [new AbortController(), new AbortController()] as const;
    const [one, other] = [both[0].signal, both[1].signal];
    const running = underEither(one, other, untilAborted);
    both[which]?.abort();
    expect(await running).toBe('aborted');
    expect(await underEither(one, other, untilAborted)).toBe('aborted');
  });

  it('leaves nothing in a signal that is never aborted, whether it succeeds or fails', async () => {
    const [one, other] = [new AbortController().signal, new AbortController().signal];
    expect(await underEither(one, other, () => Promise.resolve('done'))).toBe('done');
    const failing = underEither(one, other, () => Promise.reject(new Error('failed')));
    await expect(failing).rejects.toThrow('failed');
    for (const each of [one, other]) expect(getEventListeners(each, 'abort')).toEqual([]);
  });
});
