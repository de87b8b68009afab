import { describe, expect, it } from 'vitest';
import { OWN_BUDGET, overBudget, type OwnFigures } from '../../../src/core/own-budget.js';

const within: OwnFigures = {
  memoryBytes: OWN_BUDGET.memoryBytes,
  cpuPercent: OWN_BUDGET.cpuPercent,
  longestStallMs: OWN_BUDGET.stallMs,
};

describe('the budget of the agent itself', () => {
  it('is kept up to its last byte, and where a figure is not known', () => {
    expect(overBudget(within).size).toBe(0);
    expect(overBudget({ ...within, cpuPercent: null, longestStallMs: null }).size).toBe(0);
  });

  it.each([
    ['memory', { memoryBytes: OWN_BUDGET.memoryBytes + 1 }],
    ['cpu', { cpuPercent: 51 }],
    ['stall', { longestStallMs: 2_001 }],
  ])('is exceeded by %s, with its figure', (measure, over) => {
    expect([...overBudget({ ...within, ...over })]).toEqual([[measure, Object.values(over)[0]]]);
  });
});
