import { openBrakeStore } from '../adapters/state/brake-store.js';
import { openValueStore } from '../adapters/state/value-store.js';
import type { AgentPorts } from '../agent/agent.js';

/** What the agent keeps in its state folder, a file each. */
export function storesIn(
  stateDir: string,
): Pick<AgentPorts, 'brakeStore' | 'memoryStore' | 'intentStore' | 'pauseStore'> {
  return {
    brakeStore: openBrakeStore(stateDir),
    memoryStore: openValueStore(stateDir, 'memory.json'),
    intentStore: openValueStore(stateDir, 'intents.json'),
    pauseStore: openValueStore(stateDir, 'pauses.json'),
  };
}
