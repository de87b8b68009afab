import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { connectEdge } from '../../../src/adapters/com/edge-connection.js';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { HostProcess } from '../../../src/adapters/com/host-process.js';
import { watchTransaction } from '../../../src/adapters/com/transaction/watch.js';
import { SCRIPTED_HOST } from '../../support/paths.js';
import { transactionOf } from '../../support/transaction.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const rules = {
  activationTimeoutMs: 2_000,
  witerezultMs: 300,
  expect: { kind: 'any' },
  refusePattern: undefined,
  keepPending: false,
  redact: (text: string) => text,
} as const;

const openHost = () =>
  new HostProcess(
    {
      connect: connectEdge({ script: SCRIPTED_HOST, assemblyFile: '', typeName: '', env: {} }),
      startDeadlineMs: 60_000,
    },
    systemClock,
  );

describe('a transaction that has ended', () => {
  it('is not kept by the process that made it', async () => {
    const host = openHost();
    expect(await host.ready).toMatchObject({ ok: true });
    const answers: WeakRef<object>[] = [];
    for (let id = 1; id <= 20; id++) {
      const transaction = transactionOf('ok');
      const course = watchTransaction(host, { id, transaction, rules, clock: systemClock });
      answers.push(new WeakRef(course.answer));
      await course.end;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
    // The last one is the value of a variable of this function.
    expect(answers.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(1);
    host.kill();
    await host.gone;
  });

  it('learns of the end of its process, also when that came first', async () => {
    const host = openHost();
    expect(await host.ready).toMatchObject({ ok: true });
    host.kill();
    await host.gone;
    const transaction = transactionOf('ok');
    const course = watchTransaction(host, { id: 1, transaction, rules, clock: systemClock });
    expect(await course.answer).toMatchObject({ kind: 'unavailable' });
    expect(await course.end).toMatchObject({ reusable: false });
  });
});

describe('a LogOut that is late', () => {
  it('is cancelled softly, so that its session is still closed, before its process is ended', async () => {
    const host = openHost();
    expect(await host.ready).toMatchObject({ ok: true });
    const course = watchTransaction(host, {
      id: 1,
      transaction: transactionOf('log-out=hang-until-cancel'),
      rules,
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
