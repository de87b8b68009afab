import type { SimulatedProcess } from './simulated-process.js';
import type { StopOutcome } from '../core/acting/stop-outcome.js';
import type { Target } from '../core/observing/model.js';
import type { ProbeAnswer } from '../core/judging/probe-result.js';
import type { JournalEvent } from '../core/telling/journal-event.js';
import type { Notice } from '../core/telling/notice.js';
import type { ApplicationAnswer, ApplicationQuery, SampleAnswer } from '../ports.js';

/** Sees everything that passes between the agent and its world, with the time (monotonic) at which it does. */
export interface Witness {
  agentBegan?(atMs: number): void;
  agentEnded?(atMs: number): void;
  clockWasSet?(byMs: number, atMs: number): void;
  sampled?(answer: SampleAnswer, atMs: number): void;
  /** @param progid of the server that was called */
  probed?(progid: string, answer: ProbeAnswer, beganMs: number, atMs: number): void;
  found?(query: ApplicationQuery, answer: ApplicationAnswer, atMs: number): void;
  /** @param found the process that has this PID now */
  stopping?(target: Target, found: SimulatedProcess | undefined, atMs: number): void;
  stopped?(target: Target, outcome: StopOutcome, atMs: number): void;
  noticed?(notice: Notice, atMs: number): void;
  wrote?(event: JournalEvent, atMs: number): void;
  processEnded?(ended: SimulatedProcess, atMs: number): void;
}

/** One witness that tells all of these. */
export function allOf(witnesses: readonly Witness[]): Required<Witness> {
  const each = (tell: (witness: Witness) => void) => witnesses.forEach(tell);
  return {
    agentBegan: (...args) => each((witness) => witness.agentBegan?.(...args)),
    agentEnded: (...args) => each((witness) => witness.agentEnded?.(...args)),
    clockWasSet: (...args) => each((witness) => witness.clockWasSet?.(...args)),
    sampled: (...args) => each((witness) => witness.sampled?.(...args)),
    probed: (...args) => each((witness) => witness.probed?.(...args)),
    found: (...args) => each((witness) => witness.found?.(...args)),
    stopping: (...args) => each((witness) => witness.stopping?.(...args)),
    stopped: (...args) => each((witness) => witness.stopped?.(...args)),
    noticed: (...args) => each((witness) => witness.noticed?.(...args)),
    wrote: (...args) => each((witness) => witness.wrote?.(...args)),
    processEnded: (...args) => each((witness) => witness.processEnded?.(...args)),
  };
}
