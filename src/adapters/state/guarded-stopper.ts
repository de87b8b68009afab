import type { Stopper } from '../../ports.js';
import type { InstanceLock } from './instance-lock.js';

/** Stops nothing once another agent has taken over the state folder: that one judges and stops now. */
export function openGuardedStopper(stop: Stopper, lock: Pick<InstanceLock, 'isHeld'>): Stopper {
  return async (target, signal) =>
    (await lock.isHeld())
      ? stop(target, signal)
      : { kind: 'refused', reason: 'lock-lost', detail: { kind: 'lock-lost', pid: null } };
}
