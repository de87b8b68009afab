import type { Incident } from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';
import type { ProbeFailure, StageTimes } from '../../core/judging/probe-result.js';

/** A failure of the COM check as reported. */
export interface FailedProbe {
  readonly failure: ProbeFailure;
  readonly times: StageTimes;
  /** Usual durations of the stages. */
  readonly floors: StageTimes;
  /** Number of failed checks in the incident, including this one. */
  readonly failures: number;
}

/** Failures in a row until now. */
export interface FailedSpell {
  /** When the first of them began. */
  readonly began: Instant;
  readonly incident: Incident;
  readonly last: FailedProbe;
}
