import type { Target } from '../../observing/model.js';
import type { Reason } from '../../reason.js';

/** Requests of operators to the running agent. `undefined` as the application stands for all of them. */
export type SteeringSentence =
  | {
      readonly kind: 'pause-began';
      readonly application: string | undefined;
      readonly untilUnixMs: number;
      readonly why: string;
      readonly withCalls: boolean;
      /** A maintenance window of the configuration. */
      readonly isWindow: boolean;
    }
  | {
      readonly kind: 'pause-ended';
      readonly application: string | undefined;
      readonly isWindow: boolean;
    }
  | { readonly kind: 'not-stopped-paused'; readonly target: Target; readonly untilUnixMs: number }
  | { readonly kind: 'brake-let-go'; readonly keys: readonly string[] }
  | { readonly kind: 'configuration-changed'; readonly file: string }
  | { readonly kind: 'reload-begun'; readonly file: string }
  /** Its old `[commethod]` stays in force until its incident is closed. */
  | { readonly kind: 'commethod-kept'; readonly application: string | undefined }
  | { readonly kind: 'reload-refused'; readonly file: string; readonly problems: number }
  | { readonly kind: 'request-unusable'; readonly file: string; readonly cause: Reason };
