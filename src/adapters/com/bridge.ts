/** The two ways to the COM server, and which of them is taken. */
import type { BridgeName, BridgeSetting } from '../../core/judging/bridge.js';
import type { Reason } from '../../core/reason.js';
import type { Result } from '../../core/result.js';
import type { Connect } from './connection.js';

export interface Bridges {
  readonly edge: Connect;
  /** Why there is none, where no PowerShell is found. */
  readonly powershell: Result<Connect, Reason>;
}

/** An edge-js that has loaded before is given up only then: a machine at its limits may fail to start a process. */
const FAILURES_AFTER_SUCCESS = 3;

/**
 * Which way is taken: one choice for all applications of an agent. Once edge-js did not load and PowerShell answered,
 * edge-js is not asked again.
 */
export class BridgeChoice {
  readonly setting: BridgeSetting;
  readonly #onFallBack: (reason: Reason) => void;
  #present: BridgeName;
  #hasLoaded = false;
  #failures = 0;

  /** @param onFallBack called once, with the reason why edge-js cannot be used */
  constructor(setting: BridgeSetting, onFallBack: (reason: Reason) => void = () => undefined) {
    this.setting = setting;
    this.#present = setting === 'powershell' ? 'powershell' : 'edge';
    this.#onFallBack = onFallBack;
  }

  get present(): BridgeName {
    return this.#present;
  }

  /** A process of this kind answered. */
  loaded(bridge: BridgeName): void {
    if (bridge !== 'edge') return;
    this.#hasLoaded = true;
    this.#failures = 0;
  }

  /** Notes a start that failed; true when PowerShell is to be tried. */
  failed(tried: BridgeName, reason: Reason): boolean {
    if (this.setting !== 'auto' || tried !== 'edge') return false;
    // Found out by another application of the agent in the meantime.
    if (this.#present === 'powershell') return true;
    if (saysNothing(reason)) return false;
    this.#failures++;
    return !this.#hasLoaded || this.#failures >= FAILURES_AFTER_SUCCESS;
  }

  /** PowerShell answered where edge-js did not load. */
  fallBack(reason: Reason): void {
    if (this.#present === 'powershell') return;
    this.#present = 'powershell';
    this.#onFallBack(reason);
  }
}

/** A process that could not be started, or was killed by somebody (the system, when memory is short), says nothing of edge-js. */
function saysNothing(reason: Reason): boolean {
  if (reason.kind !== 'child-ended') return false;
  const { how } = reason;
  return how.kind === 'not-started' || (how.kind === 'signal' && how.signal === 'SIGKILL');
}
