import { closeIncidents, type Incident, type Incidents } from '../../core/acting/incident.js';
import type { Verdict } from '../../core/judging/limits.js';
import type { Target } from '../../core/observing/model.js';
import type { Judged } from '../../core/acting/plan.js';
import { sameTarget } from '../../core/observing/identity.js';

/** The open incidents of a check and the last verdict of each. */
export class IncidentBook<V extends Judged = Verdict> {
  #incidents: Incidents = new Map();
  readonly #verdicts = new Map<string, V>();

  get incidents(): Incidents {
    return this.#incidents;
  }

  /** Takes over the incidents of a plan. */
  adopt(incidents: Incidents): void {
    this.#incidents = incidents;
  }

  keep(incident: Incident, verdict: V): void {
    this.#verdicts.set(incident.id, verdict);
    const current = this.#incidents.get(incident.target.pid);
    // The PID was reused while the stop was under way: the newcomer's incident stays.
    if (current && !sameTarget(current.target, incident.target)) return;
    this.#incidents = new Map(this.#incidents).set(incident.target.pid, incident);
  }

  /** True the first time that this incident has this to tell. */
  once(incident: Incident, key: string): boolean {
    const current = this.#incidents.get(incident.target.pid);
    if (!current || current.id !== incident.id) return true;
    if (current.told.includes(key)) return false;
    this.#incidents = new Map(this.#incidents).set(incident.target.pid, {
      ...current,
      told: [...current.told, key],
    });
    return true;
  }

  /**
   * Closes what is over. Returns the incidents whose target has gone though the last attempt did not say so:
   * a survivor that died after all, or a stop whose answer was lost.
   */
  close(present: readonly Target[], nowMs: number): { incident: Incident; verdict: V }[] {
    const isPresent = (target: Target) => present.some((each) => sameTarget(each, target));
    const { incidents, closed } = closeIncidents(this.#incidents, isPresent, nowMs);
    this.#incidents = incidents;
    const late: { incident: Incident; verdict: V }[] = [];
    for (const incident of closed) {
      const verdict = this.#verdicts.get(incident.id);
      this.#verdicts.delete(incident.id);
      const ended = incident.told.some((key) => key === 'mail stopped' || key === 'mail gone');
      if (verdict && incident.attempts > 0 && !ended && !isPresent(incident.target)) {
        late.push({ incident, verdict });
      }
    }
    return late;
  }
}
