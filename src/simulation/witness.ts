import type { SimulatedProcess } from './simulated-process.js';
import type { StopOutcome } from '../core/acting/stop-outcome.js';
import type { Target } from '../core/observing/model.js';
import type { ProbeAnswer } from '../core/judging/probe-result.js';
import type { JournalEvent } from '../core/telling/journal-event.js';
import type { Notice } from '../core/telling/notice.js';
import type { ApplicationAnswer, ApplicationQuery, SampleAnswer } from '../ports.js';

/** Observes everything that passes between the agent and its world, with its time (monotonic). */
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

/** Combines several witnesses into one. */
export function allOf(witnesses: readonly Witness[]): Required<Witness> {
  return {
    agentBegan: toAll(witnesses, 'agentBegan'),
    agentEnded: toAll(witnesses, 'agentEnded'),
    clockWasSet: toAll(witnesses, 'clockWasSet'),
    sampled: toAll(witnesses, 'sampled'),
    probed: toAll(witnesses, 'probed'),
    found: toAll(witnesses, 'found'),
    stopping: toAll(witnesses, 'stopping'),
    stopped: toAll(witnesses, 'stopped'),
    noticed: toAll(witnesses, 'noticed'),
    wrote: toAll(witnesses, 'wrote'),
    processEnded: toAll(witnesses, 'processEnded'),
  };
}

type Arguments<Name extends keyof Witness> = Parameters<Required<Witness>[Name]>;

function toAll<Name extends keyof Witness>(witnesses: readonly Witness[], name: Name) {
  const listeners = witnesses.flatMap((witness) => {
    const listener = witness[name] as ((...values: Arguments<Name>) => void) | undefined;
    return listener ? [listener.bind(witness)] : [];
  });
  return (...values: Arguments<Name>): void => {
    for (const listener of listeners) listener(...values);
  };
}
