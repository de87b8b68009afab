import { describe, expect, it } from 'vitest';
import { clear, fails, works, type ConditionStep } from '../../../src/core/condition.js';

/** A condition that a test moves through time; keeps its reports. */
class Course {
  nowMs = 0;
  readonly said: (ConditionStep['say'] & object)[] = [];
  #state = clear;
  #count = 0;

  step(hasFailed: boolean, afterMs: number): void {
    this.nowMs += afterMs;
    const { state, say } = hasFailed
      ? fails(this.#state, this.nowMs, () => `c${++this.#count}`)
      : works(this.#state, this.nowMs);
    this.#state = state;
    if (say) this.said.push(say);
  }

  get mailed() {
    return this.said.filter(({ mail }) => mail);
  }
}

describe('something that fails for a while', () => {
  it('is written at once and at its end, and not mailed when it is short', () => {
    const course = new Course();
    course.step(true, 1_000);
    for (let turn = 0; turn < 10; turn++) course.step(true, 1_000);
    course.step(false, 1_000);
    expect(course.said).toMatchObject([
      { kind: 'failing', id: 'c1', failures: 1 },
      { kind: 'over', id: 'c1', failures: 11, lastedMs: 11_000 },
    ]);
    expect(course.mailed).toEqual([]);
  });

  it('is mailed when it has lasted a minute, and its end, too', () => {
    const course = new Course();
    for (let turn = 0; turn <= 60; turn++) course.step(true, 1_000);
    course.step(false, 1_000);
    expect(course.mailed).toMatchObject([
      { kind: 'failing', lastedMs: 60_000, isReminder: false },
      { kind: 'over', lastedMs: 61_000 },
    ]);
  });

  it('is written once a minute and reminded of every hour while it lasts', () => {
    const course = new Course();
    for (let turn = 0; turn <= 3 * 3_600; turn++) course.step(true, 1_000);
    expect(course.said).toHaveLength(1 + 180);
    expect(course.mailed.map(({ lastedMs, isReminder }) => [lastedMs, isReminder])).toEqual([
      [60_000, false],
      [3_660_000, true],
      [7_260_000, true],
    ]);
  });
});

describe('something that fails every second time', () => {
  it('goes on as one and is mailed', () => {
    const course = new Course();
    for (let turn = 0; turn < 100; turn++) course.step(turn % 2 === 0, 1_000);
    expect(new Set(course.said.map(({ id }) => id))).toEqual(new Set(['c1']));
    expect(course.mailed).toMatchObject([{ kind: 'failing', isReminder: false }]);
    // Its first end was accepted, no later one.
    expect(course.said.filter(({ kind }) => kind === 'over')).toHaveLength(1);
  });

  it('is over when it has not failed for a minute, which is mailed', () => {
    const course = new Course();
    for (let turn = 0; turn < 100; turn++) course.step(turn % 2 === 0, 1_000);
    // The last failure was a second ago.
    for (let turn = 0; turn < 58; turn++) course.step(false, 1_000);
    expect(course.mailed).toHaveLength(1);
    course.step(false, 1_000);
    expect(course.mailed).toHaveLength(2);
    expect(course.mailed[1]).toMatchObject({ kind: 'over', id: 'c1', failures: 50 });
  });

  it('is reminded of every hour', () => {
    const course = new Course();
    for (let turn = 0; turn < 2 * 3_600 + 200; turn++) course.step(turn % 2 === 0, 1_000);
    expect(course.mailed.map(({ isReminder }) => isReminder)).toEqual([false, true, true]);
  });
});

it('begins anew when it fails more than a minute after its end', () => {
  const course = new Course();
  course.step(true, 1_000);
  course.step(false, 1_000);
  course.step(true, 59_999);
  course.step(false, 60_000);
  course.step(true, 60_000);
  expect(course.said.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'failing c1',
    'over c1',
    'failing c1',
    'over c1',
    'failing c2',
  ]);
});
