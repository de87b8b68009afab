import { IncidentBook } from '../acting/incident-book.js';
import type { Suspect } from '../../core/judging/com-verdict.js';
import { incidentId } from '../../core/acting/incident.js';
import type { ProbeFailure, StageTimes } from '../../core/judging/probe-result.js';
import type { Instant } from '../../core/observing/process-table.js';

/** One failure of the COM check as it is told. */
export interface FailedProbe {
  readonly failure: ProbeFailure;
  readonly times: StageTimes;
  /** What the stages take when all is well. */
  readonly floors: StageTimes;
}

/** Who is not told otherwise is reminded of a server that does not answer. */
const REMIND_AFTER_MS = 60 * 60_000;

/** From the beginning of the first check that failed to the next success: one incident, whatever is done meanwhile. */
export class ComTrouble {
  readonly id: string;
  readonly began: Instant;
  /** What was tried on which process. */
  readonly book = new IncidentBook<Suspect>();
  readonly #told = new Set<string>();
  #mailedAtMs: number;
  #wasMailed = false;
  failures = 0;
  unloaded = 0;
  /** A process survived its stop: when it may be tried again (monotonic). */
  retryAtMs: number | undefined;

  constructor(began: Instant) {
    this.id = incidentId(began.wallMs, 'com');
    this.began = began;
    this.#mailedAtMs = began.monotonicMs;
  }

  mailed(now: Instant): void {
    this.#mailedAtMs = now.monotonicMs;
    this.#wasMailed = true;
  }

  /** An attempt that is due is made now, or is not needed any more. */
  forgetRetry(now: Instant): void {
    if (this.retryAtMs !== undefined && this.retryAtMs <= now.monotonicMs)
      this.retryAtMs = undefined;
  }

  /** The last mail about it is an hour old. */
  isReminderDue(now: Instant): boolean {
    return now.monotonicMs - this.#mailedAtMs >= REMIND_AFTER_MS;
  }

  get wasMailed(): boolean {
    return this.#wasMailed;
  }

  /** True the first time. */
  once(key: string): boolean {
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }
}
