import type { Foreign } from '../../foreign.js';
import type { BridgeName } from '../../judging/bridge.js';
import type { Reason } from '../../reason.js';

/** The process that makes the calls of the COM check. */
export type ProbeSentence =
  | {
      readonly kind: 'probe-child-ready';
      readonly bridge: BridgeName;
      readonly framework: string;
      readonly bits: number;
    }
  /** edge-js does not load, and PowerShell makes the calls until the agent is restarted. */
  | { readonly kind: 'bridge-fallen-back'; readonly cause: Reason }
  | { readonly kind: 'probe-child-rejected'; readonly reason: Reason }
  | { readonly kind: 'probe-fault'; readonly cause: Foreign }
  | { readonly kind: 'session-left-open' }
  /** Variables of the machine that do not reach child processes. */
  | { readonly kind: 'environment-cleaned'; readonly names: readonly string[] };
