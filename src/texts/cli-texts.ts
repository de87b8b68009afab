import type { FailureClass } from '../core/judging/failure-class.js';
import type { ProbeFailure, Stage } from '../core/judging/probe-result.js';

/** Everything that the command line says. */
export interface CliTexts {
  readonly about: string;
  /** Headings of the help page, by commander's English ones. */
  readonly titles: Readonly<Record<string, string>>;
  readonly commands: {
    readonly run: string;
    readonly checkConfig: string;
    readonly config: string;
    readonly sample: string;
    readonly testMail: string;
    readonly probe: string;
    readonly protect: string;
    readonly help: string;
  };
  readonly options: {
    readonly account: string;
    readonly config: string;
    readonly debug: string;
    readonly once: string;
    readonly observe: string;
    readonly explain: string;
    readonly keys: string;
    readonly watch: string;
    readonly json: string;
    readonly repeat: string;
    readonly version: string;
    readonly help: string;
  };
  readonly exitCodes: string;
  readonly usageError: (code: string, message: string) => string;
  readonly noConfig: (file: string) => string;
  readonly badAccount: (found: string) => string;
  readonly configFine: (file: string) => string;
  readonly byDefault: string;
  readonly required: string;
  readonly expected: string;
  readonly unexpected: (message: string) => string;
  readonly run: {
    readonly started: (host: string, name: string, file: string) => string;
    readonly observing: string;
    readonly stopping: string;
    readonly stopped: string;
    readonly taken: (pid: number, dir: string) => string;
    readonly stateDir: (dir: string, reason: string) => string;
    readonly log: (reason: string) => string;
    readonly shell: (reason: string) => string;
  };
  readonly sample: {
    readonly columns: readonly [string, string, string, string, string, string, string];
    readonly unknown: string;
    readonly none: (name: string) => string;
    readonly over: string;
    readonly young: string;
    readonly limits: (cpu: string, memory: string) => string;
    readonly noLimits: string;
    readonly noRight: string;
    readonly failed: (reason: string) => string;
    readonly measuring: (seconds: string) => string;
  };
  readonly probe: {
    /** Without `[commethod]` there is nothing to call. */
    readonly off: string;
    readonly begins: (progid: string, witerezult: string) => string;
    readonly stage: Readonly<Record<Stage, string>>;
    readonly waiting: (stage: string, elapsed: string) => string;
    readonly answers: (took: string) => string;
    readonly fails: (what: string, stage: string) => string;
    readonly failureClass: Readonly<Record<FailureClass, string>>;
    readonly unavailable: (reason: string) => string;
    readonly logOutFailed: (reason: string) => string;
    readonly hint: (failure: ProbeFailure) => string;
    readonly message: (failure: ProbeFailure) => string;
    readonly unloads: (failureClass: FailureClass, does: boolean) => string;
    readonly summary: (
      ok: number,
      all: number,
      least: string,
      median: string,
      most: string,
    ) => string;
    readonly badRepeat: (found: string) => string;
  };
  readonly protect: {
    readonly nothing: (file: string) => string;
    readonly done: (section: string, key: string) => string;
    readonly failed: (reason: string) => string;
  };
  readonly mail: {
    readonly off: string;
    readonly accepted: (recipient: string) => string;
    readonly refused: (recipient: string, reason: string) => string;
  };
}
