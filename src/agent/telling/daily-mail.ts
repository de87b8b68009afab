/** The daily mail. If it does not come, operators who have nothing but mail notice that the agent does not work. */
import { incidentId } from '../../core/acting/incident.js';
import type { Schedule } from '../../core/schedule.js';
import {
  atDay,
  countYesterday,
  dayOf,
  initialDaily,
  recallDaily,
  withAnswer,
  type DailyState,
} from '../../core/telling/daily.js';
import type { Clock, IncidentStore, Journal, Notifier, ValueStore } from '../../ports.js';
import { ScheduledMail } from './scheduled-mail.js';

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
  readonly #mail: ScheduledMail<DailyState>;

  constructor(schedule: Schedule, context: DailyContext) {
    const { clock, dailyStore: store } = context;
    this.#context = context;
    this.#mail = new ScheduledMail(
      schedule,
      {
        initial: initialDaily(clock.wallMs()),
        recall: recallDaily,
        atTime: atDay,
        gather: (state, at) => this.#gather(state, at),
      },
      { clock, store },
    );
  }

  /** Records an answer of the server. */
  answered(tookMs: number): void {
    const wallMs = this.#context.clock.wallMs();
    this.#mail.change((state) => withAnswer(state, tookMs, wallMs));
  }

  /** Checks repeatedly whether the mail is due, until the signal is aborted. */
  run(signal: AbortSignal): Promise<void> {
    return this.#mail.run(signal);
  }

  async #gather({ yesterday }: DailyState, at: number): Promise<() => Promise<void>> {
    const { hostName, journal, notify, incidentStore } = this.#context;
    const dayUnixMs = dayOf(at, 1);
    const { incidents, stops } = countYesterday(await incidentStore.load(dayUnixMs), at);
    const slowestMs = yesterday?.slowestMs ?? null;
    const id = incidentId(at, 'daily');
    const figures = { incidents, stops, slowestMs, dayUnixMs };
    return () => {
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
      return notify({ kind: 'daily', id, incidentId: id, hostName, at, ...figures });
    };
  }
}
