import { openBrakeStore } from '../adapters/state/brake-store.js';
import { openIncidentStore } from '../adapters/state/incident-folder.js';
import { openValueStore } from '../adapters/state/value-store.js';
import type { DiskHealth } from './disk-health.js';
import type { AgentPorts } from '../agent/agent.js';
import type { Redact } from '../core/judging/probe-result.js';

/** The stores in the state folder, one file each. */
export function storesIn(
  stateDir: string,
  disk: DiskHealth,
  redact: Redact,
): Pick<
  Required<AgentPorts>,
  | 'brakeStore'
  | 'memoryStore'
  | 'intentStore'
  | 'pauseStore'
  | 'incidentStore'
  | 'dailyStore'
  | 'weeklyStore'
> {
  return {
    brakeStore: openBrakeStore(stateDir, disk.turnOf('brake')),
    memoryStore: openValueStore(stateDir, 'memory.json', disk.turnOf('memory')),
    intentStore: openValueStore(stateDir, 'intents.json', disk.turnOf('intents')),
    incidentStore: openIncidentStore(stateDir, redact, disk.turnOf('incidents')),
    pauseStore: openValueStore(stateDir, 'pauses.json', disk.turnOf('pauses')),
    weeklyStore: openValueStore(stateDir, 'weekly.json', disk.turnOf('weekly')),
    dailyStore: openValueStore(stateDir, 'daily.json', disk.turnOf('daily')),
  };
}
