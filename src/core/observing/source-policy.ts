/**
 * Selects the source of the next sample: one that fails too often hands over to the next, and the first is tried again.
 */
import { afterFailure, doubling, noBackoff, waitLeftMs, type Backoff } from '../backoff.js';
import type { SampleSource } from './model.js';

const ALL: readonly SampleSource[] = ['cim', 'process', 'counter'];

/** Number of failures among the last samples that is too many. */
const MOST_FAILURES = 3;
const LAST_SAMPLES = 10;
/** With a long delay ten samples take too long: then half of the samples within this time are too many. */
const WINDOW_MS = 10 * 60_000;
const LEAST_FAILURES = 2;
/** The first source is tried again after this time, which doubles after each failed attempt. */
const AWAY = doubling(5 * 60_000, 60 * 60_000);

interface Outcome {
  readonly failed: boolean;
  readonly atMs: number;
}

export interface SourceState {
  /** The configured source first. */
  readonly order: readonly SampleSource[];
  readonly index: number;
  /** Outcomes of the source in use, newest last. */
  readonly outcomes: readonly Outcome[];
  /** Backoff of the first source: until it ends (monotonic) another source is used. */
  readonly first: Backoff;
}

export function initialSource(first: SampleSource): SourceState {
  const order = [first, ...ALL.filter((each) => each !== first)];
  return { order, index: 0, outcomes: [], first: noBackoff };
}

export function sourceOf({ order, index }: SourceState): SampleSource {
  return order[index] ?? 'process';
}

/**
 * The state before a sample: returns to the first source when it is due. A single failure is then enough to leave it.
 */
export function beforeSample(state: SourceState, nowMs: number): SourceState {
  if (state.index === 0) return state;
  if (waitLeftMs(state.first, nowMs) > 0) return state;
  return { ...state, index: 0, outcomes: [{ failed: true, atMs: nowMs }] };
}

/** The state after a sample of the source in use. */
export function afterSample(state: SourceState, failed: boolean, nowMs: number): SourceState {
  const kept = state.outcomes.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
  // Ten samples may take longer than ten minutes.
  const outcomes = [
    ...(kept.length < LAST_SAMPLES ? state.outcomes : kept),
    { failed, atMs: nowMs },
  ];
  const recent = outcomes.length > MOST_KEPT ? outcomes.slice(-MOST_KEPT) : outcomes;
  if (isFailing(recent, nowMs)) return handOver(state, nowMs);
  const holds = state.index === 0 && recent.length >= LAST_SAMPLES;
  return { ...state, outcomes: recent, first: holds ? noBackoff : state.first };
}

/** With a short delay the ten minutes would hold thousands of samples: the newest are sufficient. */
const MOST_KEPT = 100;

function isFailing(outcomes: readonly Outcome[], nowMs: number): boolean {
  const failures = (of: readonly Outcome[]) => of.filter(({ failed }) => failed).length;
  if (failures(outcomes.slice(-LAST_SAMPLES)) >= MOST_FAILURES) return true;
  const within = outcomes.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
  return failures(within) >= LEAST_FAILURES && failures(within) * 2 >= within.length;
}

function handOver(state: SourceState, nowMs: number): SourceState {
  const index = (state.index + 1) % state.order.length;
  const first = state.index === 0 ? afterFailure(state.first, AWAY, nowMs) : state.first;
  return { ...state, index, outcomes: [], first };
}
