import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';
import type { FoundApplication } from '../../ports.js';

const ASK_AGAIN_MS = 60_000;

/**
 * Processes in which the COM+ catalogue lists an application, by PID and start time: a third way of identification
 * beside the two ways to a command line. A process hosts one application for its whole life, so the answer does not
 * become outdated.
 */
export class ListedHosts {
  #listed: readonly Target[] = [];
  #appId: string | undefined;
  #askedMs = -Infinity;

  isDue(nowMs: number): boolean {
    return nowMs - this.#askedMs >= ASK_AGAIN_MS;
  }

  asked(nowMs: number): void {
    this.#askedMs = nowMs;
  }

  /**
   * The catalogue gives PIDs. An entry applies to a process that had the PID before the query and still has it, but not
   * to one that has just started: the list may contain its PID because of a predecessor.
   */
  answered(
    { appId, name, ambiguous, instancePids }: FoundApplication,
    before: readonly Watched[],
    after: readonly Watched[],
  ): void {
    // Only the catalogue knows names: without one, the answer came from the registry alone.
    if (appId === null || name === null || ambiguous) return;
    this.#appId = appId;
    this.#listed = before
      .filter(({ target, settled }) => settled && instancePids.includes(target.pid))
      .map(({ target }) => target)
      .filter((target) => after.some((each) => sameTarget(each.target, target)));
  }

  appIdOf(target: Target): string | undefined {
    return this.#listed.some((each) => sameTarget(each, target)) ? this.#appId : undefined;
  }
}
