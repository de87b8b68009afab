/** The checks of one server, the ends of its hosts, and the open incident: the basis of the rules of the COM check. */
import type { FailureClass } from '../../../src/core/judging/failure-class.js';
import type { ProbeAnswer } from '../../../src/core/judging/probe-result.js';
import type { ReferenceRules } from './rules.js';

export interface Check {
  readonly beganMs: number;
  readonly endedMs: number;
  /** `undefined`: the server answered. */
  readonly failure: FailureClass | undefined;
}

/** Number of consecutive answers that show that every host of a pool is healthy. */
const POOL_ANSWERS = 10;

type ComRules = NonNullable<ReferenceRules['com']>;

export class ComHistory {
  readonly rules: ComRules;
  /** Newest last; without checks that could not be made. */
  checks: Check[] = [];
  isProven: boolean;
  /** Whether the last call found the server being shut down. */
  isStopping = false;
  hostEndedMs = -Infinity;
  /** Times at which hosts were stopped in this incident, for any reason (monotonic). */
  hostStops: number[] = [];
  /** Time of the first stop of a host by this check since the server was healthy (monotonic). */
  firstStopMs: number | undefined;
  neighboursStopped = new Set<string>();
  errorStops = 0;
  /** Times of stops of a host since the server was healthy because nothing stood out (monotonic). */
  stopsInVain: number[] = [];
  attempted = new Set<string>();
  /** For survivors of an attempt: whether they were chosen because nothing stood out. */
  readonly chosenSilent = new Map<string, boolean>();
  /** Processes that stood out at every failed check of the incident. */
  stoodOut: Set<string> | undefined;
  #lastFailureMs = -Infinity;

  readonly #isPool: boolean;

  /** @param isPool whether activations go to several hosts */
  constructor(rules: ComRules, isProven: boolean, isPool: boolean) {
    this.rules = rules;
    this.isProven = isProven;
    this.#isPool = isPool;
  }

  /** @param standOut processes that stand out at this moment */
  add(answer: ProbeAnswer, beganMs: number, endedMs: number, standOut: () => Set<string>): void {
    switch (answer.kind) {
      case 'unavailable':
        return;
      case 'ok':
        this.isProven = true;
        this.isStopping = false;
        this.checks.push({ beganMs, endedMs, failure: undefined });
        // "Of two hosts one may answer": only answers alone say that all are well.
        if (!this.#isPool || this.#answersInARow() >= POOL_ANSWERS) this.#isWell();
        this.chosenSilent.clear();
        break;
      case 'failed': {
        const { failureClass } = answer.failure;
        // "A class of their own, stopping: nothing is counted, stopped or backed off."
        this.isStopping = failureClass === 'stopping';
        if (this.isStopping) return;
        if (endedMs - this.#lastFailureMs > this.rules.quietMs && this.last?.failure === undefined)
          this.#open();
        this.#lastFailureMs = endedMs;
        this.checks.push({ beganMs, endedMs, failure: failureClass });
        const now = standOut();
        this.stoodOut = this.stoodOut
          ? new Set([...this.stoodOut].filter((key) => now.has(key)))
          : now;
      }
    }
    if (this.checks.length > 400) this.checks = this.checks.slice(-200);
  }

  hostEnded(atMs: number): void {
    this.hostEndedMs = atMs;
  }

  get last(): Check | undefined {
    return this.checks.at(-1);
  }

  unloads(failure: FailureClass | undefined): boolean {
    return failure !== undefined && this.rules.unloadOn.includes(failure);
  }

  isSilent(failure: FailureClass | undefined): boolean {
    if (failure === 'activation') return this.unloads(failure);
    return failure === 'timeout' || failure === 'rpc';
  }

  /** Consecutive failures, of any class in `unload_on`, whose checks began after `sinceMs`. */
  inARow(sinceMs = -Infinity): number {
    let count = 0;
    for (const { failure, beganMs } of [...this.checks].reverse()) {
      if (failure === undefined || beganMs < sinceMs) break;
      if (this.unloads(failure)) count++;
    }
    return count;
  }

  /** Silent failures among the last `of` checks that began after `sinceMs`. */
  silent(of: number, sinceMs = -Infinity): number {
    return this.checks
      .slice(-of)
      .filter(({ failure, beganMs }) => beganMs >= sinceMs && this.isSilent(failure)).length;
  }

  /** Since the last end of a host. */
  #answersInARow(): number {
    const sinceFailure = this.checks.slice(this.checks.findLastIndex(({ failure }) => failure) + 1);
    return sinceFailure.filter(({ beganMs }) => beganMs >= this.hostEndedMs).length;
  }

  answeredSince(atMs: number): boolean {
    return this.checks.some(({ failure, endedMs }) => failure === undefined && endedMs >= atMs);
  }

  #isWell(): void {
    this.stopsInVain = [];
    this.firstStopMs = undefined;
  }

  #open(): void {
    this.hostStops = [];
    this.neighboursStopped = new Set();
    this.attempted = new Set();
    this.errorStops = 0;
    this.#isWell();
    this.stoodOut = undefined;
  }
}
