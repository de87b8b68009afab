/** The border to the probe's process: whatever it sends, the agent gets one answer and another process. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/adapters/com/read-message.js';
import { redactor } from '../../../src/config/redact.js';
import type { ProbeAnswer, Redact } from '../../../src/core/judging/probe-result.js';
import { reasonText } from '../../../src/texts/reason.js';
import { SCRIPTED_HOST } from '../../support/paths.js';
import { openProbe } from '../../support/probes.js';
import { until } from '../../support/shells.js';
import { transactionOf } from '../../support/transaction.js';

const signal = new AbortController().signal;
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
process.on('unhandledRejection', note);
process.on('uncaughtException', note);
afterEach(() => expect(unhandled.splice(0)).toEqual([]));

function openScripted(
  behaviour: string,
  env: Record<string, string> = {},
  startDeadlineMs = 10_000,
  redact?: Redact,
) {
  const host = { script: SCRIPTED_HOST, assemblyFile: '', typeName: '', env };
  const options = { host, startDeadlineMs, ...(redact && { redact }) };
  return openProbe(transactionOf(behaviour), {}, options);
}

function reasonOf(answer: ProbeAnswer) {
  if (answer.kind !== 'unavailable') throw new Error(JSON.stringify(answer));
  return answer.reason;
}

const stage = (name: string) =>
  JSON.stringify({ kind: 'stage', id: 0, stage: name }).replace(':0', ':<id>');
const ended = (answer: string, name = 'activate') =>
  `{"kind":"ended","id":<id>,"stage":"${name}","answer":${answer}}`;
const begun = (answer: string) => `${stage('activate')}\n${ended(answer)}`;

describe('a process that does not keep to the agreed form', () => {
  it.each<[string, string, string]>([
    ['bytes that are no JSON', 'say hex 00fffe8041420a', 'json'],
    ['half a line of JSON', 'say {"kind":', 'json'],
    ['null', 'say null', 'message'],
    ['a list', 'say []', 'message'],
    ['a number', 'say 17', 'message'],
    ['a message without a kind', 'say {}', 'kind'],
    ['an unknown kind', 'say {"kind":"__proto__","id":<id>}', 'kind'],
    ['ended without an answer', 'say {"kind":"ended","id":<id>,"stage":"activate"}', 'answer'],
    ['an answer that is null', `say ${begun('null')}`, 'answer'],
    ['an answer that is a list', `say ${begun('[]')}`, 'answer'],
    ['an answer that is neither', `say ${begun('{"ms":1}')}`, 'ok'],
    ['ok as a text', `say ${begun('{"ok":"true","ms":1}')}`, 'ok'],
    ['a time that is a text', `say ${begun('{"ok":true,"ms":"1"}')}`, 'ms'],
    ['a time that is not a number', `say ${begun('{"ok":true,"ms":null}')}`, 'ms'],
    ['a negative time', `say ${begun('{"ok":true,"ms":-1}')}`, 'ms'],
    ['an infinite time', `say ${begun('{"ok":true,"ms":1e999}')}`, 'ms'],
    [
      'a session that is a text',
      `say ${begun('{"ok":true,"ms":1,"hasSession":"yes"}')}`,
      'hasSession',
    ],
    ['an error that is a number', `say ${begun('{"ok":true,"ms":1,"error":5}')}`, 'error'],
    [
      'a failure without a message',
      `say ${begun('{"ok":false,"ms":1,"type":"T","hresult":1}')}`,
      'message',
    ],
    [
      'a code with decimals',
      `say ${begun('{"ok":false,"ms":1,"type":"T","hresult":1.5,"message":""}')}`,
      'hresult',
    ],
    [
      'a code beyond 32 bits',
      `say ${begun('{"ok":false,"ms":1,"type":"T","hresult":1e12,"message":""}')}`,
      'hresult',
    ],
    ['an unknown stage', `say ${stage('reboot')}`, 'stage'],
    ['a stage out of turn', `say ${stage('log-out')}`, 'stage'],
    ['an answer of a stage that did not begin', `say ${ended('{"ok":true,"ms":1}')}`, 'stage'],
    [
      'an answer twice',
      `say ${begun('{"ok":true,"ms":1}')}\n${ended('{"ok":true,"ms":1}')}`,
      'stage',
    ],
    ['idle before anything was called', 'say {"kind":"idle","id":<id>}', 'kind'],
    ['an answer of another transaction', 'say {"kind":"idle","id":77}', 'id'],
    ['an id that is a text', 'say {"kind":"idle","id":"<id>"}', 'id'],
    ['ready once more', 'say {"kind":"ready","framework":"x","bits":64}', 'kind'],
    ['a line without end', 'endless-line', 'size'],
    ['a flood of messages', 'flood', 'stage'],
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

  it.each<[string, string, string]>([
    ['bytes that are no JSON', 'say ][', 'json'],
    ['a transaction before it is ready', 'say {"kind":"idle","id":1}', 'kind'],
    ['bits that no process has', 'say {"kind":"ready","framework":"x","bits":48}', 'bits'],
    ['a framework that is a list', 'say {"kind":"ready","framework":[],"bits":64}', 'framework'],
    ['a failure without a reason', 'say {"kind":"failed"}', 'reason'],
  ])('at its start, by %s, is unavailable', async (_what, start, field) => {
    const { runner } = openScripted('ok', { COMWATCH_TEST_START: start });
    expect(reasonOf(await runner.probe({}, signal))).toEqual({
      kind: 'child-answer-invalid',
      field,
    });
  });

  it('is replaced between two checks, and the next one works', async () => {
    const { runner, events } = openScripted('late');
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
    await until(() => events.some(({ sentence }) => sentence.kind === 'probe-child-rejected'));
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
  });

  it('may print anything: only its own pipe counts', async () => {
    const { runner } = openScripted('print');
    expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
  });

  it('shows nothing of a text but its cut and cleaned beginning', async () => {
    const message = 'я\\u001b[31m\\u202e'.repeat(5_000);
    const { runner } = openScripted(
      `say ${begun(`{"ok":false,"ms":1,"type":"T","hresult":-2147467259,"message":"${message}"}`)}`,
    );
    const answer = await runner.probe({}, signal);
    if (answer.kind !== 'failed') throw new Error(JSON.stringify(answer).slice(0, 500));
    const { detail } = answer.failure;
    expect(detail.kind === 'foreign' && detail.text.length).toBeLessThanOrEqual(2_000);
    expect(JSON.stringify(detail)).not.toMatch(/\\u001b|\u202e/);
  });
});

describe('a line of the process', () => {
  const anything = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record(
        {
          kind: fc.oneof(
            fc.constantFrom('ready', 'failed', 'stage', 'ended', 'idle'),
            fc.anything(),
          ),
          id: fc.anything(),
          stage: fc.oneof(fc.constantFrom('activate', 'log-out'), fc.anything()),
          answer: fc.record(
            {
              ok: fc.oneof(fc.boolean(), fc.anything()),
              ms: fc.anything(),
              hresult: fc.anything(),
              message: fc.anything(),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      )
      .map((value) => {
        try {
          const text: unknown = JSON.stringify(value);
          return typeof text === 'string' ? text : '';
        } catch {
          return '';
        }
      }),
  );

  it('is a message of the agreed form or names a field, and never throws', () => {
    fc.assert(
      fc.property(anything, (line) => {
        const read = readMessage(line);
        if (!read.ok) expect(reasonText(read.reason, 'ru')).toContain(read.reason.field);
        else if (read.value.kind === 'ended') {
          expect(read.value.answer.ms).toBeGreaterThanOrEqual(0);
          expect(typeof read.value.answer.ok).toBe('boolean');
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the end of the agent', () => {
  it('does not wait for a process that is not ready', async () => {
    const { runner } = openScripted('ok', { COMWATCH_TEST_START: 'hang' }, 60_000);
    const ending = new AbortController();
    const first = runner.probe({}, ending.signal);
    const second = runner.probe({}, ending.signal);
    setTimeout(() => ending.abort(), 100);
    const began = performance.now();
    expect(reasonOf(await first)).toEqual({ kind: 'agent-ending' });
    expect(reasonOf(await second)).toEqual({ kind: 'agent-ending' });
    await runner.close();
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(runner.pids).toEqual([]);
  });

  it('does not wait for a call that hangs longer than closing its session takes', async () => {
    const { runner } = openScripted('authorize=hang-until-cancel');
    const ending = new AbortController();
    const answer = runner.probe(
      { onStage: (name) => name === 'authorize' && ending.abort() },
      ending.signal,
    );
    const began = performance.now();
    expect(reasonOf(await answer)).toEqual({ kind: 'agent-ending' });
    await runner.close();
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('a process that dies and quotes a secret', () => {
  const secret = 'М4рк#ер;пароль-8271';
  it.each([
    ['at the end of what is kept, in one line', 1_990],
    ['at the end of what is read, in one line', 3_992],
    ['in the middle', 100],
  ])('shows none of it: %s', async (_name, before) => {
    const { runner } = openScripted(
      'none',
      {
        COMWATCH_TEST_START: `shout Error: ${'x'.repeat(before - 7)}${secret} ${'y'.repeat(3_000)}`,
      },
      10_000,
      redactor([secret]),
    );
    const shown = reasonText(reasonOf(await runner.probe({}, signal)), 'en');
    expect(shown).toContain('Error: x');
    expect(shown).not.toContain(secret.slice(0, 4));
  });
});
