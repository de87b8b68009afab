/** The steps of `comwatch doctor`, with their time limits and dependencies. */
import type { StepId } from './step-id.js';

export interface Step {
  /** Time limit in milliseconds from the start of the step. */
  readonly deadlineMs: number;
  /** Steps that must have succeeded before. */
  readonly needs: readonly StepId[];
  /** Steps of one lane run one after the other: they share a PowerShell, or would disturb each other's figures. */
  readonly lane: 'shell' | 'outside';
}

/** Time limit of all steps together, whatever hangs. */
export const TOTAL_MS = 90_000;
/** Time for closing the shells and writing the file. */
export const CLOSING_MS = 4_000;

/**
 * Steps of a lane run in this order. The start of a PowerShell may take 30 s where a Group Policy sets an execution
 * policy. Steps without a shell run beside it, and end before the figures are compared.
 */
export const steps: Readonly<Record<StepId, Step>> = {
  edge: { deadlineMs: 20_000, needs: [], lane: 'outside' },
  disk: { deadlineMs: 5_000, needs: [], lane: 'outside' },
  mail: { deadlineMs: 30_000, needs: [], lane: 'outside' },
  shells: { deadlineMs: 40_000, needs: [], lane: 'shell' },
  versions: { deadlineMs: 12_000, needs: [], lane: 'shell' },
  recording: { deadlineMs: 12_000, needs: ['shells'], lane: 'shell' },
  sources: { deadlineMs: 35_000, needs: ['shells'], lane: 'shell' },
  'command-lines': { deadlineMs: 20_000, needs: ['shells'], lane: 'shell' },
  stop: { deadlineMs: 18_000, needs: ['shells'], lane: 'shell' },
  'com-class': { deadlineMs: 18_000, needs: ['shells'], lane: 'shell' },
  'com-call': { deadlineMs: 40_000, needs: [], lane: 'outside' },
  'event-log': { deadlineMs: 5_000, needs: ['shells'], lane: 'shell' },
  secrets: { deadlineMs: 12_000, needs: ['shells'], lane: 'shell' },
  rights: { deadlineMs: 12_000, needs: ['shells'], lane: 'shell' },
  task: { deadlineMs: 12_000, needs: ['shells'], lane: 'shell' },
  variables: { deadlineMs: 5_000, needs: [], lane: 'shell' },
};

/** The steps of a lane in the order in which they run. */
export function laneOf(lane: Step['lane']): StepId[] {
  return (Object.keys(steps) as StepId[]).filter((id) => steps[id].lane === lane);
}
