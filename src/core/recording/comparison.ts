/** Comparison of the processes that were stopped with those that a configuration would have stopped. */
import type { Figures, Target } from '../observing/model.js';
import { TargetMap } from '../observing/target-map.js';
import type { DecisionEntry, DeedEntry } from './entry.js';

/** `ended`: it ended by itself; `stopped`: it was stopped within the two minutes, so that its recovery is unknown. */
export type Recovery =
  | { readonly kind: 'recovered'; readonly afterMs: number }
  | { readonly kind: 'ended' }
  | { readonly kind: 'not' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unknown' };

/** A process that was chosen to be stopped. */
export interface Choice {
  readonly atUnixMs: number;
  readonly check: 'limits' | 'com';
  readonly application: string | null;
  readonly target: Target;
  /** `observe`: the agent ran in observe mode. */
  readonly plan: 'stop' | 'observe';
  readonly why: readonly string[];
  readonly figures: Figures;
  outcome: DeedEntry['outcome']['kind'] | undefined;
  recovery: Recovery;
}

export interface ComparedRow {
  readonly recorded: Choice | undefined;
  readonly replayed: Choice | undefined;
}

/** Effect of a configuration on the calls of the record, apart from stops. */
export interface ReplayedCalls {
  readonly application: string | null;
  /** Calls that the record has answered, but that would have been abandoned earlier. */
  readonly tooLate: number;
  /** Number of spells of slow answers that would be reported. */
  readonly slow: number;
}

export interface ReplayResult {
  readonly fromUnixMs: number;
  readonly untilUnixMs: number;
  readonly samples: number;
  readonly calls: number;
  /** Runs of the agent, and configurations in force. */
  readonly starts: number;
  /** Of each application with differences. */
  readonly checks: readonly ReplayedCalls[];
  readonly rows: readonly ComparedRow[];
}

export function choiceOf({ at, plan, ...entry }: DecisionEntry): Choice | undefined {
  if (plan !== 'stop' && plan !== 'observe') return undefined;
  const { check, application, target, why, figures } = entry;
  const atUnixMs = Math.round(at.wallMs);
  const open = { outcome: undefined, recovery: { kind: 'unknown' } } as const;
  return { atUnixMs, check, application, target, plan, why, figures, ...open };
}

/** Joins both into one row for each process and check, in chronological order. */
export function compare(recorded: readonly Choice[], replayed: readonly Choice[]): ComparedRow[] {
  const rows = (['limits', 'com'] as const).flatMap((check) => {
    const there = firstChoices(recorded, check);
    const here = firstChoices(replayed, check);
    const both = there.entries().map(([target, each]) => ({
      recorded: each,
      replayed: here.get(target),
    }));
    const onlyHere = here.entries().filter(([target]) => !there.has(target));
    return [...both, ...onlyHere.map(([, each]) => ({ recorded: undefined, replayed: each }))];
  });
  const timeOf = (row: ComparedRow) =>
    Math.min(row.recorded?.atUnixMs ?? Infinity, row.replayed?.atUnixMs ?? Infinity);
  return rows.sort((one, other) => timeOf(one) - timeOf(other));
}

function firstChoices(choices: readonly Choice[], check: Choice['check']): TargetMap<Choice> {
  const found = new TargetMap<Choice>();
  for (const each of choices) {
    if (each.check === check && !found.has(each.target)) found.set(each.target, each);
  }
  return found;
}
