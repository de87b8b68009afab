/** Records decisions and actions in the black box. */
import type { Action, Judged, PlanContext } from '../../core/acting/plan.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import { instantOf, type Instant } from '../../core/instant.js';
import { entryOf } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import { planKey, whyOf } from '../../core/recording/decision.js';
import type { Clock, Recorder } from '../../ports.js';

interface Asked<V extends Judged> extends Pick<PlanContext, 'check' | 'application'> {
  readonly incidentId: (verdict: V) => string;
}

export class DecisionRecord {
  readonly #record: Recorder | undefined;
  readonly #clock: Clock;
  /** The last decision recorded for each PID, so that an unchanged one is recorded once. */
  readonly #last = new Map<number, { readonly target: Target; readonly key: string }>();

  constructor({ record, clock }: { readonly record?: Recorder; readonly clock: Clock }) {
    this.#record = record;
    this.#clock = clock;
  }

  take<V extends Judged>(actions: readonly Action<V>[], asked: Asked<V>, at: Instant): void {
    if (!this.#record) return;
    for (const { kind: plan, verdict } of actions) {
      if (plan === 'wait') continue;
      const { target, watched } = verdict;
      const key = planKey(asked.check, plan);
      if (plan !== 'stop' && entryOf(this.#last, target)?.key === key) continue;
      this.#last.set(target.pid, { target, key });
      const { figures } = watched;
      const why = whyOf(verdict);
      this.#record({ kind: 'decision', at, ...contextOf(verdict, asked), plan, why, figures });
    }
  }

  /** Records the outcome of an attempt. */
  async deed<V extends Judged>(
    verdict: V,
    asked: Asked<V>,
    stop: () => Promise<StopOutcome>,
  ): Promise<StopOutcome> {
    const beganMs = this.#clock.monotonicMs();
    const outcome = await stop();
    const at = instantOf(this.#clock);
    this.#record?.({ kind: 'deed', beganMs, at, ...contextOf(verdict, asked), outcome });
    return outcome;
  }

  /** Forgets processes that have exited. */
  left(targets: readonly Target[]): void {
    for (const target of targets) if (entryOf(this.#last, target)) this.#last.delete(target.pid);
  }
}

function contextOf<V extends Judged>(verdict: V, { check, application, incidentId }: Asked<V>) {
  const { target } = verdict;
  return { check, application: application ?? null, incidentId: incidentId(verdict), target };
}
