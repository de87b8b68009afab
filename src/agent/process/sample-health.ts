import { incidentId } from '../../core/incident.js';
import type { Instant } from '../../core/watch.js';
import type { Journal, Notifier } from '../../ports.js';

/** Nobody is told of a failure that lasts shorter than this: a recycled shell is not trouble. */
const TROUBLE_AFTER_MS = 60_000;
const WRITE_EVERY_MS = 60_000;

/** Whether samples arrive: an agent that sees nothing must say so. */
export class SampleHealth {
  readonly #journal: Journal;
  readonly #notify: Notifier;
  readonly #hostName: string;
  #failing:
    { sinceMs: number; writtenMs: number; count: number; id: string; told: boolean } | undefined;

  constructor(journal: Journal, notify: Notifier, hostName: string) {
    this.#journal = journal;
    this.#notify = notify;
    this.#hostName = hostName;
  }

  failed(reason: string, now: Instant): void {
    const first = this.#failing === undefined;
    this.#failing ??= {
      sinceMs: now.monotonicMs,
      writtenMs: now.monotonicMs,
      count: 0,
      id: incidentId(now.wallMs, 0),
      told: false,
    };
    const failing = this.#failing;
    failing.count++;
    const tell = !failing.told && now.monotonicMs - failing.sinceMs >= TROUBLE_AFTER_MS;
    if (first || tell || now.monotonicMs - failing.writtenMs >= WRITE_EVERY_MS) {
      failing.writtenMs = now.monotonicMs;
      this.#journal({
        level: 'warn',
        action: 'sample-failed',
        message: `No sample (${failing.count} in a row): ${reason}`,
        incidentId: failing.id,
        fields: { 'error.message': reason },
        mailed: tell,
      });
    }
    if (!tell) return;
    failing.told = true;
    this.#tell('sampling-fails', reason, failing.id, now);
  }

  worked(now: Instant): void {
    const failing = this.#failing;
    if (!failing) return;
    this.#failing = undefined;
    const seconds = Math.round((now.monotonicMs - failing.sinceMs) / 1000);
    this.#journal({
      level: 'info',
      action: 'sample-recovered',
      message: `Samples arrive again after ${seconds} s`,
      incidentId: failing.id,
      mailed: failing.told,
    });
    if (failing.told) this.#tell('sampling-works-again', `${seconds} s`, failing.id, now);
  }

  #tell(
    trouble: 'sampling-fails' | 'sampling-works-again',
    detail: string,
    id: string,
    now: Instant,
  ): void {
    this.#notify({
      kind: 'trouble',
      id: `${id}-${trouble}`,
      incidentId: id,
      hostName: this.#hostName,
      at: now.wallMs,
      trouble,
      detail,
    });
  }
}
