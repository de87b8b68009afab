import type { Target } from '../../observing/model.js';
import type { Reason } from '../../reason.js';
import type { ConditionName } from '../notice.js';

/** Samples, processes and lasting conditions. */
export type ObservingSentence =
  | { readonly kind: 'target-seen'; readonly target: Target }
  | { readonly kind: 'target-left'; readonly target: Target }
  | { readonly kind: 'sampled'; readonly processes: number }
  | {
      readonly kind: 'alive';
      readonly samples: number;
      readonly slowestMs: number;
      readonly processes: number;
    }
  | { readonly kind: 'samples-skipped'; readonly count: number }
  | (Lasting & { readonly kind: 'condition-failing' })
  | (Lasting & { readonly kind: 'condition-over' })
  | { readonly kind: 'application-known'; readonly name: string; readonly appId: string }
  | { readonly kind: 'application-not-known'; readonly name: string; readonly reason: Reason }
  | { readonly kind: 'class-32-bit-only'; readonly name: string };

interface Lasting {
  readonly name: ConditionName;
  readonly failures: number;
  readonly lastedMs: number;
  readonly reason?: Reason;
}
