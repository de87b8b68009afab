/** The state stores of an agent that replays a record. */
import type { AgentPorts } from '../../agent/shared.js';
import { parseBrakeState } from '../../core/acting/brake.js';
import type { StoreName } from '../../core/recording/entry.js';
import type { ValueStore } from '../../ports.js';
import type { RecordedWorld } from './recorded-world.js';

interface Kept {
  readonly world: RecordedWorld;
  /** State kept from one life of the agent to the next. */
  readonly kept: Map<StoreName, unknown>;
}

/** The state that the recorded agent found, else the one that the previous life left. */
export function storeOf({ world, kept }: Kept, name: StoreName): ValueStore {
  return {
    load: () => {
      const value = world.states.get(name) ?? kept.get(name);
      return Promise.resolve(value === undefined ? { kind: 'absent' } : { kind: 'value', value });
    },
    save: (value) => {
      kept.set(name, value);
      return Promise.resolve({ written: Promise.resolve(true) });
    },
  };
}

export function brakeStoreOf(around: Kept): AgentPorts['brakeStore'] {
  const store = storeOf(around, 'brake');
  return {
    load: async () => {
      const loaded = await store.load();
      const state = loaded.kind === 'value' ? parseBrakeState(loaded.value) : undefined;
      return state ? { kind: 'state', state } : { kind: 'absent' };
    },
    save: (state, deadlineMs) => store.save(state, deadlineMs),
  };
}

export const nothing: ValueStore = {
  load: () => Promise.resolve({ kind: 'absent' }),
  save: () => Promise.resolve({ written: Promise.resolve(true) }),
};
