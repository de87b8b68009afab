/** The agent: learns the machine, then runs its checks until it is told to stop. */
import { makeComCheck, makeProcessCheck, share, spacingOf, type AgentPorts } from './checks.js';
import type { ComCheck } from './com/com-check.js';
import { runLoop } from './loop.js';
import { MissedSlots } from './observing/missed-slots.js';
import type { ProcessCheck } from './limits/process-check.js';
import { learnMachine, reportRights } from './start.js';
import type { Config } from '../config/config.js';
import type { Machine } from '../core/observing/model.js';

export type { AgentPorts } from './checks.js';

export interface AgentOptions {
  /** Judge once, act, and end. */
  readonly once: boolean;
  /** Called when the machine is known and the checks begin. */
  readonly onReady?: (machine: Machine) => void;
}

/**
 * Runs until the signal is aborted, or one judged pass when `once`. Waits for stops that are under way. A check that
 * rejects is a bug: the other one is ended, then this rejects with its error.
 */
export async function runAgent(
  config: Config,
  ports: AgentPorts,
  options: AgentOptions,
  asked: AbortSignal,
): Promise<void> {
  const fault = new AbortController();
  const signal = AbortSignal.any([asked, fault.signal]);
  const shared = await share(config, ports);
  let processes: ProcessCheck | undefined;
  const begin = async (): Promise<ProcessCheck | undefined> => {
    const machine = await learnMachine(ports, signal);
    if (!machine) return undefined;
    reportRights(machine, ports);
    processes = makeProcessCheck(config, ports, shared, machine, signal);
    options.onReady?.(machine);
    return processes;
  };
  const com = makeComCheck(config, ports, shared, () => processes);
  try {
    if (options.once) {
      const check = await begin();
      if (check) await judgeOnce(check, config, ports, spacingOf(config, ports)(), signal);
      if (!signal.aborted) await com?.pass(signal);
    } else {
      // The server is called also while no PowerShell answers: nobody is blamed then, but somebody is told.
      const running = [
        begin().then((check) => check && watch(check, ports, spacingOf(config, ports), signal)),
      ];
      if (com) running.push(callAsClient(com, ports, signal));
      await together(running, () => fault.abort());
    }
  } finally {
    await processes?.settled();
  }
}

/** Ends when all of them have. The first that rejects has the others ended, then this rejects with its error. */
async function together(running: readonly Promise<void>[], endOthers: () => void): Promise<void> {
  const all = Promise.all(running);
  await all.catch(endOthers);
  await Promise.allSettled(running);
  await all;
}

async function watch(
  check: ProcessCheck,
  { clock, journal }: AgentPorts,
  spacingMs: () => number,
  signal: AbortSignal,
): Promise<void> {
  const missed = new MissedSlots(journal);
  await runLoop(
    clock,
    {
      pass: (now) => check.pass(now, signal),
      missed: (slots) => missed.add(slots, clock.monotonicMs()),
      broken: (why) => {
        check.breakSeries();
        journal({
          level: 'warn',
          action: 'clock-jump',
          message:
            why === 'pause'
              ? 'The machine slept or stood still: the samples before are not compared with those after'
              : 'The clock was set: the samples before are not compared with those after',
        });
      },
      delayMs: spacingMs,
    },
    signal,
  );
}

/** A check that takes long is judged by its own deadlines: slots that it ran over are nothing to tell. */
async function callAsClient(
  check: ComCheck,
  { clock }: AgentPorts,
  signal: AbortSignal,
): Promise<void> {
  await runLoop(
    clock,
    {
      pass: () => check.pass(signal),
      missed: () => undefined,
      broken: () => undefined,
      delayMs: () => check.delayMs(),
    },
    signal,
  );
}

/** CPU needs two samples: passes until the window is full, the last one with every figure known. */
async function judgeOnce(
  check: ProcessCheck,
  config: Config,
  { clock }: AgentPorts,
  spacingMs: number,
  signal: AbortSignal,
): Promise<void> {
  const passes = Math.max(config.applications[0].limits?.sustain.of ?? 1, 1);
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() });
  await check.pass(now(), signal);
  await clock.sleep(Math.max(spacingMs, config.applications[0].watch.cpuWindowMs), signal);
  for (let pass = 0; pass < passes && !signal.aborted; pass++) {
    if (pass > 0) await clock.sleep(spacingMs, signal);
    await check.pass(now(), signal);
  }
}
