/**
 * The story of one incident, from its opening to the proof of its cure: stored in `state/incidents` and shown by
 * commands, mails and the status page. Pure; wall times in milliseconds since the Unix epoch.
 */
import type { StoredIncident } from '../acting/incident-memory.js';
import type { Incident } from '../acting/incident.js';
import type { Instant } from '../instant.js';
import { isCount, isTable } from '../table.js';
import { toUnixMs } from '../wall-time.js';
import type { IncidentCurves } from './incident-curves.js';
import type { EventAction, Level } from './journal-event.js';
import type { IncidentEnd } from './notice.js';
import type { Sentence } from './sentence.js';

export const STORY_FORM = 1;

/** Evidence, action or outcome, as a journal event. */
export interface StoryEvent {
  readonly atUnixMs: number;
  readonly level: Level;
  readonly action: EventAction;
  readonly sentence: Sentence;
}

export interface IncidentStory {
  readonly form: typeof STORY_FORM;
  readonly id: string;
  readonly check: Incident['check'];
  /** `null`: the unnamed one. */
  readonly application: string | null;
  /** An AppID, an image name or a ProgID. */
  readonly subject: string;
  readonly hostName: string;
  /** Whether the agent only observed: nothing was stopped. */
  readonly observes: boolean;
  readonly openedUnixMs: number;
  /** The last breach or failed check. */
  readonly evidenceUnixMs: number;
  readonly closedUnixMs: number | null;
  readonly end: IncidentEnd | null;
  readonly stops: number;
  readonly cure: Incident['cure'];
  /** When the cure was proven. */
  readonly provenUnixMs: number | null;
  /** Times of the last hour at which the trouble occurred. */
  readonly times: readonly number[];
  /** The oldest first. */
  readonly events: readonly StoryEvent[];
  /** Number of events omitted between the first and the last ones. */
  readonly leftOut: number;
  readonly curves: IncidentCurves | null;
  /** What has been reported in it, and the time of the last mail: the next agent continues from here. */
  readonly said: readonly string[];
  readonly mailedUnixMs: number | null;
}

/** Limits the file of an incident to a size that can be read back, however long the incident lasts. */
const FIRST_EVENTS = 60;
const LAST_EVENTS = 140;

export function beginStory(
  incident: Incident,
  { hostName, observes }: Pick<IncidentStory, 'hostName' | 'observes'>,
  now: Instant,
): IncidentStory {
  const { id, check, application, subject, openedUnixMs } = incident;
  const begun: IncidentStory = {
    form: STORY_FORM,
    id,
    check,
    application: application ?? null,
    subject,
    hostName,
    observes,
    openedUnixMs: Math.round(openedUnixMs),
    evidenceUnixMs: Math.round(openedUnixMs),
    closedUnixMs: null,
    end: null,
    stops: 0,
    cure: 'none',
    provenUnixMs: null,
    times: [],
    events: [],
    leftOut: 0,
    curves: null,
    said: [],
    mailedUnixMs: null,
  };
  return goOnStory(begun, incident, now);
}

/** Updates the story with the present state of the incident; a closed one is open again. */
export function goOnStory(story: IncidentStory, incident: Incident, now: Instant): IncidentStory {
  const { stops, cure, times, said, evidenceMs, mailedMs } = incident;
  return {
    ...story,
    evidenceUnixMs: toUnixMs(evidenceMs, now),
    closedUnixMs: null,
    end: null,
    stops,
    cure,
    provenUnixMs: cure === 'proven' ? (story.provenUnixMs ?? Math.round(now.wallMs)) : null,
    times,
    said,
    mailedUnixMs: mailedMs === undefined ? null : toUnixMs(mailedMs, now),
  };
}

export function addEvent(story: IncidentStory, event: StoryEvent): IncidentStory {
  const events = [...story.events, event];
  const isFull = events.length > FIRST_EVENTS + LAST_EVENTS;
  const end: Partial<IncidentStory> =
    event.sentence.kind === 'incident-closed'
      ? { closedUnixMs: event.atUnixMs, end: event.sentence.end }
      : {};
  return {
    ...story,
    ...end,
    events: isFull ? [...events.slice(0, FIRST_EVENTS), ...events.slice(-LAST_EVENTS)] : events,
    leftOut: story.leftOut + (isFull ? 1 : 0),
  };
}

/** Closes the story: nothing was seen of the incident for `quiet`. */
export function closeStory(story: IncidentStory, atUnixMs: number): IncidentStory {
  return story.closedUnixMs === null
    ? { ...story, closedUnixMs: Math.round(atUnixMs), end: 'quiet' }
    : story;
}

/** Time from the opening to the last evidence, or to the proof of the cure where that came later. */
export function lastedMs({ openedUnixMs, evidenceUnixMs, provenUnixMs }: IncidentStory): number {
  return Math.max(0, evidenceUnixMs - openedUnixMs, (provenUnixMs ?? 0) - openedUnixMs);
}

/** State of the incident as one stable word, for tables and filters. */
export type StoryState = 'open' | 'cured' | 'not-proven' | 'over';

/** `over`: it ended without a stop. */
export function stateOf({ closedUnixMs, cure }: IncidentStory): StoryState {
  if (closedUnixMs === null) return 'open';
  switch (cure) {
    case 'proven':
      return 'cured';
    case 'expected':
      return 'not-proven';
    case 'none':
      return 'over';
  }
}

/** State from which the next agent continues. */
export function storedOf(story: IncidentStory): StoredIncident {
  const { id, check, application, subject, openedUnixMs, evidenceUnixMs } = story;
  const { stops, cure, times, said, mailedUnixMs } = story;
  return {
    id,
    check,
    ...(application !== null && { application }),
    subject,
    openedUnixMs,
    evidenceUnixMs,
    stops,
    cure,
    times,
    said,
    ...(mailedUnixMs !== null && { mailedUnixMs }),
  };
}

/** The last time mentioned in the story. */
export function savedAt({ openedUnixMs, evidenceUnixMs, mailedUnixMs }: IncidentStory): number {
  return Math.max(openedUnixMs, evidenceUnixMs, mailedUnixMs ?? 0);
}

/** PIDs of the processes concerned. The content of a sentence from a file is not trusted. */
export function targetsOf({ events }: IncidentStory): ReadonlySet<number> {
  return new Set(
    events.flatMap(({ sentence }) => {
      const { target, suspect } = sentence as {
        readonly target?: unknown;
        readonly suspect?: unknown;
      };
      const found = isTable(suspect) ? suspect['target'] : target;
      return isTable(found) && isCount(found['pid']) ? [found['pid']] : [];
    }),
  );
}

/** When processes were stopped in it. */
export function stopsOf({ events }: IncidentStory): readonly number[] {
  return events.flatMap(({ atUnixMs, sentence }) => {
    const { outcome } = sentence as { readonly outcome?: unknown };
    const isStop = sentence.kind === 'stop-outcome' && isTable(outcome);
    return isStop && outcome['kind'] === 'stopped' ? [atUnixMs] : [];
  });
}
