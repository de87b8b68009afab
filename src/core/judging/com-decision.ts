/** The evidence on which a failed COM check is judged, and the possible decisions. */
import type { Target } from '../observing/model.js';
import type { Watched } from '../observing/process-table.js';
import type { Reason } from '../reason.js';
import type { SuspectRule } from './com-state.js';
import type { ProbeFailure } from './probe-result.js';
import type { FloorRatios } from './suspects.js';

/** Processes that host the class, as far as they are known. */
export type Hosts =
  | {
      readonly kind: 'hosts';
      readonly hosts: readonly Watched[];
      /** Hosts that COM+ has recycled or paused: they accept no new calls. */
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

/** The reason why no process is stopped. */
export type NoAction =
  /** Stopping a process does not cure this class of failure. */
  | { readonly kind: 'class' }
  /** The server, COM+ or Windows is being shut down. */
  | { readonly kind: 'stopping' }
  /** No check has succeeded with this configuration yet: the configuration itself may be wrong. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'confirming'; readonly failures: number; readonly needed: number }
  /** A host ended recently: its successor is given time to settle. */
  | { readonly kind: 'settling' }
  /** More failures are needed before the host of the class is stopped. */
  | { readonly kind: 'waiting'; readonly failures: number; readonly needed: number }
  /** No process stands out, and the configuration asks for no other action. */
  | { readonly kind: 'no-suspect' }
  /** A host was stopped in this incident, and its successor answers with the same errors. */
  | { readonly kind: 'not-in-the-process' }
  | { readonly kind: 'unresolved'; readonly reason: Reason }
  | { readonly kind: 'no-host'; readonly application: string }
  | {
      readonly kind: 'several-hosts';
      readonly application: string;
      readonly pids: readonly number[];
    }
  /** The host is younger than `grace`, or younger than ten minutes when the activation fails. */
  | { readonly kind: 'young'; readonly pid: number }
  /** The host has been stopped, is being stopped, or its next attempt is not due yet. */
  | { readonly kind: 'not-now'; readonly pids: readonly number[] };

export type ComDecision =
  | {
      readonly kind: 'stop';
      readonly suspects: readonly Suspect[];
      /** Stronger suspects that cannot be stopped, or not yet. */
      readonly skipped: readonly Suspect[];
    }
  | {
      readonly kind: 'no-action';
      readonly why: NoAction;
      readonly skipped: readonly Suspect[];
    };

/** Input of a decision. */
export interface Evidence {
  readonly failure: Pick<ProbeFailure, 'failureClass'>;
  readonly hosts: Hosts;
  /** Processes of the same image that neither host the class nor belong to another application. */
  readonly neighbours: readonly Watched[];
  /** Hosts believed to be running that an incomplete sample does not show. */
  readonly unseen: readonly Target[];
  /** Whether a check has succeeded with this configuration on this machine. */
  readonly proven: boolean;
  /** Whether an attempt to stop the process may begin now. */
  readonly mayBeStopped: (watched: Watched) => boolean;
  /** Whether the process has answered a check before. */
  readonly hasAnswered: (watched: Watched) => boolean;
  readonly nowMs: number;
}
