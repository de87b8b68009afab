import type {
  AlarmAdvice,
  LimitAdvice,
  NoAdvice,
  SlowAdvice,
  SustainAdvice,
  WaitAdvice,
} from '../core/suggesting/advice.js';
import type { Run } from '../core/suggesting/excursions.js';
import type { Verified } from '../core/suggesting/verified.js';

/** Texts of `comwatch suggest`: sentences that become comments of an INI file. */
export interface SuggestTexts {
  readonly gathers: (files: number) => string;
  readonly tries: string;
  readonly head: (
    from: string,
    until: string,
    counts: { readonly samples: number; readonly calls: number },
  ) => readonly string[];
  readonly limit: (advice: LimitAdvice, stopped: readonly Run[]) => readonly string[];
  readonly sustain: (advice: SustainAdvice) => readonly string[];
  /** @param tooLate answers that the replay did not wait for */
  readonly wait: (advice: WaitAdvice, tooLate: number) => readonly string[];
  /** @param warnings that the replay gave */
  readonly slow: (advice: SlowAdvice, warnings: number) => readonly string[];
  readonly alarm: (advice: AlarmAdvice) => readonly string[];
  readonly none: (advice: NoAdvice) => string;
  /** @param now as written in a file; `undefined`: not set */
  readonly inForce: (now: string | undefined, isSame: boolean) => string;
  readonly verifiedLimits: (verified: Verified) => string;
  readonly verifiedCom: (verified: Verified) => string;
  readonly stop: (process: string, at: string, recovery: string) => string;
  readonly more: (count: number) => string;
}
