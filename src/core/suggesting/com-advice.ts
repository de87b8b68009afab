/** Suggested timeout and factors, from the calls of a record. */
import type { Advice, InForce } from './advice.js';
import { lackOf, NEEDED_ANSWERS } from './enough.js';
import type { CallEvidence } from './evidence.js';

const WAITS_S = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 600, 900, 1_800, 3_600];
/** Late answers more frequent than this are normal for the server; rarer ones came when it recovered. */
const LATE_SHARE = 1 / 200;
const FACTORS = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500];

export function comAdvice(
  calls: CallEvidence,
  inForce: NonNullable<InForce['com']>,
): readonly Advice[] {
  const { answers, lateMs, failedRatios, failed, coveredMs } = calls;
  const answeredMs = answers.map(({ tookMs }) => tookMs);
  const slowness = answers.flatMap((each) => each.slowness ?? []);
  const ratios = answers.flatMap(({ ratio }) => ratio ?? []);
  const lack = lackOf(coveredMs, 'answers', answers.length, NEEDED_ANSWERS);
  const keys = ['witerezult', 'slow_metric', 'alarm_metric'] as const;
  if (lack) return keys.map((key) => ({ kind: 'none', key, why: lack }));
  const slowestMs = highest(answeredMs);
  const latestMs = lateMs.length === 0 ? undefined : highest(lateMs);
  const isHabit = lateMs.length > answers.length * LATE_SHARE;
  const longestMs = Math.max(slowestMs, isHabit ? (latestMs ?? 0) : 0);
  const waitMs = 1_000 * stepFor((3 * longestMs) / 1_000, WAITS_S);
  const slow = stepFor(Math.max(3, 1.2 * quantile(slowness, 0.999)), FACTORS);
  const factors: Advice[] = [
    {
      kind: 'wait',
      key: 'witerezult',
      valueMs: waitMs,
      inForceMs: inForce.witerezultMs,
      answers: answers.length,
      usualMs: quantile(answeredMs, 0.999),
      slowestMs,
      latestMs,
    },
    {
      kind: 'slow',
      key: 'slow_metric',
      value: slow,
      inForce: inForce.slowMetric,
      usual: quantile(slowness, 0.999),
      highest: highest(slowness),
      answers: slowness.length,
    },
  ];
  if (ratios.length < NEEDED_ANSWERS) {
    const why = { kind: 'answers', has: ratios.length, needs: NEEDED_ANSWERS } as const;
    return [...factors, { kind: 'none', key: 'alarm_metric', why }];
  }
  const usual = quantile(ratios, 0.999);
  const alarm = stepFor(1.5 * usual, FACTORS);
  return [
    ...factors,
    {
      kind: 'alarm',
      key: 'alarm_metric',
      value: alarm,
      inForce: inForce.alarmMetric,
      usual,
      highest: highest(ratios),
      answers: ratios.length,
      hits: failedRatios.filter((each) => each > alarm).length,
      failed,
    },
  ];
}

/** The smallest step not below the value, else the greatest one. */
function stepFor(value: number, steps: readonly number[]): number {
  return steps.find((step) => step >= value) ?? steps.at(-1) ?? value;
}

function highest(values: readonly number[]): number {
  return values.reduce((most, each) => Math.max(most, each), 0);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
