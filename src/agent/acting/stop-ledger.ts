import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import type { Clock, Stopper } from '../../ports.js';

/** Who was ended long ago has left the samples. */
const KEPT_MS = 60_000;

/** Every stop of the agent, whichever check asked for it: what one check ended is no evidence for the other. */
export class StopLedger {
  readonly #stop: Stopper;
  readonly #clock: Clock;
  #ended: { readonly target: Target; readonly atMs: number }[] = [];
  readonly #underWay = new Set<Target>();
  #lastAtMs: number | undefined;

  constructor(stop: Stopper, clock: Clock) {
    this.#stop = stop;
    this.#clock = clock;
  }

  /** The last moment at which a process was ended, or may have been (monotonic). */
  get lastAtMs(): number | undefined {
    return this.#underWay.size > 0 ? this.#clock.monotonicMs() : this.#lastAtMs;
  }

  /** It is being stopped, or has been: a sample that still shows it is old. */
  has(target: Target): boolean {
    const underWay = [...this.#underWay].some((each) => sameTarget(each, target));
    return underWay || this.#ended.some((each) => sameTarget(each.target, target));
  }

  readonly stop: Stopper = async (target, signal) => {
    this.#underWay.add(target);
    const outcome = await this.#stop(target, signal);
    this.#underWay.delete(target);
    this.#note(target, outcome);
    return outcome;
  };

  #note(target: Target, outcome: StopOutcome): void {
    const nowMs = this.#clock.monotonicMs();
    switch (outcome.kind) {
      case 'stopped':
        this.#ended = this.#ended.filter(({ atMs }) => nowMs - atMs < KEPT_MS);
        this.#ended.push({ target, atMs: nowMs });
        this.#lastAtMs = nowMs;
        return;
      case 'unknown':
        this.#lastAtMs = nowMs;
        return;
      case 'gone':
      case 'refused':
      case 'survived':
    }
  }
}
