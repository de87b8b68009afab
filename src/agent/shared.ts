/** Parts that all applications of an agent share, and the ports of the agent. */
import { BrakeKeeper } from './acting/brake-keeper.js';
import { IncidentBook } from './acting/incident-book.js';
import { IntentKeeper } from './acting/intent-keeper.js';
import { PauseKeeper } from './acting/pause-keeper.js';
import { StopExecutor } from './acting/stop-executor.js';
import type { Incident } from '../core/acting/incident.js';
import type { ApplicationConfig, Config, WatchConfig } from '../config/config.js';
import { openWindowsOf } from '../config/open-windows.js';
import type {
  ApplicationReader,
  BrakeStore,
  Clock,
  IncidentStore,
  Journal,
  LookBack,
  MachineReader,
  Notifier,
  Probe,
  ProvenStore,
  Recorder,
  Sampler,
  Stopper,
  ValueStore,
} from '../ports.js';

export interface ImageSampler {
  readonly sample: Sampler;
  /** Minimum interval of samples that the source in use supports, in milliseconds. */
  readonly minimumSpacingMs: () => number;
  /** Pacing of the rounds in place of the clock: a replay uses the recorded times. */
  readonly pace?: Clock;
}

export interface AgentPorts {
  readonly clock: Clock;
  readonly hostName: string;
  readonly readMachine: MachineReader;
  /** One sampler for each image name. */
  readonly sampler: (watch: WatchConfig) => ImageSampler;
  readonly stop: Stopper;
  readonly notify: Notifier;
  readonly journal: Journal;
  readonly brakeStore: BrakeStore;
  /** State of floors and incidents for the next agent. */
  readonly memoryStore: ValueStore;
  readonly intentStore: ValueStore;
  readonly pauseStore: ValueStore;
  readonly incidentStore: IncidentStore;
  /** State of the daily mail; absent if there is none. */
  readonly dailyStore?: ValueStore;
  /** State of the weekly mail and the source of its figures; absent if there is none. */
  readonly weeklyStore?: ValueStore;
  readonly lookBack?: LookBack;
  readonly readApplication: ApplicationReader;
  /** `undefined` for an application without `[commethod]`. */
  readonly com: (
    application: ApplicationConfig,
  ) => { readonly probe: Probe; readonly proven: ProvenStore; readonly pace?: Clock } | undefined;
  /** The black box; `undefined` where nothing is recorded. */
  readonly record?: Recorder;
  /** PIDs of the agent, its parents and children. */
  readonly ownProcesses: () => ReadonlySet<number>;
}

export interface Shared {
  readonly brake: BrakeKeeper;
  readonly intents: IntentKeeper;
  readonly executor: StopExecutor;
  readonly book: IncidentBook;
  readonly pauses: PauseKeeper;
}

/** @param incidentsChanged called when an incident is opened, changed or closed */
export async function share(
  config: Config,
  ports: AgentPorts,
  incidentsChanged?: (incident: Incident, isOpen: boolean) => void,
): Promise<Shared> {
  const { maxStops, maxStopsWindowMs } = config.monitor;
  const rules = { maxStops, windowMs: maxStopsWindowMs };
  const brake = new BrakeKeeper(rules, { ...ports, store: ports.brakeStore });
  const images = new Set(config.applications.map(({ watch }) => watch.name));
  await brake.load([...images]);
  const intents = new IntentKeeper(ports.intentStore);
  const pauses = new PauseKeeper({ ...ports, openWindows: openWindowsOf(config.maintenance) });
  await pauses.load();
  const executor = new StopExecutor({ ...ports, brake, intents, pauses });
  return { brake, intents, executor, pauses, book: new IncidentBook(incidentsChanged) };
}
