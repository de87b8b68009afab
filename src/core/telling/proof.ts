/** Results of simulated nights for a configuration: values only; the words live in src/texts. */

/** Fault of a simulated night. */
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

/** Basis of the verdict on a setting. Stops are of healthy processes, on average per night. */
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
  /** `undefined`: no hung server was stopped. */
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
  /** Interval of the samples in the worlds, where the configuration has a shorter one. */
  readonly leastSpacingMs: number;
  readonly answersInMs: readonly [least: number, most: number];
}

export interface ConfigurationProof {
  readonly nights: number;
  readonly assumed: Assumed;
  readonly broken: number;
  readonly cured: number;
  readonly medianCureMs: number | undefined;
  /** Average per night. */
  readonly stopsPerNight: {
    /** Stops of faulty processes, which help. */
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
