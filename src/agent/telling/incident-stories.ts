/**
 * Writes the story of each incident while it happens: the journal events under its identifier, and its state. An
 * incident that was open when the agent died continues in the same file.
 */
import { TIMES_WITHIN_MS, type Incident } from '../../core/acting/incident.js';
import { instantOf, type Instant } from '../../core/instant.js';
import {
  addEvent,
  beginStory,
  closeStory,
  goOnStory,
  stopsOf,
  targetsOf,
  type IncidentStory,
} from '../../core/telling/incident-story.js';
import type { Figures, Target } from '../../core/observing/model.js';
import { CurveHistory } from '../../core/telling/curve-history.js';
import { CURVE_MARGIN_MS, type IncidentCurves } from '../../core/telling/incident-curves.js';
import type { JournalEvent } from '../../core/telling/journal-event.js';
import type { Clock, IncidentStore, Journal } from '../../ports.js';
import type { IncidentBook } from '../acting/incident-book.js';

export interface StoriesContext {
  readonly store: IncidentStore;
  readonly clock: Clock;
  readonly hostName: string;
  /** Whether the agent only observes. */
  readonly observes: boolean;
}

/** Interval of writes of an open incident's curves. */
const CURVES_EVERY_MS = 30_000;
/** How long after its end events still belong to an incident. */
const LATE_MS = 60 * 60_000;
/** Minimum interval of writes for evidence alone, which every sample may bring. */
const EVIDENCE_EVERY_MS = 5_000;
const END_DEADLINE_MS = 1_000;
const LOOK_BACK_MS = 24 * 60 * 60_000;

interface KeptStory {
  story: IncidentStory;
  savedMs: number;
}

interface Sampled {
  readonly target: Target;
  readonly figures: Figures;
}

export class IncidentStories {
  readonly #context: StoriesContext;
  readonly #stories = new Map<string, KeptStory>();
  readonly #saving = new Set<Promise<void>>();
  /** Curves by the name of the application; `null` for the unnamed one. */
  readonly #curves = new Map<string | null, CurveHistory>();

  constructor(context: StoriesContext) {
    this.#context = context;
  }

  /** Reads the incidents of the last day from earlier agents. */
  async load(): Promise<readonly IncidentStory[]> {
    const { store, clock } = this.#context;
    const stories = await store.load(clock.wallMs() - LOOK_BACK_MS);
    for (const story of stories) this.#stories.set(story.id, { story, savedMs: -Infinity });
    return stories;
  }

  /** The story so far. */
  find(id: string): IncidentStory | undefined {
    return this.#stories.get(id)?.story;
  }

  /** "Third time within an hour" includes closed incidents. */
  recallTimes(book: IncidentBook): void {
    const nowMs = this.#context.clock.wallMs();
    const stories = [...this.#stories.values()].map(({ story }) => story);
    // The times of a later incident include those of the earlier ones.
    stories.sort((one, other) => one.openedUnixMs - other.openedUnixMs);
    for (const story of stories) {
      const { check, application, subject, times, closedUnixMs } = story;
      const recent = times.filter((each) => each <= nowMs && nowMs - each < TIMES_WITHIN_MS);
      if (closedUnixMs === null || recent.length === 0) continue;
      book.recallTimes({ check, application: application ?? undefined, subject }, recent);
    }
  }

  /** A journal that also adds the events of an incident to its story. */
  noting(journal: Journal): Journal {
    return (event) => {
      journal(event);
      this.#note(event);
    };
  }

  /** Adds an application, whose processes and calls are recorded from now on. */
  watch(application: string | undefined, limits: IncidentCurves['limits']): void {
    if (this.#context.store.isBlank) return;
    this.#curves.set(application ?? null, new CurveHistory(limits));
  }

  sampled(application: string | undefined, own: () => readonly Sampled[], now: Instant): void {
    this.#curves.get(application ?? null)?.sampled(own(), now.wallMs);
    for (const { story, savedMs } of this.#stories.values()) {
      const isDue = now.monotonicMs - savedMs >= CURVES_EVERY_MS;
      const isDrawn = story.closedUnixMs === null || now.wallMs < drawnUntil(story);
      if (isDue && isDrawn && story.application === (application ?? null)) {
        this.#keep(story.id, story, now);
      }
    }
  }

  probed(application: string | undefined, unixMs: number, tookMs: number, isGood: boolean): void {
    this.#curves.get(application ?? null)?.probed(unixMs, tookMs, isGood);
  }

  /** Takes an incident that was opened, changed or closed. */
  changed(incident: Incident, isOpen: boolean): void {
    const now = this.#now();
    const { id } = incident;
    const kept = this.#stories.get(id);
    if (!isOpen) {
      if (kept) this.#keep(id, closeStory(goOnStory(kept.story, incident, now), now.wallMs), now);
      return;
    }
    const story = kept
      ? goOnStory(kept.story, incident, now)
      : beginStory(incident, this.#context, now);
    if (
      kept &&
      now.monotonicMs - kept.savedMs < EVIDENCE_EVERY_MS &&
      isSameButForEvidence(kept.story, story)
    ) {
      kept.story = story;
    } else {
      this.#keep(id, story, now);
    }
  }

  /** Resolves when everything has been written, or the disk has refused it. */
  async close(): Promise<void> {
    const now = this.#now();
    for (const [id, { story }] of this.#stories) {
      if (story.closedUnixMs === null) this.#keep(id, story, now);
    }
    const ended = new AbortController();
    await Promise.race([
      Promise.all(this.#saving),
      this.#context.clock.sleep(END_DEADLINE_MS, ended.signal),
    ]);
    ended.abort();
  }

  #note({ level, action, sentence, incidentId }: JournalEvent): void {
    if (incidentId === undefined) return;
    const kept = this.#stories.get(incidentId);
    if (!kept) return;
    const now = this.#now();
    const event = { atUnixMs: Math.round(now.wallMs), level, action, sentence };
    this.#keep(incidentId, addEvent(kept.story, event), now);
  }

  #keep(id: string, plain: IncidentStory, now: Instant): void {
    const story = this.#draw(plain);
    this.#stories.set(id, { story, savedMs: now.monotonicMs });
    const saving = this.#context.store.save(story).finally(() => this.#saving.delete(saving));
    this.#saving.add(saving);
    this.#forget(now);
  }

  #draw(story: IncidentStory): IncidentStory {
    const history = this.#curves.get(story.application);
    const isOver = this.#context.clock.wallMs() > drawnUntil(story);
    if (!history || (story.closedUnixMs !== null && isOver)) return story;
    return { ...story, curves: history.grow(story.curves, targetsOf(story), stopsOf(story)) };
  }

  #forget({ wallMs }: Instant): void {
    for (const [id, { story }] of this.#stories) {
      if (story.closedUnixMs === null || wallMs - story.closedUnixMs < LATE_MS) continue;
      this.#stories.delete(id);
      this.#context.store.release(id);
    }
  }

  #now(): Instant {
    const { clock } = this.#context;
    return instantOf(clock);
  }
}

/** Fifteen minutes after it, or until the incident closes if that is later. */
function drawnUntil({ evidenceUnixMs, closedUnixMs }: IncidentStory): number {
  return Math.max(evidenceUnixMs + CURVE_MARGIN_MS, closedUnixMs ?? 0);
}

function isSameButForEvidence(one: IncidentStory, other: IncidentStory): boolean {
  return (
    one.stops === other.stops &&
    one.cure === other.cure &&
    one.mailedUnixMs === other.mailedUnixMs &&
    one.said.length === other.said.length &&
    one.closedUnixMs === other.closedUnixMs
  );
}
