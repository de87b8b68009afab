/** The two ways to the COM server, and the choice between them. */
import type { BridgeName, BridgeSetting } from '../../core/judging/bridge.js';
import type { Reason } from '../../core/reason.js';
import type { Result } from '../../core/result.js';
import type { Connect } from './connection.js';

export interface Bridges {
  readonly edge: Connect;
  /** Reason why there is none, where no PowerShell is found. */
  readonly powershell: Result<Connect, Reason>;
}

/**
 * Number of failed starts after which an edge-js that has loaded before is abandoned: a machine at its limits may fail
 * to start a process.
 */
const FAILURES_AFTER_SUCCESS = 3;

/**
 * The choice of the way, shared by all applications of an agent. Once edge-js failed to load and PowerShell answered,
 * edge-js is not tried again.
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

  /** Records that a process of this kind answered. */
  loaded(bridge: BridgeName): void {
    if (bridge !== 'edge') return;
    this.#hasLoaded = true;
    this.#failures = 0;
  }

  /** Records a start that failed; true when PowerShell is to be tried. */
  failed(tried: BridgeName, reason: Reason): boolean {
    if (this.setting !== 'auto' || tried !== 'edge') return false;
    // Another application of the agent has switched in the meantime.
    if (this.#present === 'powershell') return true;
    if (saysNothing(reason)) return false;
    this.#failures++;
    return !this.#hasLoaded || this.#failures >= FAILURES_AFTER_SUCCESS;
  }

  /** Records that PowerShell answered where edge-js did not load. */
  fallBack(reason: Reason): void {
    if (this.#present === 'powershell') return;
    this.#present = 'powershell';
    this.#onFallBack(reason);
  }
}

/**
 * A process that could not be started, or was killed from outside (by the system, when memory is short), is no evidence
 * against edge-js.
 */
function saysNothing(reason: Reason): boolean {
  if (reason.kind !== 'child-ended') return false;
  const { how } = reason;
  return how.kind === 'not-started' || (how.kind === 'signal' && how.signal === 'SIGKILL');
}
