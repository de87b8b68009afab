/** State of the checks, as shown in status.json. */
import { exclusionOf } from '../../core/acting/protection.js';
import type { Instant } from '../../core/instant.js';
import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type { Watched } from '../../core/observing/process-table.js';
import { applicationOf } from '../../core/judging/suspects.js';
import type {
  StatusApplication,
  StatusPause,
  StatusProcess,
  StatusSource,
  WatchStatus,
} from '../../core/telling/status.js';
import type { Pause } from '../../core/acting/pause.js';
import type { Config } from '../../config/config.js';
import type { Application } from '../application.js';
import type { Observer } from '../observing/observer.js';
import type { Shared } from '../shared.js';
import type { LoopWatch } from './loop-watch.js';
import { toUnixMs } from '../../core/wall-time.js';

export interface StatusParts {
  readonly config: Config;
  readonly shared: Shared;
  readonly applications: readonly Application[];
  readonly observers: ReadonlyMap<string, Observer>;
  readonly loops: LoopWatch;
  readonly stopRight: () => boolean | null;
}

/** Keeps the file below 48 kB in every case. */
const MOST_PROCESSES = 40;
const MOST_INCIDENTS = 20;
const MOST_HOLDS = 50;

export function watchStatus(parts: StatusParts, now: Instant): WatchStatus {
  const { config, shared, applications, observers, loops } = parts;
  const { book, brake, pauses } = shared;
  const share = Math.max(1, Math.floor(MOST_PROCESSES / applications.length));
  return {
    mode: config.monitor.mode,
    sources: [...observers].map(([image, observer]) => sourceOf(image, observer, now)),
    applications: applications.map((each) => applicationStatus(each, shared, share, now)),
    incidents: book.open.slice(-MOST_INCIDENTS).map((each) => ({
      id: each.id,
      check: each.check,
      application: each.application ?? null,
      subject: each.subject,
      openedUnixMs: Math.round(each.openedUnixMs),
      stops: each.stops,
      cure: each.cure,
    })),
    brake: Object.entries(brake.state)
      .flatMap(([key, { hold }]) =>
        hold ? [{ key, untilUnixMs: Math.round(brake.wallMs(hold.untilMs, now)) }] : [],
      )
      .slice(0, MOST_HOLDS),
    pauses: pauses.all.map((each) => pauseStatus(each, now)),
    loops: loops.status,
    stopRight: parts.stopRight(),
    moreApplications: 0,
  };
}

function sourceOf(image: string, observer: Observer, now: Instant): StatusSource {
  const { lastSampleMs, source } = observer;
  return {
    image,
    lastSampleUnixMs: lastSampleMs === undefined ? null : toUnixMs(lastSampleMs, now),
    source: source ?? null,
  };
}

function applicationStatus(
  application: Application,
  { pauses }: Shared,
  most: number,
  now: Instant,
): StatusApplication {
  const { name, limits, com, watch } = application.config;
  const own = application.own();
  const pause = pauses.of(name);
  return {
    name: name ?? null,
    image: application.image,
    progid: com?.progid ?? null,
    limits: limits ? { cpu: limits.maxCpuPercent, memory: limits.maxMemoryPercent } : null,
    probe: application.lastProbe ?? null,
    pause: pause ? pauseStatus(pause, now) : null,
    processes: own.slice(0, most).map((each) => processStatus(each, watch.exclude, now)),
    more: Math.max(0, own.length - most),
  };
}

function pauseStatus(
  { application, untilMs, why, withCalls, isWindow = false }: Pause,
  now: Instant,
): StatusPause {
  const untilUnixMs = toUnixMs(untilMs, now);
  return { application: application ?? null, untilUnixMs, why, withCalls, isWindow };
}

function processStatus(
  watched: Watched,
  excluded: readonly string[],
  { monotonicMs }: Instant,
): StatusProcess {
  const { target, figures, settled, ageMs, cpuFloor, memoryFloor } = watched;
  return {
    pid: target.pid,
    name: target.name,
    startedUnixMs: Math.round(fileTimeToUnixMs(target.startedAt)),
    appId: applicationOf(watched) ?? null,
    cpuPercent: rounded(figures.cpuPercent),
    memoryPercent: rounded(figures.memoryPercent) ?? 0,
    workingSetBytes: figures.workingSetBytes,
    cpuFloor: rounded(cpuFloor.floor(monotonicMs) ?? null),
    memoryFloor: rounded(memoryFloor.floor(monotonicMs) ?? null),
    ageMs: Math.round(ageMs),
    isJudged: settled,
    excludedBy: exclusionOf(watched.commandLine, excluded, applicationOf(watched)) ?? null,
  };
}

function rounded(figure: number | null): number | null {
  return figure === null ? null : Math.round(figure * 100) / 100;
}
