/** The real probe process: a failed start is an answer, and never ends the agent. */
import { afterEach, describe, expect, it } from 'vitest';
import { openProbe } from '../../support/probes.js';
import { SCRIPTED_HOST } from '../../support/paths.js';
import { transactionOf } from '../../support/transaction.js';

const signal = new AbortController().signal;
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
process.on('unhandledRejection', note);
afterEach(() => expect(unhandled.splice(0)).toEqual([]));

/** More than the system allows: fork throws E2BIG, as it throws ENOMEM, instead of emitting an error event. */
const TOO_BIG = 'x'.repeat(4 * 2 ** 20);

function openScripted(env: Record<string, string>) {
  const host = { script: SCRIPTED_HOST, assemblyFile: '', typeName: '' };
  return openProbe(transactionOf('ok'), {}, { host: { ...host, env } });
}

describe('a probe whose process cannot be started', () => {
  it('is unavailable with the reason, time after time, and works when it can be started again', async () => {
    const env: Record<string, string> = { COMWATCH_TEST: TOO_BIG };
    const { runner } = openScripted(env);
    for (let turn = 0; turn < 3; turn++) {
      expect(await runner.probe({}, signal)).toEqual({
        kind: 'unavailable',
        reason: {
          kind: 'child-fault',
          cause: {
            kind: 'foreign',
            text: expect.stringMatching(/spawn|E2BIG|ENAMETOOLONG/) as string,
          },
        },
      });
    }
    delete env['COMWATCH_TEST'];
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
  });

  it('stays on its feet when the process that replaces another one cannot be started', async () => {
    const env: Record<string, string> = {};
    const { runner } = openScripted(env);
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
    env['COMWATCH_TEST'] = TOO_BIG;
    process.kill(runner.pids[0] ?? 0, 'SIGKILL');
    await expect.poll(() => runner.pids).toEqual([]);
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'unavailable' });
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'unavailable' });
  });
});

describe('the process that replaces one in which a call hangs', () => {
  const hanging = async () => {
    const host = { script: SCRIPTED_HOST, assemblyFile: '', typeName: '' };
    const transaction = transactionOf('authorize=hang-until-cancel');
    const { runner } = openProbe(transaction, { witerezultMs: 200 }, { host });
    const answer = await runner.probe({ keepPending: true }, signal);
    expect(answer).toMatchObject({ kind: 'failed' });
    return runner;
  };

  // Creating a process holds up the agent, which has a host to stop now.
  it('is started some time after the answer', async () => {
    const runner = await hanging();
    expect(runner.pids).toHaveLength(1);
    await expect.poll(() => runner.pids.length, { timeout: 10_000 }).toBe(2);
  });

  it('is started at once for the next transaction', async () => {
    const runner = await hanging();
    void runner.probe({ keepPending: true }, signal);
    await new Promise(setImmediate);
    expect(runner.pids).toHaveLength(2);
  });
});
