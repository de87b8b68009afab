/** The numbers used by the reference: the contract's, where the configuration has none. */
import type { Config } from '../../../src/config/config.js';
import type { FailureClass } from '../../../src/core/judging/failure-class.js';

export interface ReferenceRules {
  readonly mode: 'act' | 'observe';
  readonly name: string;
  readonly spacingMs: number;
  readonly cpuWindowMs: number;
  readonly graceMs: number;
  readonly logicalProcessors: number;
  readonly physicalMemoryBytes: number;
  readonly cpuBasis: 'core' | 'machine';
  readonly maxStops: number;
  readonly windowMs: number;
  readonly floorAfterMs: number;
  readonly quietMs: number;
  readonly remindMs: number;
  readonly timeCacheMs: number;
  readonly limits:
    | {
        readonly cpu: number;
        readonly memory: number;
        readonly needed: number;
        readonly of: number;
      }
    | undefined;
  readonly com:
    | {
        readonly progid: string;
        readonly alarmMetric: number;
        readonly unloadOn: readonly FailureClass[];
        readonly confirm: number;
        readonly settleMs: number;
        readonly suspects: string;
        readonly whenNone: string;
        readonly severalHosts: string;
        readonly quietMs: number;
        readonly atOnce: string;
        readonly delayMs: number;
        /** Maximum duration of one check. */
        readonly callMs: number;
      }
    | undefined;
}

const SOURCE_SPACING_MS = 1_000;

export function rulesOf(
  config: Config,
  machine: { readonly logicalProcessors: number; readonly physicalMemoryBytes: number },
): ReferenceRules {
  const { monitor, applications } = config;
  const { watch, limits, com } = applications[0];
  return {
    mode: monitor.mode,
    name: watch.name.toLowerCase(),
    spacingMs: Math.max(watch.delayMs, SOURCE_SPACING_MS),
    cpuWindowMs: watch.cpuWindowMs,
    graceMs: watch.graceMs,
    logicalProcessors: machine.logicalProcessors,
    physicalMemoryBytes: machine.physicalMemoryBytes,
    cpuBasis: watch.cpuBasis,
    maxStops: monitor.maxStops,
    windowMs: monitor.maxStopsWindowMs,
    floorAfterMs: watch.floorAfterMs,
    quietMs: monitor.quietMs,
    remindMs: monitor.remindMs,
    timeCacheMs: com?.timeCacheMs ?? 60 * 60_000,
    limits: limits && {
      cpu: limits.maxCpuPercent,
      memory: limits.maxMemoryPercent,
      needed: limits.sustain.needed,
      of: limits.sustain.of,
    },
    com: com && {
      progid: com.progid,
      alarmMetric: com.rules.alarmMetric,
      unloadOn: com.rules.unloadOn,
      confirm: com.rules.confirm,
      settleMs: com.rules.settleMs,
      suspects: com.rules.suspects,
      whenNone: com.rules.whenNone,
      severalHosts: com.rules.severalHosts,
      quietMs: monitor.quietMs,
      atOnce: com.rules.atOnce,
      delayMs: com.rules.delayMs,
      callMs: com.activationTimeoutMs + com.witerezultMs,
    },
  };
}
