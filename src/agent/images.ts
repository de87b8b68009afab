/** The images that are watched, each with one process table for all its applications. */
import type { PauseKeeper } from './acting/pause-keeper.js';
import type { Application } from './application.js';
import type { Memory } from './memory.js';
import { Heartbeat } from './observing/heartbeat.js';
import type { Membership } from './observing/membership.js';
import { Observer } from './observing/observer.js';
import type { AgentPorts, ImageSampler } from './shared.js';
import { LastingCondition } from './telling/lasting-condition.js';
import type { ApplicationConfig } from '../config/config.js';
import type { Machine } from '../core/observing/model.js';

/** Length of the floors without `[commethod]`, where they only serve to explain a breach. */
const DEFAULT_FLOOR_WINDOW_MS = 60 * 60_000;

/** One image: its applications, its sampler, and how it is watched. */
export interface Image {
  readonly name: string;
  readonly applications: readonly Application[];
  readonly sampler: ImageSampler;
  readonly spacingMs: () => number;
}

export function imagesOf(applications: readonly Application[], ports: AgentPorts): Image[] {
  const names = [...new Set(applications.map(({ image }) => image))];
  return names.flatMap((name) => {
    const own = applications.filter(({ image }) => image === name);
    const [first] = own;
    if (!first) return [];
    const { watch } = first.config;
    const sampler = ports.sampler(watch);
    const spacingMs = () => Math.max(watch.delayMs, sampler.minimumSpacingMs());
    return [{ name, applications: own, sampler, spacingMs }];
  });
}

/** Sets up the process table of an image, with its applications. */
export function observe(
  { name, applications, sampler, spacingMs }: Image,
  ports: AgentPorts,
  machine: Machine,
  membership: Membership,
  { memory, pauses }: { readonly memory: Memory; readonly pauses: PauseKeeper },
): Observer {
  const [first] = applications;
  if (!first) throw new Error('an image without an application');
  const { cpuWindowMs, cpuBasis, graceMs } = first.config.watch;
  const observer = new Observer(
    { cpuWindowMs, cpuBasis, graceMs, timeCacheMs: longestWindow(applications) },
    {
      ...ports,
      image: name,
      sample: sampler.sample,
      spacingMs,
      health: new LastingCondition('sampling', ports),
      heartbeat: new Heartbeat(ports.journal, membership),
      applicationOf: (watched) => membership.nameOf(watched),
    },
    machine,
    memory.floorsOf(name),
  );
  // Before judging: counts from before the end of a pause are invalid.
  observer.onSample(() => pauses.tick());
  observer.onSample(({ processes, now }, signal) => membership.refresh(processes, now, signal));
  for (const each of applications) each.watch(observer, machine);
  observer.onSample(({ now }) => memory.note(name, observer, now));
  return observer;
}

function longestWindow(applications: readonly { readonly config: ApplicationConfig }[]): number {
  const windows = applications.flatMap(({ config: { com } }) => (com ? [com.timeCacheMs] : []));
  return windows.length === 0 ? DEFAULT_FLOOR_WINDOW_MS : Math.max(...windows);
}
