/** The weekly mail: what the configuration would have stopped in the week before, and what of it recovered by itself. */
import { incidentId } from '../../core/acting/incident.js';
import { dueNow, type Schedule } from '../../core/schedule.js';
import { recallWeekly, WEEK_DAYS } from '../../core/telling/weekly.js';
import type { Clock, Journal, LookBack, Notifier, ValueStore } from '../../ports.js';

const LOOK_EVERY_MS = 15_000;
const SAVE_DEADLINE_MS = 1_000;

export interface WeeklyContext {
  readonly clock: Clock;
  readonly hostName: string;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly weeklyStore: ValueStore;
  readonly lookBack: LookBack;
  readonly mode: 'act' | 'observe';
}

export class WeeklyMail {
  readonly #context: WeeklyContext;
  readonly #schedule: Schedule;
  #metUnixMs: number;

  constructor(schedule: Schedule, context: WeeklyContext) {
    this.#schedule = schedule;
    this.#context = context;
    // Where nothing was kept nothing is due for what lies in the past.
    this.#metUnixMs = Math.round(context.clock.wallMs());
  }

  /** Looks until the signal is aborted whether the mail is due. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, weeklyStore } = this.#context;
    const loaded = await weeklyStore.load();
    const kept = loaded.kind === 'value' ? recallWeekly(loaded.value) : undefined;
    if (kept !== undefined) this.#metUnixMs = kept;
    // From now on the moments that come are due, whichever agent meets them.
    else await this.#keep();
    while (!signal.aborted) {
      await this.#look(signal);
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { clock, lookBack } = this.#context;
    const due = dueNow(this.#schedule, this.#metUnixMs, clock.wallMs());
    if (due === undefined) return;
    const looked = await lookBack(WEEK_DAYS, signal);
    // The next agent meets what this one could not: a replay of a week takes some seconds.
    if (signal.aborted) return;
    // Kept first: an agent that ends in between rather leaves one out than mails twice. The notice itself is on disk at once.
    this.#metUnixMs = due;
    await this.#keep();
    await this.#mail(looked);
  }

  async #mail(looked: Awaited<ReturnType<LookBack>>): Promise<void> {
    const { clock, hostName, journal, notify, mode } = this.#context;
    const at = clock.wallMs();
    const id = incidentId(at, 'weekly');
    const week = looked.ok ? looked.value : null;
    const reason = looked.ok ? null : looked.reason;
    const told = { mode, week, reason };
    journal({
      level: week ? 'info' : 'warn',
      action: 'weekly',
      sentence: { kind: 'weekly', ...told },
      incidentId: id,
      fields: {
        'comwatch.weekly.stops': week?.stops ?? null,
        'comwatch.weekly.recovered': week?.recovered ?? null,
        'comwatch.weekly.patient_stops': week?.patient?.stops ?? null,
      },
    });
    await notify({ kind: 'weekly', id, incidentId: id, hostName, at, ...told });
  }

  async #keep(): Promise<void> {
    await this.#context.weeklyStore.save({ metUnixMs: this.#metUnixMs }, SAVE_DEADLINE_MS);
  }
}
