import {
  incidentId,
  incidentKey,
  sayOnce,
  withTime,
  type Incident,
  type IncidentKey,
} from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';

/** The open incidents of the agent, by what they are about. */
export class IncidentBook {
  readonly #incidents = new Map<string, Incident>();
  /** When the trouble of closed incidents came, by what they were about. */
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

  /** The present state of an incident that a caller has kept. */
  current(incident: Incident): Incident {
    const found = this.#incidents.get(incident.key);
    return found?.id === incident.id ? found : incident;
  }

  /**
   * The open incident of this key, or a new one; evidence is as of now.
   * @param occasion what tells one time that the trouble comes from the next, such as the process that is over its limits
   */
  evidence(
    key: IncidentKey,
    began: Instant,
    suffix: number | string,
    occasion?: string,
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

  /** Goes on with what an earlier agent left open. */
  restore(incidents: readonly Incident[]): void {
    for (const incident of incidents) this.#incidents.set(incident.key, incident);
  }

  /** Remembers when the trouble of a closed incident came, and that of those before it. */
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

  /** True the first time that this incident has this to say. */
  once(incident: Incident, what: string): boolean {
    const current = this.#incidents.get(incident.key);
    if (current?.id !== incident.id) return true;
    const said = sayOnce(current, what);
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

  /** Two that open within a millisecond are two. */
  #freeId(unixMs: number, suffix: number | string): string {
    let id = incidentId(unixMs, suffix);
    for (let more = 2; this.open.some((each) => each.id === id); more++) {
      id = incidentId(unixMs, `${suffix}.${more}`);
    }
    return id;
  }
}

function countTime(incident: Incident, occasion: string | undefined, unixMs: number): Incident {
  if (occasion === undefined) return incident;
  const said = sayOnce(incident, `time ${occasion}`);
  return said.isNew ? { ...said.incident, times: withTime(incident.times, unixMs) } : incident;
}
