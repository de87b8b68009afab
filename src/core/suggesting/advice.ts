/** Suggested settings of one application, with their evidence from a record. */
import type { Sustain } from '../judging/limits.js';
import type { Run } from './excursions.js';

/** A setting of the file. */
export type SuggestedKey =
  'maxcpuprocent' | 'maxmemoryprocent' | 'sustain' | 'witerezult' | 'slow_metric' | 'alarm_metric';

export interface LimitAdvice {
  readonly kind: 'limit';
  readonly key: 'maxcpuprocent' | 'maxmemoryprocent';
  readonly value: number;
  readonly inForce: number;
  readonly usual: number;
  readonly peak: Run | undefined;
  readonly burns: readonly Run[];
  readonly found: readonly Run[];
}

export interface SustainAdvice {
  readonly kind: 'sustain';
  readonly key: 'sustain';
  readonly value: Sustain;
  readonly inForce: Sustain;
  /** Longest excursion over the suggested limit that ended by itself. */
  readonly longest: Run | undefined;
  /** Minimum duration of a breach before the process is stopped. */
  readonly holdMs: number;
}

export interface WaitAdvice {
  readonly kind: 'wait';
  readonly key: 'witerezult';
  readonly valueMs: number;
  readonly inForceMs: number;
  readonly answers: number;
  readonly usualMs: number;
  readonly slowestMs: number;
  /** Longest duration of an abandoned call that returned; `undefined` when none did. */
  readonly latestMs: number | undefined;
}

interface FactorAdvice {
  readonly value: number;
  readonly inForce: number | undefined;
  readonly usual: number;
  readonly highest: number;
  /** Number of answers examined. */
  readonly answers: number;
}

export interface SlowAdvice extends FactorAdvice {
  readonly kind: 'slow';
  readonly key: 'slow_metric';
}

export interface AlarmAdvice extends FactorAdvice {
  readonly kind: 'alarm';
  readonly key: 'alarm_metric';
  /** Failed calls, and those of them at which a host stood out. */
  readonly failed: number;
  readonly hits: number;
}

/** No suggestion: the record is too short, or normal load cannot be told from trouble in it. */
export interface NoAdvice {
  readonly kind: 'none';
  readonly key: SuggestedKey;
  readonly why:
    | {
        readonly kind: 'hours' | 'samples' | 'answers';
        readonly has: number;
        readonly needs: number;
      }
    | { readonly kind: 'inseparable' };
}

export type Advice = LimitAdvice | SustainAdvice | WaitAdvice | SlowAdvice | AlarmAdvice | NoAdvice;

export interface InForce {
  readonly limits:
    | {
        readonly maxCpuPercent: number;
        readonly maxMemoryPercent: number;
        readonly sustain: Sustain;
      }
    | undefined;
  readonly com:
    | {
        readonly witerezultMs: number;
        readonly slowMetric: number | undefined;
        readonly alarmMetric: number;
      }
    | undefined;
}
