/** Processes that stand out by their figures, and processes that host an application. */
import type { CommandLine } from '../observing/model.js';
import type { Watched } from '../observing/process-table.js';

/** Evidence against one process: its figures, their floors, and by how much they exceed them. */
export interface FloorRatios {
  readonly cpuFloor: number | null;
  readonly memoryFloor: number | null;
  readonly cpuRatio: number | null;
  readonly memoryRatio: number | null;
}

export interface FloorSuspect {
  readonly watched: Watched;
  readonly ratios: FloorRatios;
  readonly worst: number;
}

/** A CPU floor below 1 counts as 1, so that idle noise is never divided by; a memory floor of 0 counts as 1. */
export function floorRatios(
  { figures, cpuFloor, memoryFloor }: Watched,
  nowMs: number,
  timeCacheMs: number,
): FloorRatios {
  const cpu = cpuFloor.floor(nowMs, timeCacheMs) ?? null;
  const memory = memoryFloor.floor(nowMs, timeCacheMs) ?? null;
  return {
    cpuFloor: cpu,
    memoryFloor: memory,
    cpuRatio:
      cpu === null || figures.cpuPercent === null ? null : figures.cpuPercent / Math.max(cpu, 1),
    memoryRatio: memory === null ? null : figures.memoryPercent / (memory === 0 ? 1 : memory),
  };
}

export interface FloorRules {
  readonly alarmMetric: number;
  readonly timeCacheMs: number;
  /** Minimum time of observation after `grace` before figures of a process count as evidence. */
  readonly floorAfterMs: number;
}

/** Processes whose CPU or memory exceeds `alarmMetric` times its floor; greatest ratio first. */
export function floorSuspects(
  watched: readonly Watched[],
  { alarmMetric, timeCacheMs, floorAfterMs }: FloorRules,
  nowMs: number,
): FloorSuspect[] {
  return watched
    .filter(
      ({ settled, settledSinceMs }) =>
        settled && settledSinceMs !== undefined && nowMs - settledSinceMs >= floorAfterMs,
    )
    .map((each) => {
      const ratios = floorRatios(each, nowMs, timeCacheMs);
      return {
        watched: each,
        ratios,
        worst: Math.max(ratios.cpuRatio ?? 0, ratios.memoryRatio ?? 0),
      };
    })
    .filter(({ worst }) => worst > alarmMetric)
    .sort((a, b) => b.worst - a.worst);
}

const GUID = /\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?/i;

/** `{UPPER-CASE}`, or `undefined` when there is no GUID in it. */
export function guidOf(text: string): string | undefined {
  const found = GUID.exec(text)?.[1];
  return found === undefined ? undefined : `{${found.toUpperCase()}}`;
}

/**
 * AppID of the application that a COM+ host serves: `dllhost.exe /Processid:{AppID}`, else the one in the catalogue.
 * Source: Win32 documentation, "Debugging Components Written in Visual C++".
 */
export function applicationOf({
  commandLine,
  catalogueAppId,
}: Pick<Watched, 'commandLine' | 'catalogueAppId'>): string | undefined {
  if (commandLine.kind !== 'read') return catalogueAppId;
  const known = named.get(commandLine);
  if (known !== undefined) return known ?? catalogueAppId;
  const found = /\/processid:\s*(\{[0-9a-f-]{36}\})/i.exec(commandLine.text)?.[1];
  const appId = found === undefined ? undefined : guidOf(found);
  named.set(commandLine, appId ?? null);
  return appId ?? catalogueAppId;
}

/** AppIDs named by command lines, `null` where none is named; cached, since every sample asks for them. */
const named = new WeakMap<CommandLine, string | null>();

/** The application that hosts the class, as far as known. */
export interface Application {
  /** `{GUID}` in upper case. */
  readonly appId: string;
  readonly name: string | null;
  /** PIDs of its instances in the COM+ catalogue; empty where there is no catalogue. */
  readonly instancePids: readonly number[];
}

/** Processes that host the application; a command line takes precedence over the catalogue. */
export function hostsOf(watched: readonly Watched[], application: Application): Watched[] {
  return watched.filter((each) => {
    const named = applicationOf(each);
    return named === undefined
      ? application.instancePids.includes(each.target.pid)
      : named === application.appId;
  });
}
