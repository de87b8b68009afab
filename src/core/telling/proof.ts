/** Results of simulated nights for a configuration: values only; the words live in src/texts. */

/** What goes wrong in a night. */
export type NightFault =
  | 'hang'
  | 'deadlock beside busy neighbours'
  | 'leak'
  | 'slow leak'
  | 'burn'
  | 'error until restart'
  | 'activation hangs'
  | 'one of two hangs'
  | 'database away, errors'
  | 'database away, time-outs'
  | 'server restarts itself'
  | 'nothing';

/** Why a setting is judged as it is. Stops are of processes that worked as they should, in the mean of a night. */
export type Because =
  | { readonly kind: 'observes' }
  | { readonly kind: 'acts' }
  | { readonly kind: 'no-section' }
  | {
      readonly kind: 'cpu-limit';
      /** Per cent of one core. */
      readonly percentOfCore: number;
      readonly stopsPerNight: number;
    }
  | { readonly kind: 'memory-limit'; readonly bytes: number; readonly stopsPerNight: number }
  /** `undefined`: not one hung server was stopped. */
  | { readonly kind: 'cure-time'; readonly medianMs: number | undefined }
  | { readonly kind: 'call-time'; readonly waitsMs: number; readonly longestAnswerMs: number }
  | { readonly kind: 'floors'; readonly server: number; readonly neighbours: number }
  | { readonly kind: 'mails-only'; readonly missed: number; readonly broken: number }
  | { readonly kind: 'cures' }
  | { readonly kind: 'brake'; readonly holdsPerNight: number }
  | { readonly kind: 'check-is-load'; readonly percentOfCore: number };

export interface Finding {
  readonly section: 'monitor' | 'shellprocess' | 'commethod';
  readonly application: string | undefined;
  readonly key: string | undefined;
  readonly isGood: boolean;
  readonly because: Because;
}

export interface FaultFigures {
  readonly fault: NightFault;
  readonly nights: number;
  readonly broken: number;
  readonly cured: number;
  readonly medianCureMs: number | undefined;
}

/** Assumptions of the simulated worlds. */
export interface Assumed {
  readonly nightMs: number;
  readonly logicalProcessors: number;
  readonly physicalMemoryBytes: number;
  /** Samples are as far apart as this in the worlds, where the configuration asks for more of them. */
  readonly leastSpacingMs: number;
  readonly answersInMs: readonly [least: number, most: number];
}

export interface ConfigurationProof {
  readonly nights: number;
  readonly assumed: Assumed;
  readonly broken: number;
  readonly cured: number;
  readonly medianCureMs: number | undefined;
  /** Mean of a night. */
  readonly stopsPerNight: {
    /** Stops of what was broken: they help. */
    readonly broken: number;
    readonly workingServer: number;
    readonly neighbours: number;
  };
  /** `undefined` without `[mail]`. */
  readonly mailsPerNight: number | undefined;
  /** Outage of a broken server; `undefined` when there was none. */
  readonly longestHang:
    { readonly ms: number; readonly fault: NightFault; readonly untilMorning: boolean } | undefined;
  /** The 60 minutes with the most stops. */
  readonly worstHour: {
    readonly stops: number;
    readonly mails: number;
    readonly fault: NightFault;
  };
  readonly faults: readonly FaultFigures[];
  readonly findings: readonly Finding[];
}
