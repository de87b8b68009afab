/** What a failed COM check is judged by, and what may come of it. */
import type { Target } from '../observing/model.js';
import type { Watched } from '../observing/process-table.js';
import type { Reason } from '../reason.js';
import type { SuspectRule } from './com-state.js';
import type { ProbeFailure } from './probe-result.js';
import type { FloorRatios } from './suspects.js';

/** Where the class lives, as far as it is known. */
export type Hosts =
  | {
      readonly kind: 'hosts';
      readonly hosts: readonly Watched[];
      /** Of them, those that COM+ has recycled or that are paused: they take no new calls. */
      readonly retired: readonly Target[];
      readonly application: string;
    }
  | { readonly kind: 'unresolved'; readonly reason: Reason };

export interface Suspect {
  readonly target: Watched['target'];
  readonly watched: Watched;
  readonly sustained: true;
  readonly rule: SuspectRule;
  readonly ratios: FloorRatios;
}

/** Why no process is stopped. */
export type NoAction =
  /** The class of failure is not one that a stop cures. */
  | { readonly kind: 'class' }
  /** The server, COM+ or Windows is being shut down. */
  | { readonly kind: 'stopping' }
  /** This configuration has never succeeded here: it may itself be wrong. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'confirming'; readonly failures: number; readonly needed: number }
  /** A host ended a moment ago: its successor gets its time. */
  | { readonly kind: 'settling' }
  /** The host of the class is stopped after some more failures. */
  | { readonly kind: 'waiting'; readonly failures: number; readonly needed: number }
  /** No process stands out, and the configuration wants nothing else. */
  | { readonly kind: 'no-suspect' }
  /** A host was stopped in this incident, and its successor answers the same errors. */
  | { readonly kind: 'not-in-the-process' }
  | { readonly kind: 'unresolved'; readonly reason: Reason }
  | { readonly kind: 'no-host'; readonly application: string }
  | {
      readonly kind: 'several-hosts';
      readonly application: string;
      readonly pids: readonly number[];
    }
  /** The host is younger than `grace`, or for an activation that fails than ten minutes. */
  | { readonly kind: 'young'; readonly pid: number }
  /** The host was stopped or is being stopped, or must wait for its next attempt. */
  | { readonly kind: 'not-now'; readonly pids: readonly number[] };

export type ComDecision =
  | {
      readonly kind: 'stop';
      readonly suspects: readonly Suspect[];
      /** Worse ones that cannot be stopped, or not now. */
      readonly skipped: readonly Suspect[];
    }
  | {
      readonly kind: 'no-action';
      readonly why: NoAction;
      readonly skipped: readonly Suspect[];
    };

/** What a decision is made from. */
export interface Evidence {
  readonly failure: Pick<ProbeFailure, 'failureClass'>;
  readonly hosts: Hosts;
  /** Processes of the name that are no hosts, and of no other application. */
  readonly neighbours: readonly Watched[];
  /** Hosts that are there, as far as is known, though a sample that left rows out does not show them. */
  readonly unseen: readonly Target[];
  /** This configuration has succeeded here. */
  readonly proven: boolean;
  /** An attempt on it may begin now. */
  readonly mayBeStopped: (watched: Watched) => boolean;
  /** It has answered a check before. */
  readonly hasAnswered: (watched: Watched) => boolean;
  readonly nowMs: number;
}
