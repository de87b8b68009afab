import type { Foreign } from '../../foreign.js';
import type { Reason } from '../../reason.js';

/** Reason for replacing a working shell. */
export type RecycleCause =
  | { readonly kind: 'calls'; readonly calls: number }
  | { readonly kind: 'age'; readonly ageMs: number }
  | { readonly kind: 'memory'; readonly bytes: number };

interface OfShell {
  /** `watch`, `act` or `ask`. */
  readonly role: string;
  /** Number of the shell in this role, counted from the first. */
  readonly generation: number;
}

/** The persistent PowerShells. */
export type ShellSentence =
  | (OfShell & { readonly kind: 'shell-started'; readonly tookMs: number })
  | (OfShell & { readonly kind: 'shell-recycled'; readonly cause: RecycleCause })
  | (OfShell & {
      readonly kind: 'shell-given-up';
      readonly reason: Reason;
      readonly nextStartMs: number;
    })
  | (OfShell & { readonly kind: 'shell-idled' })
  | {
      readonly kind: 'shell-said';
      readonly role: string;
      readonly stream: 'stdout' | 'stderr';
      readonly said: Foreign;
    }
  | { readonly kind: 'shell-noise-dropped'; readonly role: string; readonly lines: number };
