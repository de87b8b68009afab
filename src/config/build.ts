import { resolve } from 'node:path';
import type { ComConfig, Config, LimitsConfig, MailConfig } from './config.js';
import { Secret } from './secret.js';
import { settings, type SectionName, type Setting } from './schema.js';

const LEAST_ACTIVATION_MS = 30_000;

/**
 * The typed configuration from values that were checked.
 *
 * The one place where a value of the table is given its type: each key's kind makes values of the type asked for here.
 */
export function build(
  values: ReadonlyMap<Setting, unknown>,
  sections: ReadonlySet<string>,
  file: string,
  folder: string,
): Config {
  const get = <T>(section: SectionName, key: string): T => {
    const setting = settings.find((each) => each.section === section && each.key === key);
    if (!setting) throw new Error(`the schema has no [${section}] ${key}`);
    return values.get(setting) as T;
  };
  const path = get<string>('powershell', 'path');
  return {
    file,
    monitor: {
      mode: get('monitor', 'mode'),
      language: get('monitor', 'language'),
      maxStops: get('monitor', 'max_stops'),
      maxStopsWindowMs: get('monitor', 'max_stops_window'),
      stateDir: resolve(folder, get<string>('monitor', 'state_dir')),
    },
    watch: {
      name: get('shellprocess', 'name'),
      source: get('shellprocess', 'source'),
      delayMs: get('shellprocess', 'delay'),
      cpuWindowMs: get('shellprocess', 'cpu_window'),
      cpuBasis: get('shellprocess', 'cpu_basis'),
      graceMs: get('shellprocess', 'grace'),
      application: orNothing(get<string>('shellprocess', 'application')),
    },
    limits: sections.has('shellprocess') ? limits(get) : undefined,
    com: sections.has('commethod') ? com(get) : undefined,
    mail: sections.has('mail') ? mail(get) : undefined,
    log: {
      dir: resolve(folder, get<string>('log', 'dir')),
      maxBytes: get('log', 'max_bytes'),
      files: get('log', 'files'),
      eventLog: get('log', 'event_log'),
    },
    powershell: { path: orNothing(path) },
  };
}

type Get = <T>(section: SectionName, key: string) => T;

function limits(get: Get): LimitsConfig {
  return {
    maxCpuPercent: get('shellprocess', 'maxcpuprocent'),
    maxMemoryPercent: get('shellprocess', 'maxmemoryprocent'),
    sustain: get('shellprocess', 'sustain'),
  };
}

function com(get: Get): ComConfig {
  const witerezultMs = get<number>('commethod', 'witerezult');
  const activation = get<number | ''>('commethod', 'activation_timeout');
  return {
    sysname: get('commethod', 'sysname'),
    login: get('commethod', 'login'),
    password: new Secret(get('commethod', 'password')),
    delayMs: get('commethod', 'delay'),
    timeCacheMs: get('commethod', 'time_cache'),
    witerezultMs,
    activationTimeoutMs:
      activation === '' ? Math.max(LEAST_ACTIVATION_MS, witerezultMs) : activation,
    progid: get('commethod', 'progid'),
    apartment: get('commethod', 'apartment'),
    transaction: {
      authorize: get('commethod', 'authorize'),
      sessionInfo: get('commethod', 'session_info'),
      logOut: get('commethod', 'log_out'),
    },
    expect: get('commethod', 'expect'),
    refusePattern: get('commethod', 'refuse_pattern'),
    slowMetric: orNothing(get<number | ''>('commethod', 'slow_metric')),
    rules: {
      unloadOn: get('commethod', 'unload_on'),
      confirm: get('commethod', 'confirm'),
      suspects: get('commethod', 'suspects'),
      atOnce: get<string>('commethod', 'suspects_at_once') === 'all' ? 'all' : 'one',
      whenNone: get('commethod', 'when_none'),
      settleMs: get('commethod', 'settle'),
      alarmMetric: get('commethod', 'alarm_metric'),
      delayMs: get('commethod', 'delay'),
    },
  };
}

/** An empty value of an optional setting. */
function orNothing<T>(value: T | ''): T | undefined {
  return value === '' ? undefined : value;
}

function mail(get: Get): MailConfig {
  return {
    recipients: get('mail', 'recipients'),
    sender: get('mail', 'sender'),
    host: get('mail', 'host'),
    port: get('mail', 'port'),
    user: get('mail', 'user'),
    password: new Secret(get('mail', 'password')),
    tls: get('mail', 'tls'),
  };
}
