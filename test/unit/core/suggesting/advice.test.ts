import { describe, expect, it } from 'vitest';
import type { Advice } from '../../../../src/core/suggesting/advice.js';
import { advise } from '../../../../src/core/suggesting/advise.js';
import { NEEDED_MS } from '../../../../src/core/suggesting/enough.js';
import {
  noCalls,
  type Answer,
  type ApplicationEvidence,
  type CallEvidence,
} from '../../../../src/core/suggesting/evidence.js';
import { Excursions } from '../../../../src/core/suggesting/excursions.js';

const IN_FORCE = {
  limits: undefined,
  com: { witerezultMs: 100_000, slowMetric: undefined, alarmMetric: 10 },
};

function called(changes: Partial<CallEvidence>): readonly Advice[] {
  const evidence: ApplicationEvidence = {
    name: undefined,
    cpu: new Excursions([]),
    memory: new Excursions([]),
    samples: 0,
    coveredMs: 0,
    calls: { ...noCalls(), coveredMs: NEEDED_MS, ...changes },
  };
  return advise(evidence, IN_FORCE);
}

type Change = Partial<Omit<Answer, 'atMs'>>;

const answers = (changes: readonly Change[]): Answer[] =>
  changes.map((each, at) => ({ atMs: at, tookMs: 40, slowness: 1, ratio: 1, ...each }));
const many = (change: Change = {}, count = 1_000) => Array.from({ length: count }, () => change);

describe('witerezult', () => {
  const waitOf = (changes: Partial<CallEvidence>) =>
    called(changes).find(({ key }) => key === 'witerezult');

  it('is three times the slowest answer, and 5 s at least', () => {
    expect(waitOf({ answers: answers(many()) })).toMatchObject({ valueMs: 5_000, slowestMs: 40 });
    expect(waitOf({ answers: answers([...many(), { tookMs: 4_100 }]) })).toMatchObject({
      valueMs: 15_000,
    });
  });

  it('takes abandoned calls that return into account where that is normal for the server', () => {
    const few = waitOf({ answers: answers(many()), lateMs: [70_000] });
    expect(few).toMatchObject({ valueMs: 5_000, latestMs: 70_000 });
    const habit = waitOf({
      answers: answers(many()),
      lateMs: Array.from({ length: 9 }, () => 70_000),
    });
    expect(habit).toMatchObject({ valueMs: 240_000, latestMs: 70_000 });
  });
});

describe('slow_metric', () => {
  it('lies above the usual', () => {
    const slow = [40, 41, 42].map((slowness) => ({ slowness }));
    const usual = many({ slowness: 2 }, 5_000);
    const slowness = [...usual, ...slow, ...usual, { slowness: 50 }, ...usual];
    const advice = called({ answers: answers(slowness) });
    expect(advice.find(({ key }) => key === 'slow_metric')).toMatchObject({
      value: 3,
      highest: 50,
    });
  });
});

describe('alarm_metric', () => {
  it('lies above what hosts come to while the server answers, and says what failures would show', () => {
    const advice = called({
      answers: answers(many({ ratio: 1.9 })),
      failedRatios: [1.2, 25],
      failed: 2,
    });
    expect(advice.find(({ key }) => key === 'alarm_metric')).toMatchObject({
      value: 3,
      hits: 1,
      failed: 2,
      inForce: 10,
    });
  });
});

describe('not enough evidence', () => {
  it('says how much there is and how much is needed', () => {
    const tooShort = called({ answers: answers(many()), coveredMs: NEEDED_MS / 2 });
    expect(tooShort.map(({ kind }) => kind)).toEqual(['none', 'none', 'none']);
    expect(tooShort[0]).toMatchObject({ why: { kind: 'hours', has: 12, needs: 24 } });
    const tooFew = called({ answers: answers(many({}, 20)) });
    expect(tooFew[0]).toMatchObject({ why: { kind: 'answers', has: 20, needs: 300 } });
    const noFloors = called({ answers: answers(many({ ratio: undefined })) });
    expect(noFloors.map(({ kind }) => kind)).toEqual(['wait', 'slow', 'none']);
  });
});
