import type { IncidentStore } from '../../ports.js';
import type { InstanceLock } from './instance-lock.js';

/** A store that takes values until a deadline. */
interface Saving<Value> {
  save(value: Value, deadlineMs: number): Promise<{ readonly written: Promise<boolean> }>;
}

/**
 * A store that refuses values once another agent has taken over the state folder, whose state counts then. No trouble
 * is reported: the agent that lost the folder ends.
 */
export function openGuardedStore<Value, Store extends Saving<Value>>(
  store: Store & Saving<Value>,
  lock: Pick<InstanceLock, 'isHeld'>,
): Store {
  return {
    ...store,
    save: async (value: Value, deadlineMs: number) =>
      (await lock.isHeld()) ? store.save(value, deadlineMs) : { written: Promise.resolve(true) },
  };
}

/** The same for the stories of incidents. */
export function openGuardedIncidents(
  store: IncidentStore,
  lock: Pick<InstanceLock, 'isHeld'>,
): IncidentStore {
  return {
    ...store,
    save: async (story) => {
      if (await lock.isHeld()) await store.save(story);
    },
  };
}
