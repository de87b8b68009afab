import type { Suspect, NoAction } from '../../judging/com-verdict.js';
import type { Limits } from '../../judging/limits.js';
import type { FailureDetail, ProbeFailure } from '../../judging/probe-result.js';
import type { SlowEnd } from '../../judging/slow-spell.js';
import type { Figures, Target } from '../../observing/model.js';
import type { Reason } from '../../reason.js';
import type { StopOutcome } from '../../acting/stop-outcome.js';
import type { IncidentEnd } from '../notice.js';

/** Verdicts and actions of both checks. */
export type ActingSentence =
  | {
      readonly kind: 'breach';
      readonly target: Target;
      readonly figures: Figures;
      readonly limits: Limits;
    }
  | { readonly kind: 'would-stop'; readonly target: Target }
  | { readonly kind: 'not-stopped-refused'; readonly target: Target; readonly reason: Reason }
  | { readonly kind: 'not-stopped-braked'; readonly target: Target; readonly untilUnixMs: number }
  | {
      readonly kind: 'stop-outcome';
      readonly target: Target;
      readonly outcome: StopOutcome;
      readonly attempt: number;
      /** Time until the next attempt on a process that was refused. */
      readonly retryInMs?: number;
    }
  | {
      readonly kind: 'incident-closed';
      readonly subject: string;
      readonly lastedMs: number;
      readonly stops: number;
      readonly cure: 'none' | 'proven' | 'not-proven';
      readonly end: IncidentEnd;
    }
  | { readonly kind: 'incident-lasts'; readonly subject: string; readonly lastedMs: number }
  | {
      readonly kind: 'late-outcome';
      readonly target: Target;
      readonly state: 'gone' | 'running' | 'unknown';
    }
  | {
      readonly kind: 'brake-on';
      readonly subject: string | undefined;
      /** `null`: the state of the brake could not be read. */
      readonly attempts: number | null;
      readonly windowMs: number;
      readonly untilUnixMs: number;
    }
  | { readonly kind: 'brake-off'; readonly subject: string | undefined }
  | { readonly kind: 'brake-unreadable'; readonly windowMs: number; readonly reason: Reason }
  | { readonly kind: 'state-unwritable' }
  | { readonly kind: 'state-written-again' }
  | { readonly kind: 'probe-failed'; readonly failures: number; readonly failure: ProbeFailure }
  | { readonly kind: 'probe-answered'; readonly tookMs: number }
  | { readonly kind: 'probe-summary'; readonly checks: number; readonly slowestMs: number }
  | { readonly kind: 'probe-slow'; readonly tookMs: number; readonly floorMs: number }
  | {
      readonly kind: 'probe-slow-over';
      readonly tookMs: number;
      readonly answers: number;
      readonly slowestMs: number;
      readonly end: SlowEnd;
    }
  | {
      readonly kind: 'probe-recovered';
      readonly afterMs: number;
      readonly failures: number;
      readonly stops: number;
    }
  | { readonly kind: 'log-out-failed'; readonly fault: FailureDetail }
  | {
      readonly kind: 'suspect';
      readonly suspect: Suspect;
      readonly subject: string;
      readonly alarmMetric: number;
    }
  | { readonly kind: 'no-action'; readonly why: NoAction }
  | { readonly kind: 'check-rests'; readonly everyMs: number }
  | { readonly kind: 'check-stretched'; readonly delayMs: number; readonly stretchedMs: number }
  | { readonly kind: 'configuration-proven'; readonly kept: boolean }
  | {
      readonly kind: 'default-changed';
      readonly section: string;
      readonly key: string;
      readonly before: string;
      readonly now: string;
    };
