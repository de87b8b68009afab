/** Results of `comwatch doctor`: of each step, and of all of them together. */
import type { Advice } from './advice.js';
import type { Seen } from './seen.js';
import type { StepId } from './step-id.js';

/** `unknown`: it could not be determined, or the configuration switches it off. */
export type StepState = 'ok' | 'failed' | 'unknown';

export interface StepResult {
  readonly state: StepState;
  readonly seen: readonly Seen[];
  readonly advice: readonly Advice[];
}

export interface StepReport extends StepResult {
  readonly id: StepId;
  readonly tookMs: number;
}

/** All results of the command, as written to the file. */
export interface DoctorReport {
  readonly version: string;
  readonly hostName: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly tookMs: number;
  readonly configuration: string;
  readonly steps: readonly StepReport[];
}

export function passed(seen: readonly Seen[], advice: readonly Advice[] = []): StepResult {
  return { state: 'ok', seen, advice };
}

export function failed(seen: readonly Seen[], advice: readonly Advice[]): StepResult {
  return { state: 'failed', seen, advice };
}

export function notKnown(seen: readonly Seen[], advice: readonly Advice[] = []): StepResult {
  return { state: 'unknown', seen, advice };
}

/** Switched off by the configuration: neither a fault nor anything to determine. */
export function isSwitchedOff({ state, seen }: StepResult): boolean {
  return state === 'unknown' && seen.length > 0 && seen.every(({ kind }) => kind === 'off');
}

/** `ok` when every step is, apart from those switched off; a failure outweighs an unknown result. */
export function overall(steps: readonly StepResult[]): StepState {
  const counted = steps.filter((each) => !isSwitchedOff(each));
  if (counted.some(({ state }) => state === 'failed')) return 'failed';
  return counted.some(({ state }) => state === 'unknown') ? 'unknown' : 'ok';
}

/** One entry per kind of observation or advice; tables of several files are combined into one. */
export type WordsFor<Union extends { readonly kind: string }, Kinds extends Union['kind']> = {
  readonly [Kind in Kinds]: (value: Extract<Union, { readonly kind: Kind }>) => string;
};
