/** Expected form of a value in the configuration: values only, the words live in src/texts. */
import type { FailureClass } from '../core/judging/failure-class.js';
import type { PatternFault } from './pattern.js';
import type { TemplateFault } from './transaction.js';

/** Forms without parameters. */
export type PlainExpected =
  | 'yes-or-no'
  | 'text'
  | 'any-text'
  | 'password'
  | 'process-name'
  | 'prog-id'
  | 'application'
  | 'path'
  | 'textfile'
  | 'list'
  | 'sustain'
  | 'time-of-day'
  | 'time-of-week'
  | 'listen-address'
  | 'mail-servers'
  | 'greeting'
  | 'mail-address'
  | 'mail-addresses'
  | 'method-call'
  | 'refuse-pattern'
  | 'expectation'
  | 'maintenance-windows'
  | 'existing-date';

/** Fields in the order of a cron expression. */
export const cronFields = ['minute', 'hour', 'day', 'month', 'weekday'] as const;
export type CronField = (typeof cronFields)[number];

export type Expected =
  | { readonly kind: 'plain'; readonly form: PlainExpected }
  | { readonly kind: 'number' | 'integer'; readonly min: number; readonly max: number }
  | {
      readonly kind: 'duration';
      readonly minMs: number;
      readonly maxMs: number;
      /** Unit of a number without one, unless `time_unit` sets it. */
      readonly bare: 's' | 'ms';
    }
  | { readonly kind: 'size'; readonly minMb: number; readonly maxMb: number }
  | { readonly kind: 'one-of'; readonly words: readonly string[] }
  /** Characters. */
  | { readonly kind: 'token'; readonly shortest: number; readonly longest: number }
  | { readonly kind: 'failure-classes'; readonly classes: readonly FailureClass[] }
  | { readonly kind: 'cron-field'; readonly field: CronField }
  | { readonly kind: 'pattern'; readonly fault: PatternFault['kind'] }
  | {
      readonly kind: 'template-part';
      readonly fault: TemplateFault;
      /** The words that are accepted. */
      readonly words: readonly string[];
    };
