import { resolve } from 'node:path';
import {
  watchedWithout,
  type ApplicationDraft,
  type ComTable,
  type ProcessTable,
} from './applications.js';
import type { ApplicationConfig, ComConfig, LimitsConfig, WatchConfig } from './config.js';
import { tables } from './schema.js';
import type { Values } from './setting.js';
import { complete, type Draft } from './values.js';

const LEAST_ACTIVATION_MS = 30_000;

/** Builds an application from sections without problems. */
export function buildApplication(
  { name, process, com }: ApplicationDraft,
  processes: readonly Draft<ProcessTable>[],
): ApplicationConfig {
  const table = tables.shellprocess;
  const values = complete(process?.values ?? watchedWithout(table, processes));
  const { watch, limits } = split(values);
  return {
    name,
    watch,
    limits: process ? limits : undefined,
    com: com && buildCom(complete(com.values)),
  };
}

function split({ maxCpuPercent, maxMemoryPercent, sustain, ...watch }: Values<ProcessTable>): {
  readonly watch: WatchConfig;
  readonly limits: LimitsConfig;
} {
  return { watch, limits: { maxCpuPercent, maxMemoryPercent, sustain } };
}

function buildCom(values: Values<ComTable>): ComConfig {
  const { authorize, sessionInfo, logOut, ...withRules } = values;
  const {
    unloadOn,
    confirm,
    suspects,
    atOnce,
    whenNone,
    severalHosts,
    settleMs,
    alarmMetric,
    checkLoad,
    ...settings
  } = withRules;
  const { activationTimeoutMs, witerezultMs, delayMs } = settings;
  return {
    ...settings,
    activationTimeoutMs: activationTimeoutMs ?? Math.max(LEAST_ACTIVATION_MS, witerezultMs),
    transaction: { authorize, sessionInfo, logOut },
    rules: {
      unloadOn,
      confirm,
      suspects,
      atOnce,
      whenNone,
      severalHosts,
      settleMs,
      alarmMetric,
      checkLoad,
      delayMs,
    },
  };
}

/** Folders are relative to the file that contains them. */
export function inFolder<Each>(values: Each, name: keyof Each & string, folder: string): Each {
  return { ...values, [name]: resolve(folder, String(values[name])) };
}
