/** Which limit, and how many samples over it, tell a process that burns from one that works. */
import type { Sustain } from '../judging/limits.js';
import { targetKey } from '../observing/identity.js';
import type { Excursions, Run, Step } from './excursions.js';

/** What is over for so long, and was not before, is no peak of honest work… */
export const LASTING_MS = 10 * 60_000;
/** …nor is what a stop or the end of the process ended after so long. */
const LASTING_UNTIL_END_MS = 2 * 60_000;
/** Longer than this no burn is to be waited for where a higher limit needs less. */
const PATIENT_MS = 60_000;
/** So many of them are the habit of an application, not its trouble. */
const MOST_BURNS = 20;

export interface LimitRuleOptions {
  /** Distance of the samples. */
  readonly spacingMs: number;
  /** The limit is at least so many times what three quarters of the readings stay below… */
  readonly overUsual: number;
  /** …and at least so many times what 99.9 % of those of healthy hosts stay below. */
  readonly headroom: number;
  readonly least: number;
  readonly sustain?: Sustain;
}

export interface ChosenLimit {
  readonly above: number;
  readonly sustain: Sustain;
  /** 99.9 % of the readings of healthy hosts are not above this. */
  readonly usual: number;
  /** The highest that went back by itself. */
  readonly peak: Run | undefined;
  /** The longest above the limit that went back by itself. */
  readonly longest: Run | undefined;
  readonly burns: readonly Run[];
  /** Of them, those that this limit finds. */
  readonly found: readonly Run[];
}

/** @param isRejected a limit and a sustain that proved wrong */
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

/** As many samples over the limit as no honest run had, and some of tolerance for one that dips below it. */
export function sustainFor(longestSamples: number, spacingMs: number): Sustain {
  const usual = spacingMs <= 15_000 ? 4 : spacingMs <= 45_000 ? 3 : 2;
  const needed = Math.max(usual, longestSamples === 0 ? 0 : Math.ceil(longestSamples * 1.5) + 1);
  return { needed, of: needed + Math.max(1, Math.floor(needed / 4)) };
}

/** Runs that no honest work explains: long, and not one of several that went back by themselves. */
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
  return targetKey(one.target) === targetKey(other.target);
}
