/** The configuration after parsing: typed, defaulted, units resolved. */
import type { ComRules } from '../core/judging/com-verdict.js';
import type { Expectation } from '../core/judging/probe-result.js';
import type { SampleSource } from '../core/observing/model.js';
import type { Transaction } from './transaction.js';
import type { Secret } from './secret.js';

export type Language = 'ru' | 'en';
export type Mode = 'act' | 'observe';

export interface MonitorConfig {
  readonly mode: Mode;
  readonly language: Language;
  readonly maxStops: number;
  readonly maxStopsWindowMs: number;
  /** Folder of the brake state, the outbox and the stop file; default `state` beside the configuration. */
  readonly stateDir: string;
}

/** What is sampled; there even when only the COM check is on, whose floor rule needs the figures. */
export interface WatchConfig {
  readonly name: string;
  readonly source: SampleSource;
  readonly delayMs: number;
  readonly cpuWindowMs: number;
  readonly cpuBasis: 'core' | 'machine';
  readonly graceMs: number;
  /** COM+ application (name or AppID) that both checks are limited to. */
  readonly application: string | undefined;
}

export interface LimitsConfig {
  readonly maxCpuPercent: number;
  readonly maxMemoryPercent: number;
  /** Breach when at least `needed` of the last `of` samples were over. */
  readonly sustain: { readonly needed: number; readonly of: number };
}

/** `[commethod]`. */
export interface ComConfig {
  readonly sysname: string;
  readonly login: string;
  readonly password: Secret;
  readonly delayMs: number;
  readonly timeCacheMs: number;
  /** Bounds Authorize and GetCurrentSessionInfo together. */
  readonly witerezultMs: number;
  readonly activationTimeoutMs: number;
  readonly progid: string;
  readonly apartment: 'sta' | 'mta';
  readonly transaction: Transaction;
  readonly expect: Expectation;
  /** Error texts of Authorize that mean a bad login. */
  readonly refusePattern: RegExp;
  readonly rules: ComRules;
  /** Warn when a check takes this many times its floor; `undefined`: off. */
  readonly slowMetric: number | undefined;
}

export interface MailConfig {
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret;
  readonly tls: 'opportunistic' | 'required' | 'implicit' | 'off';
}

export interface LogConfig {
  /** Folder of monitor.log; default: beside the configuration. */
  readonly dir: string;
  readonly maxBytes: number;
  readonly files: number;
  readonly eventLog: boolean;
}

export interface PowerShellConfig {
  /** Absolute path of the executable; `undefined`: Windows PowerShell 5.1 in System32, else pwsh. */
  readonly path: string | undefined;
}

export interface Config {
  /** Absolute path of the file it came from. */
  readonly file: string;
  readonly monitor: MonitorConfig;
  readonly watch: WatchConfig;
  /** `undefined` without `[shellprocess]`: processes are sampled, not judged. */
  readonly limits: LimitsConfig | undefined;
  readonly com: ComConfig | undefined;
  readonly mail: MailConfig | undefined;
  readonly log: LogConfig;
  readonly powershell: PowerShellConfig;
}
