/** The configuration after parsing: typed by the tables of settings, defaulted, units resolved. */
import type { tables } from './schema.js';
import type { Values } from './setting.js';

type ProcessValues = Values<typeof tables.shellprocess>;
type ComValues = Values<typeof tables.commethod>;
type MonitorValues = Values<typeof tables.monitor>;

export type Language = MonitorValues['language'];

/** `[monitor]`; `stateDir` is an absolute path: the brake, the outbox, the stop file. */
export type MonitorConfig = MonitorValues;

type LimitName = 'maxCpuPercent' | 'maxMemoryPercent' | 'sustain';

/**
 * Settings of the sampling; present even when only the COM check is on, whose floor rule needs the figures. `name` is
 * the image; `application` the COM+ application (name or AppID) that both checks are limited to.
 */
export type WatchConfig = Omit<ProcessValues, LimitName>;

/** A breach: at least `needed` of the last `of` samples were over. */
export type LimitsConfig = Pick<ProcessValues, LimitName>;

type TransactionName = 'authorize' | 'sessionInfo' | 'logOut';
type RuleName =
  | 'unloadOn'
  | 'confirm'
  | 'suspects'
  | 'atOnce'
  | 'whenNone'
  | 'severalHosts'
  | 'settleMs'
  | 'alarmMetric'
  | 'checkLoad';

/** `[commethod]`. `witerezultMs` bounds Authorize and GetCurrentSessionInfo together. */
export type ComConfig = Omit<
  ComValues,
  TransactionName | RuleName | 'delayMs' | 'activationTimeoutMs'
> & {
  readonly delayMs: number;
  /** The value of the file, else the longer of 30 s and `witerezultMs`. */
  readonly activationTimeoutMs: number;
  readonly transaction: Pick<ComValues, TransactionName>;
  readonly rules: Pick<ComValues, RuleName | 'delayMs'>;
};

/** `[maintenance]`; `application` as spelled in the configuration, `undefined` for all of them. */
export type MaintenanceConfig = Values<typeof tables.maintenance> & {
  readonly application: string | undefined;
};

export type MailConfig = Values<typeof tables.mail>;

/** `dir` is an absolute path: the folder of monitor.log. */
export type LogConfig = Values<typeof tables.log>;

/** `[status]`; `textfile` is an absolute path. */
export type StatusConfig = Values<typeof tables.status>;

/** `path` of the executable; `undefined`: Windows PowerShell 5.1 in System32, else pwsh. */
export type PowerShellConfig = Values<typeof tables.powershell>;

/** The settings of one COM+ application: `[shellprocess]` and `[commethod]`, unnamed or with the same name. */
export interface ApplicationConfig {
  /** X of `[shellprocess X]` and `[commethod X]`, as first written; `undefined`: the sections without a name. */
  readonly name: string | undefined;
  readonly watch: WatchConfig;
  /** `undefined` without `[shellprocess]`: processes are sampled, not judged. */
  readonly limits: LimitsConfig | undefined;
  readonly com: ComConfig | undefined;
}

export interface Config {
  /** Absolute path of the file it came from. */
  readonly file: string;
  readonly monitor: MonitorConfig;
  /** The unnamed one first, the others in the order of the file. */
  readonly applications: readonly [ApplicationConfig, ...ApplicationConfig[]];
  readonly mail: MailConfig | undefined;
  /** Sections in the order of the file; empty without the section. */
  readonly maintenance: readonly MaintenanceConfig[];
  readonly log: LogConfig;
  readonly status: StatusConfig;
  readonly powershell: PowerShellConfig;
}
