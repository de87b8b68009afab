import { describe, expect, it } from 'vitest';
import { connectEdge } from '../../../src/adapters/com/edge-connection.js';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { HostProcess } from '../../../src/adapters/com/host-process.js';
import { watchTransaction } from '../../../src/adapters/com/transaction/watch.js';
import { SCRIPTED_HOST } from '../../support/paths.js';
import { transactionOf } from '../../support/transaction.js';

describe('a LogOut that is late', () => {
  it('is cancelled softly, so that its session is still closed, before its process is ended', async () => {
    const host = new HostProcess(
      {
        connect: connectEdge({ script: SCRIPTED_HOST, assemblyFile: '', typeName: '', env: {} }),
        startDeadlineMs: 60_000,
      },
      systemClock,
    );
    expect(await host.ready).toMatchObject({ ok: true });
    const course = watchTransaction(host, {
      id: 1,
      transaction: transactionOf('log-out=hang-until-cancel'),
      rules: {
        activationTimeoutMs: 2_000,
        witerezultMs: 300,
        expect: { kind: 'any' },
        refusePattern: undefined,
        keepPending: false,
        redact: (text) => text,
      },
      clock: systemClock,
    });
    expect(await course.answer).toMatchObject({
      kind: 'ok',
      logOutFault: { kind: 'no-answer', afterMs: 300 },
    });
    expect(await course.end).toEqual({ reusable: false, sessionEnd: 'logged-out' });
    expect(await host.gone).toMatchObject({ how: { kind: 'signal', signal: 'SIGKILL' } });
  });
});
