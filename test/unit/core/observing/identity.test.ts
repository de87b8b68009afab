import { describe, expect, it } from 'vitest';
import {
  fileTimeToUnixMs,
  imageName,
  isTarget,
  sameInstant,
  sameTarget,
  targetKey,
  wordsBefore,
} from '../../../../src/core/observing/identity.js';
import { fileTime, STARTED_UNIX_MS, target } from '../../../support/build.js';

const START = BigInt(fileTime(STARTED_UNIX_MS));
const ticksLater = (ticks: bigint) => (START + ticks).toString();

describe('one process', () => {
  it.each([0n, 7n, -7n, 10_000n, -10_000n])('started within a millisecond: %d ticks', (ticks) => {
    expect(sameInstant(ticksLater(0n), ticksLater(ticks))).toBe(true);
    expect(sameTarget(target(), target({ startedAt: ticksLater(ticks) }))).toBe(true);
  });

  it.each([10_001n, -10_001n])('did not start %d ticks away', (ticks) => {
    expect(sameInstant(ticksLater(0n), ticksLater(ticks))).toBe(false);
    expect(sameTarget(target(), target({ startedAt: ticksLater(ticks) }))).toBe(false);
  });

  it.each(['DLLHOST.EXE', 'dllhost', 'DllHost'])('may be spelled %s', (name) => {
    expect(sameTarget(target(), target({ name }))).toBe(true);
    expect(imageName(name)).toBe('dllhost.exe');
  });

  it('has one PID and one image', () => {
    expect(sameTarget(target(), target({ pid: 4713 }))).toBe(false);
    expect(sameTarget(target(), target({ name: 'dllhost2.exe' }))).toBe(false);
    expect(sameTarget(target(), target({ name: 'dllhost.exe.exe' }))).toBe(false);
  });

  it('has one key by one source', () => {
    expect(targetKey(target())).toBe(`4712 ${START}`);
  });

  it('is found at the end of a key by whichever source', () => {
    const byOther = target({ startedAt: ticksLater(7n) });
    expect(wordsBefore(`mail survived 2 ${targetKey(byOther)}`, target())).toBe('mail survived 2');
    expect(wordsBefore(targetKey(byOther), target())).toBe('');
  });

  it.each([
    `mail stopped 4713 ${START}`,
    `mail stopped 4712 ${ticksLater(10_001n)}`,
    'mail stopped 4712',
    'no-action waiting 2',
    'recovered',
    '',
  ])('is not what this key ends with: "%s"', (key) => {
    expect(wordsBefore(key, target())).toBeUndefined();
  });
});

it('reads the start time of Windows as Unix milliseconds', () => {
  expect(fileTimeToUnixMs(fileTime(STARTED_UNIX_MS))).toBe(STARTED_UNIX_MS);
  expect(fileTimeToUnixMs('116444736000009999')).toBe(0);
});

describe('an identity from a file', () => {
  it('is read as written', () => {
    expect(isTarget(JSON.parse(JSON.stringify(target())))).toBe(true);
    expect(isTarget(target({ startedAt: '1'.repeat(19) }))).toBe(true);
  });

  it.each<readonly [string, unknown]>([
    ['nothing', null],
    ['a list', [target()]],
    ['a PID of text', { ...target(), pid: '4712' }],
    ['a fraction of a PID', { ...target(), pid: 4712.5 }],
    ['a start time that is a number', { ...target(), startedAt: 5 }],
    ['a start time that no number can be made of', { ...target(), startedAt: '1x' }],
    ['a start time with a sign', { ...target(), startedAt: '-1' }],
    ['no start time', { ...target(), startedAt: '' }],
    ['a start time of twenty digits', { ...target(), startedAt: '1'.repeat(20) }],
    ['no name', { ...target(), name: undefined }],
    ['an endless name', { ...target(), name: 'x'.repeat(301) }],
  ])('is not %s', (_what, value) => {
    expect(isTarget(value)).toBe(false);
  });
});
