import { incidentId } from '../../core/acting/incident.js';
import type { EventAction } from '../../core/telling/journal-event.js';
import type { TroubleNotice } from '../../core/telling/notice.js';
import type { Instant } from '../../core/observing/process-table.js';
import type { Journal, Notifier } from '../../ports.js';

/** Nobody is mailed of a failure that lasts shorter than this: a recycled shell is not trouble. */
const TROUBLE_AFTER_MS = 60_000;
const WRITE_EVERY_MS = 60_000;

type Trouble = TroubleNotice['trouble'];

/** What is written and mailed of one kind of trouble. */
export interface TroubleWords {
  readonly failing: {
    readonly action: EventAction;
    readonly trouble: Trouble;
    readonly message: (count: number, reason: string) => string;
  };
  readonly over: {
    readonly action: EventAction;
    readonly trouble: Trouble;
    readonly message: (seconds: number) => string;
  };
}

/** Something that must work fails for a while: written at once, mailed after a minute, and mailed when it is over. */
export class LastingTrouble {
  readonly #words: TroubleWords;
  readonly #journal: Journal;
  readonly #notify: Notifier;
  readonly #hostName: string;
  #failing:
    { sinceMs: number; writtenMs: number; count: number; id: string; told: boolean } | undefined;

  constructor(words: TroubleWords, journal: Journal, notify: Notifier, hostName: string) {
    this.#words = words;
    this.#journal = journal;
    this.#notify = notify;
    this.#hostName = hostName;
  }

  failed(reason: string, now: Instant): void {
    const { action, trouble, message } = this.#words.failing;
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
        action,
        message: message(failing.count, reason),
        incidentId: failing.id,
        fields: { 'error.message': reason },
        mailed: tell,
      });
    }
    if (!tell) return;
    failing.told = true;
    this.#tell(trouble, reason, failing.id, now);
  }

  worked(now: Instant): void {
    const failing = this.#failing;
    if (!failing) return;
    const { action, trouble, message } = this.#words.over;
    this.#failing = undefined;
    const seconds = Math.round((now.monotonicMs - failing.sinceMs) / 1000);
    this.#journal({
      level: 'info',
      action,
      message: message(seconds),
      incidentId: failing.id,
      mailed: failing.told,
    });
    if (failing.told) this.#tell(trouble, `${seconds} s`, failing.id, now);
  }

  #tell(trouble: Trouble, detail: string, id: string, now: Instant): void {
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
