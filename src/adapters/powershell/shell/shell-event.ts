/** Events of a shell, as values for the log and other observers. */
import type { Reason } from '../../../core/reason.js';
import type { RecycleCause } from '../../../core/telling/sentences/shell.js';

export type ShellEvent =
  | {
      readonly kind: 'started';
      readonly generation: number;
      readonly pid: number | undefined;
      readonly tookMs: number;
    }
  /** Replaced because of use or age; the next one starts at once. */
  | { readonly kind: 'recycled'; readonly generation: number; readonly cause: RecycleCause }
  /** The process hung, ended, or gave an answer that is not valid. */
  | {
      readonly kind: 'given-up';
      readonly generation: number;
      readonly reason: Reason;
      readonly nextStartMs: number;
    }
  /** The process was ended after this time without a request; the next one starts another. */
  | { readonly kind: 'idled'; readonly generation: number }
  /** Output beside its answers. */
  | { readonly kind: 'said'; readonly stream: 'stdout' | 'stderr'; readonly text: string };

export type OnShellEvent = (event: ShellEvent) => void;
