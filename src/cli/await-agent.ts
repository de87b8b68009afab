/** Waits for the status of an agent. */
import { systemClock } from '../adapters/clock/clock.js';
import { isAlive } from '../adapters/files/is-alive.js';
import type { StoredJson } from '../adapters/files/json-file.js';
import { loadStatus } from '../adapters/state/status-file.js';
import type { AgentStatus } from '../core/telling/status.js';

const LOOK_EVERY_MS = 100;
/** Before it says anything the agent reads rights and passwords through a PowerShell, which may be slow to start. */
const STARTS_WITHIN_MS = 2 * 60_000;

/** Status of the agent that is running now; the last status of one that was killed counts as absent. */
export async function agentIn(stateDir: string): Promise<StoredJson<AgentStatus>> {
  const found = await loadStatus(stateDir);
  return found.kind === 'value' && !isAlive(found.value.pid) ? { kind: 'absent' } : found;
}

/** The first status that fits, or `undefined` when none comes in time. */
export async function awaitStatus(
  stateDir: string,
  isIt: (status: AgentStatus | undefined) => boolean,
  deadlineMs: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly status: AgentStatus | undefined } | undefined> {
  const untilMs = systemClock.monotonicMs() + deadlineMs;
  while (systemClock.monotonicMs() < untilMs && !signal.aborted) {
    const found = await loadStatus(stateDir);
    const status = found.kind === 'value' ? found.value : undefined;
    if (found.kind !== 'unreadable' && isIt(status)) return { status };
    await systemClock.sleep(LOOK_EVERY_MS, signal);
  }
  return undefined;
}

/** The agent that has replaced an earlier one; `undefined` when none writes a status in time. */
export async function awaitNewAgent(
  stateDir: string,
  earlier: Pick<AgentStatus, 'pid' | 'startedUnixMs'>,
  signal?: AbortSignal,
): Promise<AgentStatus | undefined> {
  const isNew = (status: AgentStatus | undefined) =>
    status !== undefined &&
    (status.pid !== earlier.pid || status.startedUnixMs !== earlier.startedUnixMs);
  return (await awaitStatus(stateDir, isNew, STARTS_WITHIN_MS, signal))?.status;
}
