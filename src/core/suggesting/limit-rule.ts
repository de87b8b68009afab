/** Limit and number of samples over it that separate a runaway process from a busy one. */
import type { Sustain } from '../judging/limits.js';
import { sameTarget } from '../observing/identity.js';
import type { Excursions, Run, Step } from './excursions.js';

/** A run at least this long of a process that was below before is no peak of normal load. */
export const LASTING_MS = 10 * 60_000;
/** The same for a run that a stop or the end of the process cut short. */
const LASTING_UNTIL_END_MS = 2 * 60_000;
/** Maximum duration of a breach before the stop, where a higher limit needs less. */
const PATIENT_MS = 60_000;
/** Maximum number of such runs; more than that are normal for the application. */
const MOST_BURNS = 20;

export interface LimitRuleOptions {
  /** Interval of the samples. */
  readonly spacingMs: number;
  /** Minimum ratio of the limit to the value that three quarters of the readings stay below. */
  readonly overUsual: number;
  /** Minimum ratio of the limit to the value that 99.9 % of the readings of healthy hosts stay below. */
  readonly headroom: number;
  readonly least: number;
  readonly sustain?: Sustain;
}

export interface ChosenLimit {
  readonly above: number;
  readonly sustain: Sustain;
  /** Value that 99.9 % of the readings of healthy hosts do not exceed. */
  readonly usual: number;
  /** Highest excursion that ended by itself. */
  readonly peak: Run | undefined;
  /** Longest excursion above the limit that ended by itself. */
  readonly longest: Run | undefined;
  readonly burns: readonly Run[];
  /** Number of these that this limit detects. */
  readonly found: readonly Run[];
}

/** @param isRejected whether a limit with its sustain has proved wrong */
export function chooseLimit(
  figure: Excursions,
  { spacingMs, overUsual, headroom, least, sustain }: LimitRuleOptions,
  isRejected: (above: number, sustain: Sustain) => boolean = () => false,
): ChosenLimit | undefined {
  const floor = Math.max(least, overUsual * figure.quantile(0.75));
  const candidates = figure.steps.filter(({ above }) => above >= floor);
  const burnsOf = new Map(candidates.map((step) => [step, burnsAt(step)]));
  const suitable = candidates.filter((step) => isSuitable(burnsOf.get(step) ?? []));
  const burns = burnsOf.get(suitable[0] as Step) ?? [];
  const without = burns.reduce((sum, { samples }) => sum + samples, 0);
  const usual = figure.quantile(0.999, without);
  const choices = suitable
    .filter(({ above }) => above >= headroom * usual)
    .map((step) => {
      const longest = longestOf(healthyAt(step, burnsOf.get(step) ?? []));
      const chosen = sustain ?? sustainFor(longest?.samples ?? 0, spacingMs);
      const holdMs = chosen.needed * spacingMs;
      const found = (burnsOf.get(step) ?? []).filter(({ ms }) => ms >= holdMs);
      const missed = burns.filter((burn) => !found.some((each) => isSame(each, burn))).length;
      const waitMs = Math.max(holdMs, PATIENT_MS);
      return { step, longest, sustain: chosen, found, missed, waitMs };
    })
    .filter(({ step, sustain: each }) => each.of <= 1_000 && !isRejected(step.above, each))
    .sort(
      (one, other) =>
        one.missed - other.missed || one.waitMs - other.waitMs || one.step.above - other.step.above,
    );
  const [best] = choices;
  if (!best) return undefined;
  const { step, longest, found } = best;
  const peaks = figure.steps.flatMap((each) => healthyAt(each, burnsAt(each)));
  return {
    above: step.above,
    sustain: best.sustain,
    usual,
    peak: peaks.reduce<Run | undefined>(
      (top, each) => (top === undefined || each.peak > top.peak ? each : top),
      undefined,
    ),
    longest,
    burns,
    found,
  };
}

/** More samples over the limit than any normal run had, with some tolerance for a run that dips below it. */
export function sustainFor(longestSamples: number, spacingMs: number): Sustain {
  const usual = spacingMs <= 15_000 ? 4 : spacingMs <= 45_000 ? 3 : 2;
  const needed = Math.max(usual, longestSamples === 0 ? 0 : Math.ceil(longestSamples * 1.5) + 1);
  return { needed, of: needed + Math.max(1, Math.floor(needed / 4)) };
}

/** Runs that normal load does not explain: long, and not one of several that ended by themselves. */
function burnsAt({ returned, lasted }: Step): Run[] {
  const long = returned.filter(({ ms }) => ms >= LASTING_MS);
  const lasting = lasted.filter(
    ({ ms, end }) => ms >= (end === 'unseen' ? LASTING_MS : LASTING_UNTIL_END_MS),
  );
  return [...lasting, ...(long.length === 1 ? long : [])];
}

function healthyAt({ returned }: Step, burns: readonly Run[]): Run[] {
  return returned.filter((each) => !burns.includes(each));
}

function isSuitable(burns: readonly Run[]): boolean {
  return burns.length <= MOST_BURNS && !burns.some(({ isFromStart }) => isFromStart);
}

function longestOf(runs: readonly Run[]): Run | undefined {
  return runs.reduce<Run | undefined>(
    (longest, each) => (longest === undefined || each.samples > longest.samples ? each : longest),
    undefined,
  );
}

function isSame(one: Run, other: Run): boolean {
  return sameTarget(one.target, other.target);
}
