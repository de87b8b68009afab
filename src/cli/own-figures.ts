/** CPU, memory and stalls of the agent itself, compared with its budget. */
import { systemClock } from '../adapters/clock/clock.js';
import { watchStalls } from '../adapters/clock/stalls.js';
import { OWN_BUDGET, overBudget, type BudgetMeasure, type OwnFigures } from '../core/own-budget.js';
import type { Journal } from '../ports.js';

/** Minimum interval over which CPU is measured. */
const LEAST_MS = 10_000;

export class OwnFiguresWatch {
  readonly #stalls = watchStalls();
  #cpu = { usage: process.cpuUsage(), atMs: systemClock.monotonicMs() };
  #figures: OwnFigures = { memoryBytes: 0, cpuPercent: null, longestStallMs: null };
  #over: ReadonlyMap<BudgetMeasure, number> = new Map();

  /** The last figures, or new ones if those are old. */
  read(journal: Journal | undefined): OwnFigures {
    const atMs = systemClock.monotonicMs();
    const { usage: before, atMs: beforeMs } = this.#cpu;
    const memoryBytes = process.memoryUsage.rss();
    if (atMs - beforeMs < LEAST_MS) return { ...this.#figures, memoryBytes };
    const usage = process.cpuUsage();
    this.#cpu = { usage, atMs };
    const busyMs = (usage.user + usage.system - before.user - before.system) / 1_000;
    this.#figures = {
      memoryBytes,
      cpuPercent: Math.round((1_000 * busyMs) / (atMs - beforeMs)) / 10,
      longestStallMs: this.#stalls.longestMs(),
    };
    if (journal) this.#tell(journal);
    return this.#figures;
  }

  close(): void {
    this.#stalls.close();
  }

  /** Reports once when a measure exceeds its budget, and once when it is back. */
  #tell(journal: Journal): void {
    const over = overBudget(this.#figures);
    for (const [measure, figure] of over) {
      if (this.#over.has(measure)) continue;
      const most = mostOf(measure);
      journal({
        level: 'warn',
        action: 'budget',
        sentence: { kind: 'over-budget', measure, figure, most },
        fields: { 'comwatch.budget.measure': measure, 'comwatch.budget.figure': figure },
      });
    }
    for (const measure of this.#over.keys()) {
      if (over.has(measure)) continue;
      const sentence = { kind: 'within-budget', measure } as const;
      journal({ level: 'info', action: 'budget', sentence });
    }
    this.#over = over;
  }
}

function mostOf(measure: BudgetMeasure): number {
  switch (measure) {
    case 'memory':
      return OWN_BUDGET.memoryBytes;
    case 'cpu':
      return OWN_BUDGET.cpuPercent;
    case 'stall':
      return OWN_BUDGET.stallMs;
  }
}
