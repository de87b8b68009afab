/** The calls of one application, in the order of the record. */
import { serverTimeMs } from '../judging/probe-result.js';
import { slownessOf } from '../judging/slowness.js';
import { FloorWindow } from '../observing/window.js';
import type { ProbeEntry, ReturnedEntry } from '../recording/entry.js';
import type { CallEvidence } from './evidence.js';

/** A gap between calls longer than this is not counted. */
const GAP_MS = 15 * 60_000;
/** Time before a failure during which the server may already be affected. */
const UNWELL_MS = 3_600_000;

export class Calls {
  readonly #evidence: CallEvidence;
  readonly #quickest: FloorWindow;
  #lastMs: number | undefined;
  #hasFailed = false;

  constructor(evidence: CallEvidence, timeCacheMs: number) {
    this.#evidence = evidence;
    this.#quickest = new FloorWindow(timeCacheMs);
  }

  /** @param ratio of the host that stands out most */
  called({ answer, at }: ProbeEntry, sinceUnixMs: number, ratio: number | undefined): void {
    const evidence = this.#evidence;
    const atMs = at.monotonicMs;
    const sinceMs = atMs - (this.#lastMs ?? -Infinity);
    this.#lastMs = atMs;
    const isMeant = at.wallMs >= sinceUnixMs;
    if (isMeant && sinceMs <= GAP_MS && sinceMs >= 0) evidence.coveredMs += sinceMs;
    if (answer.kind === 'unavailable') return;
    if (answer.kind === 'failed') {
      this.#failed(atMs);
      if (!isMeant) return;
      evidence.failed++;
      if (ratio !== undefined) evidence.failedRatios.push(ratio);
      return;
    }
    const isFirst = this.#hasFailed;
    this.#hasFailed = false;
    const tookMs = serverTimeMs(answer.times);
    const floor = this.#quickest.floor(atMs);
    this.#quickest.push(atMs, tookMs);
    if (!isMeant || isFirst) return;
    const slowness = floor === undefined ? undefined : slownessOf(tookMs, floor).ratio;
    evidence.answers.push({ atMs, tookMs, slowness, ratio });
  }

  returned({ at, beganMs }: ReturnedEntry): void {
    const tookMs = at.monotonicMs - beganMs;
    if (tookMs <= GAP_MS) this.#evidence.lateMs.push(tookMs);
  }

  /** Starts with the clock of another run of the agent. */
  interrupt(): void {
    this.#lastMs = undefined;
  }

  #failed(atMs: number): void {
    this.#hasFailed = true;
    const { answers } = this.#evidence;
    for (let last = answers.at(-1); last && last.atMs > atMs - UNWELL_MS; last = answers.at(-1)) {
      answers.pop();
    }
  }
}
