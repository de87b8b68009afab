import { describe, expect, it } from 'vitest';
import { Night } from './night.js';

describe('moved time', () => {
  it('begins with its first moment, also when it is asked at a message of another process', async () => {
    const firstSampleMs = await new Promise<number | undefined>((resolve, reject) => {
      process.nextTick(() => {
        const night = new Night();
        night.world.addServer();
        night.run('1 min').then(() => resolve(night.events('target-seen')[0]?.atMs), reject);
      });
    });
    expect(firstSampleMs).toBe(0);
  });
});
