/** State that survives the agent: floors measured over hours are kept, and incidents continue. */
import { recallAttempts, storeAttempts, type AttemptTable } from '../core/acting/attempts.js';
import {
  recallIncidents,
  storeIncident,
  type RecalledIncidents,
} from '../core/acting/incident-memory.js';
import type { Incident } from '../core/acting/incident.js';
import { instantOf, type Instant } from '../core/instant.js';
import { savedAt, storedOf, type IncidentStory } from '../core/telling/incident-story.js';
import { recallCom, storeCom, type ComKnowledge } from '../core/judging/com-memory.js';
import { parseFloors, type StoredFloors } from '../core/observing/remembered.js';
import { isFigure, isTable } from '../core/table.js';
import type { Config } from '../config/config.js';
import type { Clock, ValueStore } from '../ports.js';
import type { IncidentBook } from './acting/incident-book.js';
import type { StopExecutor } from './acting/stop-executor.js';
import type { Observer } from './observing/observer.js';

const SAVE_EVERY_MS = 60_000;
/** Incidents change with every sample over the limits, and not each change is worth a write. */
const SAVE_INCIDENTS_EVERY_MS = 5_000;
const SAVE_DEADLINE_MS = 1_000;

interface Kept {
  readonly book: Pick<IncidentBook, 'open'>;
  readonly executor: Pick<StopExecutor, 'attempts'>;
}

/** The state of a COM check from which the next agent continues. */
interface Knowing {
  readonly knowledge: ComKnowledge;
}

export class Memory {
  readonly #store: ValueStore;
  readonly #clock: Clock;
  readonly #floors = new Map<string, StoredFloors>();
  readonly #observers = new Map<string, Observer>();
  readonly #checks = new Map<string, { readonly progid: string; readonly check: Knowing }>();
  #loaded: Readonly<Record<string, unknown>> = {};
  #kept: Kept | undefined;
  #savedMs: number | undefined;
  #incidentsChanged = false;
  #saving: Promise<void> | undefined;
  #isDue = false;

  constructor({ memoryStore, clock }: { readonly memoryStore: ValueStore; readonly clock: Clock }) {
    this.#store = memoryStore;
    this.#clock = clock;
  }

  /** Reads the state of an earlier agent; parts that cannot be trusted are ignored. */
  async load(): Promise<void> {
    const loaded = await this.#store.load();
    if (loaded.kind !== 'value' || !isTable(loaded.value)) return;
    this.#loaded = loaded.value;
    const { floors } = loaded.value;
    if (!isTable(floors)) return;
    for (const [image, value] of Object.entries(floors)) {
      const parsed = parseFloors(value);
      if (parsed) this.#floors.set(image, parsed);
    }
  }

  floorsOf(image: string): StoredFloors | undefined {
    return this.#floors.get(image);
  }

  /** An earlier agent's state of the COM check of an application. */
  comOf(application: string, progid: string): ComKnowledge | undefined {
    const { com, savedUnixMs } = this.#loaded;
    if (!isTable(com) || !isFigure(savedUnixMs) || !Object.hasOwn(com, application)) return;
    return recallCom(com[application], progid, savedUnixMs, this.#now());
  }

  /**
   * Incidents of an earlier agent: those whose check is still configured continue.
   * @param stories content of their files, which takes precedence over the stored state
   */
  incidents({ applications }: Config, stories: readonly IncidentStory[] = []): RecalledIncidents {
    const now = this.#now();
    const { incidents, savedUnixMs } = this.#loaded;
    const hasStory = ({ id }: Incident) => stories.some((story) => story.id === id);
    const remembered = isFigure(savedUnixMs)
      ? recallIncidents(incidents, savedUnixMs, now)
      : { open: [], ended: [] };
    const found = stories
      .filter(({ closedUnixMs }) => closedUnixMs === null)
      .map((story) => recallIncidents([storedOf(story)], savedAt(story), now));
    const open = [
      ...remembered.open.filter((each) => !hasStory(each)),
      ...found.flatMap((each) => each.open),
    ];
    const ended = [
      ...remembered.ended.filter((each) => !hasStory(each)),
      ...found.flatMap((each) => each.ended),
    ];
    const isWatched = (incident: Incident) =>
      applications.some(
        ({ name, com, limits }) =>
          name === incident.application &&
          (incident.check === 'com' ? com?.progid === incident.subject : limits !== undefined),
      );
    return {
      open: open.filter(isWatched),
      ended: [...ended, ...open.filter((each) => !isWatched(each))],
    };
  }

  /** Attempts on processes whose end an earlier agent did not see. */
  attempts(mode: Config['monitor']['mode']): AttemptTable {
    const { attempts, savedUnixMs } = this.#loaded;
    if (!isFigure(savedUnixMs)) return new Map();
    return recallAttempts(attempts, savedUnixMs, mode === 'observe', this.#now());
  }

  /** State from which the next agent continues. */
  keep({ book, executor }: Kept): void {
    this.#kept = { book, executor };
  }

  keepCom(application: string, progid: string, check: Knowing): void {
    this.#checks.set(application, { progid, check });
  }

  /** Writes the state once a minute; called after a sample. */
  note(image: string, observer: Observer, now: Instant): void {
    this.#observers.set(image, observer);
    this.#savedMs ??= now.monotonicMs;
    const everyMs = this.#incidentsChanged ? SAVE_INCIDENTS_EVERY_MS : SAVE_EVERY_MS;
    if (now.monotonicMs - this.#savedMs >= everyMs) this.changed();
  }

  incidentsChanged(): void {
    this.#incidentsChanged = true;
  }

  /** Requests a write of the state soon, without waiting for it. */
  changed(): void {
    this.#isDue = true;
    this.#saving ??= this.#saveWhileDue().finally(() => (this.#saving = undefined));
  }

  async close(): Promise<void> {
    this.changed();
    await this.#saving;
  }

  /** One write at a time; changes made meanwhile are in the next one. */
  async #saveWhileDue(): Promise<void> {
    // Deferred until the calling step has finished.
    await Promise.resolve();
    while (this.#isDue) {
      this.#isDue = false;
      this.#incidentsChanged = false;
      const now = this.#now();
      this.#savedMs = now.monotonicMs;
      await this.#store.save(this.#snapshot(now), SAVE_DEADLINE_MS);
    }
  }

  #snapshot(now: Instant): unknown {
    const floors = new Map<string, StoredFloors>(this.#floors);
    for (const [image, observer] of this.#observers) {
      const known = observer.floors(now);
      if (known) floors.set(image, known);
    }
    const com = [...this.#checks].map(
      ([key, { progid, check }]) => [key, storeCom(progid, check.knowledge, now)] as const,
    );
    return {
      savedUnixMs: Math.ceil(now.wallMs),
      floors: Object.fromEntries(floors),
      com: Object.fromEntries(com),
      incidents: (this.#kept?.book.open ?? []).map((each) => storeIncident(each, now)),
      attempts: storeAttempts(this.#kept?.executor.attempts ?? new Map(), now),
    };
  }

  #now(): Instant {
    return instantOf(this.#clock);
  }
}
