/** The agent: learns the machine, then runs its checks until it is told to stop. */
import { BrakeKeeper } from './brake-keeper.js';
import { Heartbeat } from './heartbeat.js';
import { runLoop } from './loop.js';
import { MissedSlots } from './missed-slots.js';
import { ProcessCheck } from './process-check.js';
import { SampleHealth } from './sample-health.js';
import { learnMachine, reportRights } from './start.js';
import type { Config } from '../config/config.js';
import type { Machine } from '../core/model.js';
import type {
  BrakeStore,
  Clock,
  Journal,
  MachineReader,
  Notifier,
  Sampler,
  Stopper,
} from '../ports.js';

export interface AgentPorts {
  readonly clock: Clock;
  readonly readMachine: MachineReader;
  readonly sample: Sampler;
  /** The least distance of samples that the source in use can do, in milliseconds. */
  readonly minimumSpacingMs: () => number;
  readonly stop: Stopper;
  readonly notify: Notifier;
  readonly journal: Journal;
  readonly brakeStore: BrakeStore;
  readonly family: () => ReadonlySet<number>;
}

export interface AgentOptions {
  /** Judge once, act, and end. */
  readonly once: boolean;
  /** Called when the machine is known and the checks begin. */
  readonly onReady?: (machine: Machine) => void;
}

/** Without `[commethod]` nothing reads the floors; this much of the past explains a breach. */
const DEFAULT_FLOOR_WINDOW_MS = 60 * 60_000;

/** Runs until the signal is aborted, or one judged pass when `once`. Waits for stops that are under way. */
export async function runAgent(
  config: Config,
  ports: AgentPorts,
  options: AgentOptions,
  signal: AbortSignal,
): Promise<void> {
  const machine = await learnMachine(ports, signal);
  if (!machine) return;
  reportRights(machine, ports);
  const { maxStops, maxStopsWindowMs } = config.monitor;
  const rules = { maxStops, windowMs: maxStopsWindowMs };
  const brake = new BrakeKeeper(rules, ports.brakeStore, ports.journal);
  await brake.load(config.watch.name, ports.clock.wallMs());

  const spacingMs = () => Math.max(config.watch.delayMs, ports.minimumSpacingMs());
  const check = new ProcessCheck(
    {
      mode: config.monitor.mode,
      watch: {
        cpuWindowMs: config.watch.cpuWindowMs,
        cpuBasis: config.watch.cpuBasis,
        graceMs: config.watch.graceMs,
        timeCacheMs: config.com?.timeCacheMs ?? DEFAULT_FLOOR_WINDOW_MS,
      },
      limits: config.limits,
      sustain: config.limits?.sustain ?? { needed: 1, of: 1 },
    },
    {
      ...ports,
      brake,
      spacingMs,
      health: new SampleHealth(ports.journal, ports.notify, machine.hostName),
      heartbeat: new Heartbeat(ports.journal),
    },
    machine,
  );
  options.onReady?.(machine);
  if (options.once) await judgeOnce(check, config, ports, spacingMs(), signal);
  else await watch(check, ports, spacingMs, signal);
  await check.settled();
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

/** CPU needs two samples: passes until the window is full, the last one with every figure known. */
async function judgeOnce(
  check: ProcessCheck,
  config: Config,
  { clock }: AgentPorts,
  spacingMs: number,
  signal: AbortSignal,
): Promise<void> {
  const passes = Math.max(config.limits?.sustain.of ?? 1, 1);
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() });
  await check.pass(now(), signal);
  await clock.sleep(Math.max(spacingMs, config.watch.cpuWindowMs), signal);
  for (let pass = 0; pass < passes && !signal.aborted; pass++) {
    if (pass > 0) await clock.sleep(spacingMs, signal);
    await check.pass(now(), signal);
  }
}
