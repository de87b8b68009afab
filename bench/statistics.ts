/** Numbers of a bench: every figure with its median and p95, printed as a table and as JSON. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
  /** The goal, and whether it was reached. */
  readonly goal?: string;
  readonly reached?: boolean;
}

export interface BenchResult {
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
}

export function figure(name: string, unit: string, values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { name, unit, median: at(0.5), p95: at(0.95), runs: values.length };
}

export function withGoal(of: Figure, goal: string, reached: boolean): Figure {
  return { ...of, goal, reached };
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

export async function times(
  count: number,
  work: (round: number) => Promise<unknown>,
): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < count; round++) values.push(await time(() => work(round)));
  return values;
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Enough digits for a comparison. */
export const shown = (value: number) =>
  value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(2);

export function printResult({ title, figures, notes }: BenchResult): void {
  console.log(`\n${title}`);
  for (const each of figures) {
    const goal =
      each.goal === undefined ? '' : `   goal ${each.goal}: ${each.reached ? 'reached' : 'MISSED'}`;
    console.log(
      `  ${each.name.padEnd(46)} median ${shown(each.median).padStart(9)}  p95 ${shown(each.p95).padStart(9)} ${each.unit}${goal}`,
    );
  }
  for (const note of notes) console.log(`  ${note}`);
}
