/** Budget of the agent itself, which must not become the kind of load that it watches for. */

/**
 * Four times what an agent with five processes and one application needs (60 to 120 MB, below 1 % of a core): a higher
 * figure is a fault of the agent, not a busy server. A thread that is blocked for two seconds delays a stop by as much.
 */
export const OWN_BUDGET = { memoryBytes: 400 * 2 ** 20, cpuPercent: 50, stallMs: 2_000 } as const;

export type BudgetMeasure = 'memory' | 'cpu' | 'stall';

export interface OwnFigures {
  readonly memoryBytes: number;
  readonly cpuPercent: number | null;
  readonly longestStallMs: number | null;
}

/** Every measure over its budget, with its figure. */
export function overBudget({
  memoryBytes,
  cpuPercent,
  longestStallMs,
}: OwnFigures): ReadonlyMap<BudgetMeasure, number> {
  const figures = [
    ['memory', memoryBytes, OWN_BUDGET.memoryBytes],
    ['cpu', cpuPercent ?? 0, OWN_BUDGET.cpuPercent],
    ['stall', longestStallMs ?? 0, OWN_BUDGET.stallMs],
  ] as const;
  const over = figures.filter(([, figure, most]) => figure > most);
  return new Map(over.map(([measure, figure]) => [measure, figure]));
}
