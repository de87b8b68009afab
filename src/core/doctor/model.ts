/** What `comwatch doctor` says of each step, and of all of them together. */
import type { Advice } from './advice.js';
import type { Seen } from './seen.js';
import type { StepId } from './step-id.js';

/** `unknown`: it could not be found out, or the configuration switches it off. */
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

/** Everything that the command found out, as it is written to the file. */
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

/** Switched off by the configuration: no fault, and nothing to find out. */
export function isSwitchedOff({ state, seen }: StepResult): boolean {
  return state === 'unknown' && seen.length > 0 && seen.every(({ kind }) => kind === 'off');
}

/** `ok` when every step is, switched-off ones left out; a failure stands over what is not known. */
export function overall(steps: readonly StepResult[]): StepState {
  const counted = steps.filter((each) => !isSwitchedOff(each));
  if (counted.some(({ state }) => state === 'failed')) return 'failed';
  return counted.some(({ state }) => state === 'unknown') ? 'unknown' : 'ok';
}

/** A word for each kind of what was seen or advised; tables of several files make a whole one. */
export type WordsFor<Union extends { readonly kind: string }, Kinds extends Union['kind']> = {
  readonly [Kind in Kinds]: (value: Extract<Union, { readonly kind: Kind }>) => string;
};
