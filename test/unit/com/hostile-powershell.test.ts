/**
 * The border to a PowerShell in the place of edge-js: whatever it sends, the agent gets one answer and another process.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { ProbeAnswer } from '../../../src/core/judging/probe-result.js';
import { reasonText } from '../../../src/texts/reason.js';
import { SCRIPTED_POWERSHELL } from '../../support/paths.js';
import { openProbe } from '../../support/probes.js';
import { until } from '../../support/shells.js';
import { transactionOf } from '../../support/transaction.js';

const signal = new AbortController().signal;
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
process.on('unhandledRejection', note);
process.on('uncaughtException', note);
afterEach(() => expect(unhandled.splice(0)).toEqual([]));

function openScripted(behaviour: string, environment: Record<string, string> = {}) {
  return openProbe(
    transactionOf(behaviour),
    {},
    {
      bridge: 'powershell',
      powershell: {
        executable: SCRIPTED_POWERSHELL,
        environment: { ...process.env, ...environment },
        substitute: undefined,
      },
    },
  );
}

function reasonOf(answer: ProbeAnswer) {
  if (answer.kind !== 'unavailable') throw new Error(JSON.stringify(answer));
  return answer.reason;
}

const answer = (text: string) => `say <nonce> {"kind":"answer","id":<id>,"answer":${text}}`;

describe('a PowerShell that keeps to the agreed form', () => {
  it('is tried again and again', async () => {
    const { runner } = openScripted('ok');
    for (let turn = 0; turn < 3; turn++) {
      expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
    }
    expect(runner.pids).toHaveLength(1);
    expect(runner.described).toEqual({ bridge: 'powershell', framework: 'none', bits: 64 });
  });

  it('may print anything: only lines with its nonce count', async () => {
    const { runner } = openScripted('print');
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
  });
});

describe('a PowerShell that does not', () => {
  it.each<[string, string, string]>([
    ['bytes that are no JSON', 'say <nonce> ]', 'json'],
    ['null', 'say <nonce> null', 'message'],
    ['an unknown kind', 'say <nonce> {"kind":"stage","id":1}', 'kind'],
    ['listening once more', 'say <nonce> {"kind":"listening","pid":7}', 'kind'],
    ['an id that is a text', 'say <nonce> {"kind":"answer","id":"1","answer":{}}', 'id'],
    ['an answer to no question', 'say <nonce> {"kind":"answer","id":77,"answer":{}}', 'id'],
    ['no answer', 'say <nonce> {"kind":"answer","id":<id>}', 'answer'],
    ['an answer that is null', answer('null'), 'answer'],
    ['an answer that is neither', answer('{"ms":1}'), 'ok'],
    ['a time that is a text', answer('{"ok":true,"ms":"1"}'), 'ms'],
    ['a session that is a text', answer('{"ok":true,"ms":1,"hasSession":"yes"}'), 'hasSession'],
    [
      'a failure without a message',
      answer('{"ok":false,"ms":1,"type":"T","hresult":1}'),
      'message',
    ],
    [
      'a code beyond 32 bits',
      answer('{"ok":false,"ms":1,"type":"T","hresult":1e12,"message":""}'),
      'hresult',
    ],
    ['an answer twice', 'twice', 'id'],
    ['a line without end', 'endless-line', 'size'],
  ])('by %s is unavailable, killed and replaced', async (_what, behaviour, field) => {
    const { runner } = openScripted(behaviour);
    await until(() => runner.pids.length === 1);
    const [pid] = runner.pids;
    expect(reasonOf(await runner.probe({}, signal))).toEqual({
      kind: 'child-answer-invalid',
      field,
    });
    await until(() => !runner.pids.includes(pid!) && runner.pids.length === 1);
  });

  it.each<[string, Record<string, string>, string]>([
    ['an answer before it listens', start('{"kind":"answer","id":1,"answer":{}}'), 'kind'],
    ['a PID that is a text', start('{"kind":"listening","pid":"7"}'), 'pid'],
    ['bits that no process has', describing('{"framework":"x","bits":48}'), 'bits'],
    ['a framework that is a list', describing('{"framework":[],"bits":64}'), 'framework'],
    ['no description', describing('null'), 'answer'],
  ])('at its start, by %s, is unavailable', async (_what, environment, field) => {
    const { runner } = openScripted('ok', environment);
    expect(reasonOf(await runner.probe({}, signal))).toEqual({
      kind: 'child-answer-invalid',
      field,
    });
  });

  it('keeps its nonce: what another line says is no answer', async () => {
    const { runner } = openScripted('say 0011223344556677 {"kind":"answer","id":<id>}');
    const given = await runner.probe({}, signal);
    expect(given).toMatchObject({
      kind: 'failed',
      failure: { failureClass: 'activation', detail: { kind: 'no-answer' } },
    });
  });
});

describe('a PowerShell that does not start', () => {
  it('because something forbids it is unavailable, with what it says', async () => {
    const { runner } = openScripted('ok', { COMWATCH_TEST_START: 'exit' });
    const reason = reasonOf(await runner.probe({}, signal));
    expect(reason).toMatchObject({ kind: 'child-ended', how: { kind: 'code', code: 1 } });
    expect(reasonText(reason, 'en')).toContain('A policy forbids it.');
  });

  it('because it is not there is unavailable', async () => {
    const { runner } = openProbe(
      transactionOf('ok'),
      {},
      { bridge: 'powershell', powershell: { executable: '/nowhere/pwsh' } },
    );
    expect(reasonOf(await runner.probe({}, signal))).toMatchObject({
      kind: 'child-ended',
      how: { kind: 'not-started' },
    });
  });

  it('because none is found is unavailable', async () => {
    const { runner } = openProbe(
      transactionOf('ok'),
      {},
      { bridge: 'powershell', powershell: undefined },
    );
    expect(reasonText(reasonOf(await runner.probe({}, signal)), 'en')).toBe('no PowerShell found');
  });
});

function start(json: string) {
  return { COMWATCH_TEST_START: `say <nonce> ${json}` };
}

function describing(json: string) {
  return { COMWATCH_TEST_DESCRIBE: json };
}
