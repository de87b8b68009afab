import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutcome } from '../../../../src/adapters/powershell/commands/stop-answer.js';
import { target } from '../../../support/build.js';
import { unprintable } from '../../../support/unprintable.js';

const read = (value: unknown) => readOutcome(value, target({ pid: 4, name: 'dllhost.exe' }));

describe('the answer to a stop', () => {
  it.each([
    [
      { outcome: 'stopped', tookMs: 12 },
      { kind: 'stopped', tookMs: 12 },
    ],
    [
      { outcome: 'stopped', tookMs: 'soon' },
      { kind: 'stopped', tookMs: 0 },
    ],
    [{ outcome: 'gone' }, { kind: 'gone' }],
    [
      { outcome: 'survived', tookMs: 2_000, detail: '' },
      { kind: 'survived', waitedMs: 2_000, detail: { kind: 'still-running', waitedMs: 2_000 } },
    ],
    [
      { outcome: 'survived', tookMs: 2_000, detail: 'Отказано\r\n\u001b[31m в \u202eдоступе' },
      {
        kind: 'survived',
        waitedMs: 2_000,
        detail: { kind: 'foreign', text: 'Отказано [31m в доступе' },
      },
    ],
    [
      { outcome: 'refused', reason: 'protected-pid' },
      { kind: 'refused', reason: 'protected-pid', detail: { kind: 'pid-of-windows', pid: 4 } },
    ],
    [
      { outcome: 'refused', reason: 'protected-name' },
      {
        kind: 'refused',
        reason: 'protected-name',
        detail: { kind: 'name-protected', name: 'dllhost.exe' },
      },
    ],
    [
      { outcome: 'refused', reason: 'agent-family' },
      { kind: 'refused', reason: 'agent-family', detail: { kind: 'own-process' } },
    ],
    [
      {
        outcome: 'refused',
        reason: 'identity-changed',
        currentName: 'w3wp\u0007.exe',
        currentStartedAt: '134085024000000000',
      },
      {
        kind: 'refused',
        reason: 'identity-changed',
        detail: { kind: 'pid-reused', name: 'w3wp .exe', startedAt: '134085024000000000' },
      },
    ],
    [
      { outcome: 'refused', reason: 'access-denied', detail: 'Access is denied' },
      {
        kind: 'refused',
        reason: 'access-denied',
        detail: { kind: 'foreign', text: 'Access is denied' },
      },
    ],
    [
      { outcome: 'refused', reason: 'what-if' },
      { kind: 'refused', reason: 'what-if', detail: { kind: 'what-if' } },
    ],
  ])('is read: %j', (answer, outcome) => {
    expect(read(answer)).toEqual(outcome);
  });

  it.each([
    undefined,
    null,
    'stopped',
    [],
    {},
    { outcome: 'Stopped' },
    { outcome: 'refused', reason: 'toString' },
    // The shell knows nothing of command lines.
    { outcome: 'refused', reason: 'unidentified' },
  ])('leaves the outcome unknown: %j', (answer) => {
    expect(read(answer)).toEqual({ kind: 'unknown', detail: { kind: 'answer-invalid' } });
  });

  it('never throws, and holds nothing that steers a terminal', () => {
    const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.anything());
    const table = fc.record({
      outcome: fc.constantFrom('stopped', 'gone', 'refused', 'survived'),
      reason: fc.constantFrom('identity-changed', 'access-denied', 'protected-pid'),
      detail: hostile,
      currentName: hostile,
      currentStartedAt: hostile,
      tookMs: hostile,
    });
    fc.assert(
      fc.property(fc.oneof(table, fc.anything()), (value) => {
        expect(unprintable(read(value))).toEqual([]);
      }),
    );
  });
});
