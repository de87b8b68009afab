import { describe, expect, it } from 'vitest';
import { parseAnswer, parseRequest } from '../../../../src/core/telling/steering.js';
import { readStatus } from '../../../../src/adapters/state/status-parse.js';

describe('a request', () => {
  it.each([
    [{ kind: 'pause', forMs: 1_000, why: 'x', withCalls: true }],
    [{ kind: 'pause', application: 'A', forMs: 1_000, why: '', withCalls: false }],
    [{ kind: 'resume' }],
    [{ kind: 'release', application: 'A' }],
    [{ kind: 'reload' }],
  ])('%j is one', (value) => {
    expect(parseRequest({ ...value, more: 1 })).toEqual(value);
  });

  it.each([
    [null],
    [[]],
    ['pause'],
    [{ kind: 'stop-everything' }],
    [{ kind: 'pause', forMs: 0, why: '', withCalls: false }],
    [{ kind: 'pause', forMs: -1, why: '', withCalls: false }],
    [{ kind: 'pause', forMs: 1e15, why: '', withCalls: false }],
    [{ kind: 'pause', forMs: 1_000, why: 'x'.repeat(201), withCalls: false }],
    [{ kind: 'pause', forMs: 1_000, why: '', withCalls: 'yes' }],
    [{ kind: 'resume', application: 5 }],
    [{ kind: 'release', application: 'x'.repeat(301) }],
  ])('%j is none', (value) => {
    expect(parseRequest(value)).toBeUndefined();
  });
});

describe('an answer', () => {
  it.each([
    [{ kind: 'paused', untilUnixMs: 5 }],
    [{ kind: 'resumed', stillUntilUnixMs: null }],
    [{ kind: 'not-paused' }],
    [{ kind: 'released', keys: ['com/{A}'] }],
    [{ kind: 'reloading' }],
    [{ kind: 'restart-needed' }],
    [{ kind: 'reload-refused', problems: 3 }],
    [{ kind: 'unknown-application', known: [] }],
  ])('%j survives the file', (value) => {
    expect(parseAnswer(JSON.parse(JSON.stringify(value)))).toEqual(value);
  });

  it.each([[null], [{}], [{ kind: 'paused' }], [{ kind: 'released', keys: [5] }]])(
    '%j is none',
    (value) => {
      expect(parseAnswer(value)).toBeUndefined();
    },
  );
});

describe('a status file', () => {
  it('of another form, or that is none, is not read', () => {
    for (const value of [null, [], 'x', {}, { form: 2, pid: 1, mode: 'act' }]) {
      expect(readStatus(value)).toBeUndefined();
    }
  });

  it('is read as far as it is one, hostile texts made printable', () => {
    const status = readStatus({
      form: 1,
      pid: 12,
      mode: 'act',
      version: 'x\u001b[31m',
      applications: [{ name: 5, processes: [{ pid: -1, name: 'a\nb' }, 7] }, null],
      answers: { good: { kind: 'reloading' }, bad: { kind: 'format c:' } },
    });
    expect(status?.version).toBe('x [31m');
    expect(status?.applications).toHaveLength(1);
    expect(status?.applications[0]?.processes).toMatchObject([{ pid: 0, name: 'a b' }]);
    expect(status?.answers).toEqual({ good: { kind: 'reloading' } });
  });
});
