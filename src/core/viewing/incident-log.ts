/** Open and past incidents, collected from the journal. */
import type { StatusIncident } from '../telling/status.js';
import type { ViewEvent, ViewIncident } from './view.js';

const MOST_INCIDENTS = 50;
const MOST_EVENTS = 60;

interface Known {
  readonly id: string;
  of: StatusIncident | undefined;
  closedUnixMs: number | null;
  events: ViewEvent[];
}

export class IncidentLog {
  #known: Known[] = [];
  #past: readonly ViewIncident[] = [];

  event(incidentId: string, event: ViewEvent): void {
    const known = this.#of(incidentId);
    // The beginning explains the end, so the middle is dropped.
    const { events } = known;
    if (events.length >= MOST_EVENTS) events.splice(MOST_EVENTS / 2, 1);
    events.push(event);
  }

  /** State of the open incidents according to the book; those missing from it are closed. */
  open(incidents: readonly StatusIncident[], atUnixMs: number): void {
    for (const each of incidents) {
      const known = this.#of(each.id);
      known.of = each;
      known.closedUnixMs = null;
    }
    const ids = new Set(incidents.map(({ id }) => id));
    for (const each of this.#known) if (!ids.has(each.id)) each.closedUnixMs ??= atUnixMs;
  }

  /** Adds the incidents of earlier agents. */
  past(incidents: readonly ViewIncident[]): void {
    const known = new Set(this.#known.map(({ id }) => id));
    this.#past = incidents.filter(({ id }) => !known.has(id)).slice(0, MOST_INCIDENTS);
  }

  /** Newest first. An entry without a record in the book is no incident, but a condition of the agent itself. */
  view(): readonly ViewIncident[] {
    const own = this.#known.flatMap(({ id, of, closedUnixMs, events }) =>
      of
        ? [
            {
              ...{ id, check: of.check, application: of.application, subject: of.subject },
              ...{ openedUnixMs: of.openedUnixMs, closedUnixMs, stops: of.stops },
              isCured: of.cure === 'proven',
              events: [...events],
            },
          ]
        : [],
    );
    const ids = new Set(own.map(({ id }) => id));
    return [...own, ...this.#past.filter(({ id }) => !ids.has(id))];
  }

  #of(id: string): Known {
    const found = this.#known.find((each) => each.id === id);
    if (found) return found;
    const made: Known = { id, of: undefined, closedUnixMs: null, events: [] };
    this.#known = [made, ...this.#known].slice(0, MOST_INCIDENTS);
    return made;
  }
}
