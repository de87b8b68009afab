/** Makes the two checks of a configuration, and what they share. */
import { ApplicationFinder, type ApplicationKey } from './observing/application-finder.js';
import { BrakeKeeper } from './acting/brake-keeper.js';
import { ComCheck } from './com/com-check.js';
import { Heartbeat } from './observing/heartbeat.js';
import { StopLedger } from './acting/stop-ledger.js';
import { ProcessCheck } from './limits/process-check.js';
import { SampleHealth } from './observing/sample-health.js';
import { scopeOf } from './observing/scope.js';
import { ScopeHealth } from './observing/scope-health.js';
import type { Config } from '../config/config.js';
import type { Machine } from '../core/observing/model.js';
import type { Watched } from '../core/observing/process-table.js';
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
  readonly hostName: string;
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

/** Without `[commethod]` nothing reads the floors; this much of the past explains a breach. */
const DEFAULT_FLOOR_WINDOW_MS = 60 * 60_000;

/** What both checks share. */
interface Shared {
  readonly brake: BrakeKeeper;
  readonly ledger: StopLedger;
  readonly find: (key: ApplicationKey, everyone?: () => readonly Watched[]) => ApplicationFinder;
}

export async function share(config: Config, ports: AgentPorts): Promise<Shared> {
  const { clock, journal, notify, hostName, readApplication } = ports;
  const { maxStops, maxStopsWindowMs } = config.monitor;
  const rules = { maxStops, windowMs: maxStopsWindowMs };
  const brake = new BrakeKeeper(rules, { store: ports.brakeStore, journal, notify, hostName });
  await brake.load(config.applications[0].watch.name, clock.wallMs());
  return {
    brake,
    ledger: new StopLedger(ports.stop, clock),
    find: (key, everyone) => new ApplicationFinder(key, readApplication, clock, journal, everyone),
  };
}

/** Distance of the samples as it really is. */
export function spacingOf(
  { applications: [{ watch }] }: Config,
  { minimumSpacingMs }: AgentPorts,
): () => number {
  return () => Math.max(watch.delayMs, minimumSpacingMs());
}

export function makeProcessCheck(
  config: Config,
  ports: AgentPorts,
  { brake, ledger, find }: Shared,
  machine: Machine,
  signal: AbortSignal,
): ProcessCheck {
  const { clock, journal, notify, hostName } = ports;
  const { application } = config.applications[0].watch;
  const scope = application === undefined ? undefined : find({ application });
  const scopeHealth = new ScopeHealth(application ?? '', journal, notify, hostName);
  return new ProcessCheck(
    {
      mode: config.monitor.mode,
      watch: {
        cpuWindowMs: config.applications[0].watch.cpuWindowMs,
        cpuBasis: config.applications[0].watch.cpuBasis,
        graceMs: config.applications[0].watch.graceMs,
        timeCacheMs: config.applications[0].com?.timeCacheMs ?? DEFAULT_FLOOR_WINDOW_MS,
      },
      limits: config.applications[0].limits,
      sustain: config.applications[0].limits?.sustain ?? { needed: 1, of: 1 },
    },
    {
      ...ports,
      stop: ledger.stop,
      brake,
      spacingMs: spacingOf(config, ports),
      scope: scopeOf(scope, { clock, health: scopeHealth }, signal),
      health: new SampleHealth(journal, notify, hostName),
      heartbeat: new Heartbeat(journal),
    },
    machine,
  );
}

/** @param processes the process check, as soon as there is one */
export function makeComCheck(
  { applications: [{ com: settings }], monitor }: Config,
  ports: AgentPorts,
  { brake, ledger, find }: Shared,
  processes: () => ProcessCheck | undefined,
): ComCheck | undefined {
  if (!settings || !ports.com) return undefined;
  const { progid, rules, slowMetric, timeCacheMs } = settings;
  const suspects = rules.suspects === 'application' ? ('application' as const) : ('floor' as const);
  const verdict = { ...rules, suspects };
  return new ComCheck(
    { mode: monitor.mode, progid, verdict, slowMetric, timeCacheMs },
    {
      ...ports,
      ...ports.com,
      ledger,
      brake,
      watched: () => processes()?.blamable() ?? [],
      finder: find({ progid }, () => processes()?.watched ?? []),
    },
  );
}
