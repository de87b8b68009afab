/** Unrequested output of a shell contains no secret, wherever a text is cut. */
import { describe, expect, it } from 'vitest';
import { helloTrouble } from '../../../src/adapters/powershell/shell/hello.js';
import { parseAnswer } from '../../../src/adapters/powershell/shell/framing.js';
import { redactAnswer } from '../../../src/adapters/powershell/shell/redact-answer.js';
import { unusable } from '../../../src/adapters/powershell/commands/answer.js';
import { redactor } from '../../../src/config/redact.js';
import { failure, success } from '../../../src/core/result.js';
import { reasonText } from '../../../src/texts/reason.js';
import { openFaultyShell } from '../../support/shells.js';
import { path } from '../../support/paths.js';

const SECRET = 'marker-8271-пароль';
const redact = redactor([SECRET]);
const NONCE = '00112233445566aa';
const wire = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64');

describe('an answer', () => {
  it.each([1_985, 1_990, 1_999, 3_995])('with an error that quotes it after %i characters', (n) => {
    const message = `${'x'.repeat(n)}${SECRET}`;
    const error = { id: 'E', category: 'C', native: null, message };
    const answer = parseAnswer(`${NONCE} 1 - ${wire([error])} .`, NONCE);
    if (!answer) throw new Error('noise');
    const { errors } = redactAnswer(answer, redact);
    const shown = reasonText(unusable(success({ output: undefined, errors, generation: 1 })), 'en');
    expect(shown).not.toContain(SECRET.slice(0, 4));
  });

  it('with a detail that quotes it; the rest of its table is left as it is', () => {
    const output = { detail: `refused ${SECRET}`, pid: 7, rows: [{ name: 'dllhost.exe' }] };
    expect(redactAnswer({ id: 1, output, errors: [] }, redact).output).toEqual({
      detail: 'refused ***',
      pid: 7,
      rows: [{ name: 'dllhost.exe' }],
    });
  });

  it.each([[null], [7], ['text'], [{}], [[null, 1, {}, { message: 5 }]]])(
    'whose errors are %j has none',
    (errors) => expect(parseAnswer(`${NONCE} 1 - ${wire(errors)} .`, NONCE)?.errors).toEqual([]),
  );
});

it.each([590, 599, 3_990])('the reason why a shell does not start, %i characters in', (before) => {
  const tail = redact(`${'x'.repeat(before)}${SECRET}`);
  const hello = failure({ kind: 'shell-exited', how: { kind: 'code', code: 1 } } as const);
  const trouble = helloTrouble(hello, tail);
  const shown = trouble && reasonText(trouble, 'en');
  expect(shown).toContain('xxx');
  expect(shown).not.toContain(SECRET.slice(0, 4));
});

it('a shell that dies while it says it, in two pieces', async () => {
  const { shell, events } = openFaultyShell('', {
    executable: path('test/stand-ins/shell-that-quotes'),
    environment: { COMWATCH_STAND_IN_WORDS: SECRET },
    redact,
    backOffMs: [60_000],
  });
  const answer = await shell.call('Test-Shell', {}, 20_000);
  const everything = JSON.stringify([answer, events]);
  expect(everything).toContain('***');
  expect(everything).not.toContain(SECRET.slice(0, 8));
  expect(everything).not.toContain(SECRET.slice(-8));
});
