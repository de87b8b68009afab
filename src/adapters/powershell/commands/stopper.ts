import type { Stopper } from '../../../ports.js';
import { unusable } from './answer.js';
import { readOutcome } from './stop-answer.js';
import type { Shell } from '../shell/shell.js';

/** Time allowed for the exit of a killed process before it counts as a survivor. */
const WAIT_FOR_END_MS = 2_000;
const DEADLINE_MS = WAIT_FOR_END_MS + 3_000;

/** Warm-up call of the acting shell: a stop without a target, since PIDs on Windows are multiples of four. */
export const stopWithoutTarget = {
  command: 'Stop-WatchedProcess',
  parameters: { Id: 2_147_483_643, StartTime: '1', Name: 'nobody.exe', TimeoutMs: 0, Protect: [] },
};

/**
 * Stops through the shell that acts. After a deadline or the death of the shell the outcome is unknown: the kill is
 * never repeated here, the next sample shows whether it is needed.
 * @param family PIDs of the agent, its parents and children
 */
export function openStopper(shell: Shell, family: () => ReadonlySet<number>): Stopper {
  return async (target, signal) => {
    const answer = await shell.call(
      'Stop-WatchedProcess',
      {
        Id: target.pid,
        StartTime: target.startedAt,
        Name: target.name,
        TimeoutMs: WAIT_FOR_END_MS,
        Protect: [...family()],
      },
      DEADLINE_MS,
      signal,
    );
    return answer.ok && answer.value.output !== undefined
      ? readOutcome(answer.value.output, target)
      : { kind: 'unknown', detail: unusable(answer) };
  };
}
