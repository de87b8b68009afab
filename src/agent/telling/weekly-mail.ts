/** The weekly mail: what the configuration would have stopped in the past week, and how much of it recovered by itself. */
import { incidentId } from '../../core/acting/incident.js';
import type { Schedule } from '../../core/schedule.js';
import { recallWeekly, WEEK_DAYS } from '../../core/telling/weekly.js';
import type { Clock, Journal, LookBack, Notifier, ValueStore } from '../../ports.js';
import { ScheduledMail, type Met } from './scheduled-mail.js';

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
  readonly #mail: ScheduledMail<Met>;

  constructor(schedule: Schedule, context: WeeklyContext) {
    const { clock, weeklyStore: store } = context;
    this.#context = context;
    this.#mail = new ScheduledMail(
      schedule,
      {
        initial: { metUnixMs: Math.round(clock.wallMs()) },
        recall: recallWeekly,
        atTime: (state) => state,
        gather: (_state, _at, signal) => this.#gather(signal),
      },
      { clock, store },
    );
  }

  /** Checks repeatedly whether the mail is due, until the signal is aborted. */
  run(signal: AbortSignal): Promise<void> {
    return this.#mail.run(signal);
  }

  async #gather(signal: AbortSignal): Promise<() => Promise<void>> {
    const { clock, hostName, journal, notify, mode, lookBack } = this.#context;
    const looked = await lookBack(WEEK_DAYS, signal);
    const week = looked.ok ? looked.value : null;
    const reason = looked.ok ? null : looked.reason;
    const told = { mode, week, reason };
    return () => {
      const at = clock.wallMs();
      const id = incidentId(at, 'weekly');
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
      return notify({ kind: 'weekly', id, incidentId: id, hostName, at, ...told });
    };
  }
}
