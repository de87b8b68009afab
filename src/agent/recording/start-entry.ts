/** Entry of the black box for a configuration that takes effect. */
import type { Config } from '../../config/config.js';
import { sectionsInForce } from '../../config/in-force.js';
import { instantOf, type Instant } from '../../core/instant.js';
import { imageName } from '../../core/observing/identity.js';
import type { StartEntry } from '../../core/recording/entry.js';
import type { Clock, Recorder } from '../../ports.js';

interface StartPorts {
  readonly clock: Clock;
  readonly record?: Recorder;
}

export function recordStart(config: Config, { clock, record }: StartPorts): void {
  record?.(startEntry(config, now(clock)));
}

export function recordEnd({ clock, record }: StartPorts): void {
  record?.({ kind: 'end', at: now(clock) });
}

export function startEntry(config: Config, at: Instant): StartEntry {
  return {
    kind: 'start',
    at,
    mode: config.monitor.mode,
    applications: config.applications.map(({ name, watch, limits, com }) => ({
      name: name ?? null,
      image: imageName(watch.name),
      progid: com?.progid ?? null,
      limits: limits ? { cpu: limits.maxCpuPercent, memory: limits.maxMemoryPercent } : null,
    })),
    settings: sectionsInForce(config)
      .filter(({ isPresent }) => isPresent)
      .flatMap(({ title, settings }) =>
        settings.map(({ key, text }) => `[${title}] ${key} = ${text ?? ''}`),
      ),
  };
}

function now(clock: Clock): Instant {
  return instantOf(clock);
}
