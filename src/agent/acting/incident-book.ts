import {
  incidentId,
  incidentKey,
  sayOnce,
  withTime,
  type Incident,
  type IncidentKey,
} from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';
import type { Target } from '../../core/observing/model.js';

/** The open incidents of the agent, by subject. */
export class IncidentBook {
  readonly #incidents = new Map<string, Incident>();
  /** Times at which the trouble of closed incidents occurred, by subject. */
  readonly #times = new Map<string, readonly number[]>();
  readonly #changed: (incident: Incident, isOpen: boolean) => void;

  /** @param changed called when an incident is opened, changed or closed */
  constructor(changed: (incident: Incident, isOpen: boolean) => void = () => undefined) {
    this.#changed = changed;
  }

  get isEmpty(): boolean {
    return this.#incidents.size === 0;
  }

  get open(): readonly Incident[] {
    return [...this.#incidents.values()];
  }

  find(key: IncidentKey): Incident | undefined {
    return this.#incidents.get(incidentKey(key));
  }

  /** The present state of an incident that a caller holds. */
  current(incident: Incident): Incident {
    const found = this.#incidents.get(incident.key);
    return found?.id === incident.id ? found : incident;
  }

  /**
   * The open incident of this key, or a new one; its last evidence is now.
   * @param occasion distinguishes one occurrence of the trouble from the next: the process that is over its limits, or
   * a name
   */
  evidence(
    key: IncidentKey,
    began: Instant,
    suffix: number | string,
    occasion?: string | Target,
  ): {
    readonly incident: Incident;
    readonly isNew: boolean;
  } {
    const known = this.find(key);
    const incident: Incident = known
      ? { ...known, evidenceMs: began.monotonicMs }
      : {
          ...key,
          id: this.#freeId(began.wallMs, suffix),
          key: incidentKey(key),
          openedUnixMs: began.wallMs,
          openedMs: began.monotonicMs,
          evidenceMs: began.monotonicMs,
          stops: 0,
          cure: 'none',
          times: this.#times.get(incidentKey(key)) ?? [],
          said: [],
          mailedMs: undefined,
        };
    const counted = countTime(incident, occasion, began.wallMs);
    this.keep(counted);
    return { incident: counted, isNew: !known };
  }

  /** Continues the incidents that an earlier agent left open. */
  restore(incidents: readonly Incident[]): void {
    for (const incident of incidents) this.#incidents.set(incident.key, incident);
  }

  /** Keeps the times at which the trouble of a closed incident occurred, including those of incidents before it. */
  recallTimes(key: IncidentKey, times: readonly number[]): void {
    this.#times.set(incidentKey(key), times);
  }

  keep(incident: Incident): void {
    this.#incidents.set(incident.key, incident);
    this.#changed(incident, true);
  }

  /** Changes an incident if it is still open. */
  change(incident: Incident, changes: Partial<Incident>): void {
    const current = this.#incidents.get(incident.key);
    if (current?.id === incident.id) this.keep({ ...current, ...changes });
  }

  /** Whether the incident has not reported this yet, of this process; records it as reported. */
  once(incident: Incident, words: string, of?: Target): boolean {
    const current = this.#incidents.get(incident.key);
    if (current?.id !== incident.id) return true;
    const said = sayOnce(current, words, of);
    if (said.isNew) this.keep(said.incident);
    return said.isNew;
  }

  close(incident: Incident): void {
    const current = this.#incidents.get(incident.key);
    if (current?.id !== incident.id) return;
    this.#incidents.delete(incident.key);
    this.#times.set(current.key, current.times);
    this.#changed(current, false);
  }

  /** Distinguishes incidents that open within the same millisecond. */
  #freeId(unixMs: number, suffix: number | string): string {
    let id = incidentId(unixMs, suffix);
    for (let more = 2; this.open.some((each) => each.id === id); more++) {
      id = incidentId(unixMs, `${suffix}.${more}`);
    }
    return id;
  }
}

function countTime(
  incident: Incident,
  occasion: string | Target | undefined,
  unixMs: number,
): Incident {
  if (occasion === undefined) return incident;
  const said =
    typeof occasion === 'string'
      ? sayOnce(incident, `time ${occasion}`)
      : sayOnce(incident, 'time', occasion);
  return said.isNew ? { ...said.incident, times: withTime(incident.times, unixMs) } : incident;
}
