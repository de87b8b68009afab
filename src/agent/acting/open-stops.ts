/** Stops in progress, and processes whose stop was not confirmed: the samples show the end of both. */
import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';

interface Open {
  readonly target: Target;
  /** Reports that the process has ended after all. */
  readonly tell: () => void;
}

export class OpenStops {
  readonly #underWay = new Set<Promise<unknown>>();
  #open: readonly Open[] = [];

  begun(work: Promise<unknown>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  /** Waits for the stops in progress. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /**
   * Reports processes that have left the samples, even while their stop is in progress: the outcome then comes after
   * their end. Sources may differ slightly in an identity.
   */
  left(targets: readonly Target[], isPresent: (target: Target) => boolean): void {
    if (this.#open.length === 0) return;
    const ended = this.#open.filter(({ target }) => isAmong(targets, target) || !isPresent(target));
    this.#open = this.#open.filter((each) => !ended.includes(each));
    for (const { tell } of ended) tell();
  }

  /** @param tell called when it has left the samples */
  mayRun(target: Target, tell: () => void): void {
    this.ended(target);
    this.#open = [...this.#open, { target, tell }];
  }

  ended(target: Target): void {
    this.#open = this.#open.filter((each) => !sameTarget(each.target, target));
  }
}

function isAmong(targets: readonly Target[], target: Target): boolean {
  return targets.some((each) => sameTarget(each, target));
}
