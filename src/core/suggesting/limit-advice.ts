/** Limits and `sustain` by the samples of a record. */
import type { Sustain } from '../judging/limits.js';
import type { Advice, InForce, LimitAdvice } from './advice.js';
import { lackOf, NEEDED_SAMPLES } from './enough.js';
import type { ApplicationEvidence } from './evidence.js';
import { chooseLimit, type ChosenLimit } from './limit-rule.js';

export type Rejects = (above: number, sustain: Sustain) => boolean;

export function limitAdvice(
  { cpu, memory, samples, coveredMs }: ApplicationEvidence,
  inForce: NonNullable<InForce['limits']>,
  rejects: Rejects,
): readonly Advice[] {
  const lack = lackOf(coveredMs, 'samples', Math.min(samples, cpu.readings), NEEDED_SAMPLES);
  const keys = ['maxcpuprocent', 'maxmemoryprocent', 'sustain'] as const;
  if (lack) return keys.map((key) => ({ kind: 'none', key, why: lack }));
  const spacingMs = coveredMs / samples;
  const rules = { spacingMs, overUsual: 2, headroom: 0, least: 5 };
  const ofCpu = chooseLimit(cpu, rules, rejects);
  const sustain = ofCpu?.sustain ?? inForce.sustain;
  const ofMemory = chooseLimit(memory, {
    spacingMs,
    overUsual: 1.5,
    headroom: 1.5,
    least: 2,
    sustain,
  });
  const advice = (key: LimitAdvice['key'], chosen: ChosenLimit | undefined, now: number): Advice =>
    chosen
      ? { kind: 'limit', key, value: chosen.above, inForce: now, ...evidenceOf(chosen) }
      : { kind: 'none', key, why: { kind: 'inseparable' } };
  return [
    advice('maxcpuprocent', ofCpu, inForce.maxCpuPercent),
    advice('maxmemoryprocent', ofMemory, inForce.maxMemoryPercent),
    ofCpu
      ? {
          kind: 'sustain',
          key: 'sustain',
          value: sustain,
          inForce: inForce.sustain,
          longest: ofCpu.longest,
          holdMs: (sustain.needed - 1) * spacingMs,
        }
      : { kind: 'none', key: 'sustain', why: { kind: 'inseparable' } },
  ];
}

function evidenceOf({ usual, peak, burns, found }: ChosenLimit) {
  return { usual, peak, burns, found };
}
