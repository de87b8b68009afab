/** The agent: learns the machine, then runs its checks until it is told to stop. */
import { ApplicationFinder, type ApplicationKey } from './com/application-finder.js';
import { BrakeKeeper } from './brake-keeper.js';
import { ComCheck } from './com/com-check.js';
import { Heartbeat } from './process/heartbeat.js';
import { StopLedger } from './stop-ledger.js';
import { runLoop } from './loop.js';
import { MissedSlots } from './process/missed-slots.js';
import { ProcessCheck } from './process/process-check.js';
import { SampleHealth } from './process/sample-health.js';
import { scopeOf } from './process/scope.js';
import { ScopeHealth } from './process/scope-health.js';
import { learnMachine, reportRights } from './start.js';
import type { Config } from '../config/config.js';
import type { Machine } from '../core/model.js';
import type { Watched } from '../core/watch.js';
import type {
  ApplicationReader,
  BrakeStore,
  Clock,
  Journal,
  MachineReader,
  Notifier,
  Probe,
  ProvenStore,
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
  readonly readApplication: ApplicationReader;
  /** There when `[commethod]` is. */
  readonly com: { readonly probe: Probe; readonly proven: ProvenStore } | undefined;
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

interface Checks {
  readonly processes: ProcessCheck;
  readonly com: ComCheck | undefined;
  readonly spacingMs: () => number;
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
  const machine = await learnMachine(ports, signal);
  if (!machine) return;
  reportRights(machine, ports);
  const checks = await makeChecks(config, ports, machine, signal);
  options.onReady?.(machine);
  const { processes, com } = checks;
  try {
    if (options.once) {
      await judgeOnce(processes, config, ports, checks.spacingMs(), signal);
      if (!signal.aborted) await com?.pass(signal);
    } else {
      const running = [watch(processes, ports, checks.spacingMs, signal)];
      if (com) running.push(callAsClient(com, ports, signal));
      await together(running, () => fault.abort());
    }
  } finally {
    await processes.settled();
  }
}

/** Ends when all of them have. The first that rejects has the others ended, then this rejects with its error. */
async function together(running: readonly Promise<void>[], endOthers: () => void): Promise<void> {
  const all = Promise.all(running);
  await all.catch(endOthers);
  await Promise.allSettled(running);
  await all;
}

async function makeChecks(
  config: Config,
  ports: AgentPorts,
  machine: Machine,
  signal: AbortSignal,
): Promise<Checks> {
  const { clock, journal, notify } = ports;
  const { maxStops, maxStopsWindowMs, mode } = config.monitor;
  const rules = { maxStops, windowMs: maxStopsWindowMs };
  const { hostName } = machine;
  const brake = new BrakeKeeper(rules, { store: ports.brakeStore, journal, notify, hostName });
  await brake.load(config.watch.name, clock.wallMs());

  const ledger = new StopLedger(ports.stop, clock);
  const { application } = config.watch;
  const find = (key: ApplicationKey, everyone?: () => readonly Watched[]) =>
    new ApplicationFinder(key, ports.readApplication, clock, journal, everyone);
  const scope = application === undefined ? undefined : find({ application });
  const scopeHealth = new ScopeHealth(application ?? '', journal, notify, hostName);
  const spacingMs = () => Math.max(config.watch.delayMs, ports.minimumSpacingMs());
  const processes = new ProcessCheck(
    {
      mode,
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
      stop: ledger.stop,
      brake,
      spacingMs,
      scope: scopeOf(scope, { clock, health: scopeHealth }, signal),
      health: new SampleHealth(journal, notify, hostName),
      heartbeat: new Heartbeat(journal),
    },
    machine,
  );
  const { com: settings } = config;
  const com =
    settings &&
    ports.com &&
    new ComCheck(
      {
        mode,
        progid: settings.progid,
        verdict: settings.rules,
        slowMetric: settings.slowMetric,
        timeCacheMs: settings.timeCacheMs,
      },
      {
        ...ports,
        ...ports.com,
        ledger,
        brake,
        watched: () => processes.blamable(),
        finder: find({ progid: settings.progid }, () => processes.watched),
      },
      machine,
    );
  return { processes, com, spacingMs };
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
  const passes = Math.max(config.limits?.sustain.of ?? 1, 1);
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() });
  await check.pass(now(), signal);
  await clock.sleep(Math.max(spacingMs, config.watch.cpuWindowMs), signal);
  for (let pass = 0; pass < passes && !signal.aborted; pass++) {
    if (pass > 0) await clock.sleep(spacingMs, signal);
    await check.pass(now(), signal);
  }
}
