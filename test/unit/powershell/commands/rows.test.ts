/**
 * Whatever a shell answers, the readers return a value or none, never throw, and pass on nothing that controls a
 * terminal.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApplication } from '../../../../src/adapters/powershell/commands/application.js';
import {
  readCommandLines,
  readMachine,
  readSample,
} from '../../../../src/adapters/powershell/commands/rows.js';
import { target } from '../../../support/build.js';
import { unprintable } from '../../../support/unprintable.js';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('1', '0', '9'.repeat(19), '-1', '1.5', 'NaN', '\u001b[2J\u202e\u0000\u009b'),
  fc.constantFrom(1, 0, -1, 1.5, Number.NaN, Infinity, 2 ** 53),
  fc.anything(),
);
const tableOf = (...keys: string[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, hostile])), { requiredKeys: [] });
const listOf = (table: fc.Arbitrary<unknown>) =>
  fc.oneof(fc.array(fc.oneof(table, hostile), { maxLength: 5 }), hostile);

const row = tableOf('pid', 'startedAt', 'name', 'cpuTime100ns', 'workingSetBytes', 'commandLine');
const goodRow = fc.record({
  pid: fc.constantFrom(1, 2, 2 ** 31),
  startedAt: fc.constant('134085024000000000'),
  name: fc.string({ unit: 'binary', minLength: 1 }),
  commandLine: fc.string({ unit: 'binary' }),
  cpuTime100ns: fc.constantFrom('1', null),
  workingSetBytes: fc.constant('1'),
});
const sample = fc.record({
  takenAt: fc.oneof(fc.constant('10'), hostile),
  takenUntil: fc.oneof(fc.constant('10'), hostile),
  rows: listOf(fc.oneof(row, goodRow)),
  dropped: hostile,
});

describe('the readers of answers', () => {
  it.each<[string, (value: unknown) => unknown, fc.Arbitrary<unknown>]>([
    ['samples', (value) => readSample(value, 'cim'), sample],
    ['command lines', readCommandLines, sample],
    [
      'the machine',
      (value) => readMachine(value, 1),
      fc.record({
        hostName: fc.string({ unit: 'binary' }),
        logicalProcessors: fc.oneof(fc.constant(4), hostile),
        osVersion: hostile,
        culture: hostile,
        executionPolicies: listOf(hostile),
        recording: listOf(fc.oneof(fc.constant('modules'), hostile)),
        canStopOthers: hostile,
      }),
    ],
    [
      'applications',
      readApplication,
      fc.record({ instances: listOf(hostile), name: hostile, detail: hostile, appId: hostile }),
    ],
  ])('of %s take anything', (_, read, answers) => {
    fc.assert(
      fc.property(fc.oneof(answers, hostile), (value) => {
        expect(unprintable(read(value))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('leave out what no figure can be made of, and count it', () => {
    const good = { ...target(), cpuTime100ns: '5', workingSetBytes: '7' };
    const bad = [
      { ...good, pid: 5, workingSetBytes: '9'.repeat(19) },
      { ...good, pid: -5 },
      { ...good, pid: 2 ** 33 },
      { ...good, pid: 6, name: '\u0000\u200b' },
      { ...good, name: 'second of its PID' },
      null,
    ];
    const read = readSample(
      { takenAt: '1', takenUntil: '2', rows: [good, ...bad], dropped: 1 },
      'cim',
    );
    expect(read?.rows).toEqual([{ ...target(), cpuTime100ns: 5, workingSetBytes: 7 }]);
    expect(read?.dropped).toBe(7);
  });

  it('cut a command line of a megabyte, and take one of nothing printable for hidden', () => {
    const rows = ['x'.repeat(2 ** 20), '\u0000\u0001'].map((commandLine) => ({
      ...target(),
      commandLine,
    }));
    const [long, none] = readCommandLines({ rows }) ?? [];
    expect([long?.commandLine?.length, none?.commandLine]).toEqual([2_000, null]);
  });
});
