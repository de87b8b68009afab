/** Finds and ends the process of an agent by PID and start time. */
import { fileTimeToUnixMs } from '../../../core/observing/identity.js';
import type { Target } from '../../../core/observing/model.js';
import type { StopOutcome } from '../../../core/acting/stop-outcome.js';
import type { Reason } from '../../../core/reason.js';
import type { Shell } from '../shell/shell.js';
import { sampleOnce } from './one-sample.js';
import { openStopper } from './stopper.js';

/** Tolerance between the start time that Windows records and the one that Node reports. */
const START_SLACK_MS = 5_000;

export interface AgentProcess {
  readonly pid: number;
  readonly startedUnixMs: number;
  /** File name of the program. */
  readonly image: string;
}

export type EndAnswer =
  /** No process has this PID, start time and name any more. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'asked'; readonly outcome: StopOutcome }
  | { readonly kind: 'unknown'; readonly reason: Reason };

/** Ends the process of an agent if it is still running; never another one that has its PID now. Never rejects. */
export async function endAgentProcess(
  shell: Shell,
  { pid, startedUnixMs, image }: AgentProcess,
  signal: AbortSignal,
): Promise<EndAnswer> {
  const sample = await sampleOnce(shell, image, 'process', signal);
  if (!sample.ok) return { kind: 'unknown', reason: sample.reason };
  const isIt = (target: Target) =>
    target.pid === pid &&
    Math.abs(fileTimeToUnixMs(target.startedAt) - startedUnixMs) <= START_SLACK_MS;
  const target = sample.value.rows.find(isIt);
  if (!target) return { kind: 'absent' };
  const own = () => new Set([process.pid, process.ppid, ...shell.pids]);
  return { kind: 'asked', outcome: await openStopper(shell, own)(target, signal) };
}
