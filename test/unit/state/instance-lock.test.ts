import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockInstance } from '../../../src/adapters/state/instance-lock.js';
import { standingClock } from '../../support/standing-clock.js';

it('an agent that is to end does not wait for a lock that cannot be read', async () => {
  // A file in place of the state folder, on a clock on which no wait ever ends by itself.
  const stateDir = join(mkdtempSync(join(tmpdir(), 'comwatch-lock-')), 'state');
  writeFileSync(stateDir, '');
  const ending = new AbortController();
  const locking = lockInstance(stateDir, { clock: standingClock(), signal: ending.signal });
  ending.abort();
  const answer = await locking;
  expect(answer).toMatchObject({ kind: 'unlocked', reason: { kind: 'lock-not-taken' } });
  if (answer.kind !== 'taken') await answer.lock.release();
});
