/** The daily mail: its absence tells those who have nothing but mail that the agent does not work. */
import { incidentId } from '../../core/acting/incident.js';
import {
  atDay,
  countYesterday,
  dayOf,
  initialDaily,
  recallDaily,
  withAnswer,
  type DailyState,
} from '../../core/telling/daily.js';
import { dueNow, type Schedule } from '../../core/schedule.js';
import type { Clock, IncidentStore, Journal, Notifier, ValueStore } from '../../ports.js';

const LOOK_EVERY_MS = 15_000;
const SAVE_DEADLINE_MS = 1_000;

export interface DailyContext {
  readonly clock: Clock;
  readonly hostName: string;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly incidentStore: IncidentStore;
  readonly dailyStore: ValueStore;
}

export class DailyMail {
  readonly #context: DailyContext;
  readonly #schedule: Schedule;
  #state: DailyState;
  #isKept = true;

  constructor(schedule: Schedule, context: DailyContext) {
    this.#schedule = schedule;
    this.#context = context;
    this.#state = initialDaily(context.clock.wallMs());
  }

  /** The server has answered. */
  answered(tookMs: number): void {
    this.#set(withAnswer(this.#state, tookMs, this.#context.clock.wallMs()));
  }

  /** Looks until the signal is aborted whether the mail is due. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, dailyStore } = this.#context;
    const loaded = await dailyStore.load();
    const kept = loaded.kind === 'value' ? recallDaily(loaded.value) : undefined;
    if (kept) this.#set(kept);
    // From now on the moments that come are due, whichever agent meets them.
    this.#isKept = false;
    while (!signal.aborted) {
      await this.#look();
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
    await this.#keep();
  }

  async #look(): Promise<void> {
    const wallMs = this.#context.clock.wallMs();
    this.#set(atDay(this.#state, wallMs));
    const due = dueNow(this.#schedule, this.#state.metUnixMs, wallMs);
    if (due !== undefined) {
      // Kept first: an agent that ends in between rather leaves one out than mails twice. The notice itself is on disk at once.
      this.#set({ ...this.#state, metUnixMs: due });
      await this.#keep();
      await this.#mail(wallMs);
    } else await this.#keep();
  }

  async #mail(at: number): Promise<void> {
    const { hostName, journal, notify, incidentStore } = this.#context;
    const dayUnixMs = dayOf(at, 1);
    const { incidents, stops } = countYesterday(await incidentStore.load(dayUnixMs), at);
    const slowestMs = this.#state.yesterday?.slowestMs ?? null;
    const id = incidentId(at, 'daily');
    const figures = { incidents, stops, slowestMs, dayUnixMs };
    journal({
      level: 'info',
      action: 'daily',
      sentence: { kind: 'daily', ...figures },
      incidentId: id,
      fields: {
        'comwatch.daily.incidents': incidents,
        'comwatch.daily.stops': stops,
        'comwatch.daily.slowest_ms': slowestMs,
      },
    });
    await notify({ kind: 'daily', id, incidentId: id, hostName, at, ...figures });
  }

  #set(state: DailyState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#isKept = false;
  }

  async #keep(): Promise<void> {
    if (this.#isKept) return;
    this.#isKept = true;
    await this.#context.dailyStore.save(this.#state, SAVE_DEADLINE_MS);
  }
}
