import type { StepState } from '../core/doctor/model.js';
import type { BrakeSubject } from '../core/acting/brake.js';
import type { StatusTexts, SteeringTexts, WatchdogTexts } from './status-texts.js';
import type { ReplayTexts } from './replay-texts.js';
import type { SuggestTexts } from './suggest-texts.js';
import type { FailureClass } from '../core/judging/failure-class.js';
import type { BridgeName } from '../core/judging/bridge.js';
import type { ProbeFailure, Stage } from '../core/judging/probe-result.js';
import type { Reason } from '../core/reason.js';

export type CommandName =
  | 'run'
  | 'status'
  | 'incidents'
  | 'incident'
  | 'pause'
  | 'resume'
  | 'release'
  | 'reload'
  | 'stop'
  | 'restart'
  | 'watchdog'
  | 'check-config'
  | 'config'
  | 'sample'
  | 'test-mail'
  | 'probe'
  | 'prove'
  | 'replay'
  | 'suggest'
  | 'doctor'
  | 'protect'
  | 'report';

/** A complete command line without `comwatch`, and its effect. */
export interface Example {
  readonly words: string;
  readonly says: string;
}

/** Texts of the help and of errors in the command line. */
export interface CommandTexts {
  readonly about: string;
  /** Headings of the help page, by commander's English ones. */
  readonly headings: Readonly<Record<string, string>>;
  readonly titles: { readonly examples: string };
  readonly commands: Readonly<Record<CommandName | 'help', string>>;
  readonly examples: Readonly<Record<CommandName, readonly Example[]>>;
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
    readonly why: string;
    readonly task: string;
    readonly withCalls: string;
    readonly nights: string;
    readonly set: string;
    readonly output: string;
    readonly since: string;
    readonly reportFile: string;
    readonly version: string;
    readonly help: string;
  };
  /** Placeholders of values in the help, by the word that the program declares. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly moreHelp: string;
  readonly exitCodes: string;
  /** Of `doctor`. */
  readonly doctorExitCodes: string;
  /** Of `watchdog`. */
  readonly watchdogExitCodes: string;
  readonly usage: {
    /** After the name of the program, after that of a command, and the help command with its argument. */
    readonly program: string;
    readonly command: string;
    /** Placed after `pause`, and after the commands that take one application. */
    readonly pause: string;
    readonly ofApplication: string;
    readonly incident: string;
    readonly helpCommand: string;
    readonly unknownCommand: (
      found: string,
      commands: readonly string[],
      nearest: string | undefined,
    ) => string;
    readonly noCommand: (commands: readonly string[]) => string;
    readonly unknownOption: (found: string, nearest: string | undefined) => string;
    readonly optionNeedsValue: (option: string) => string;
    /** @param file the word that looks like a configuration file */
    readonly surplus: (
      command: string,
      words: readonly string[],
      takesWords: boolean,
      file: string | undefined,
    ) => string;
    /** Messages of commander; none of its other errors is known to occur. */
    readonly other: (message: string) => string;
  };
}

/** All texts of the command line. */
export interface CliTexts extends CommandTexts {
  /** Paths that were tried. */
  /** @param named whether the command line names the file */
  readonly noConfig: (searched: readonly string[], named: boolean) => string;
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
    readonly stateDir: (dir: string, reason: Reason) => string;
    readonly shell: (reason: Reason) => string;
  };
  readonly sample: {
    readonly columns: {
      readonly pid: string;
      readonly name: string;
      readonly application: string;
      readonly started: string;
      readonly cpu: string;
      readonly memory: string;
      readonly workingSet: string;
      readonly commandLine: string;
    };
    readonly unknown: string;
    readonly cpu: string;
    readonly memory: string;
    readonly none: (name: string) => string;
    readonly taken: (at: string, host: string, source: string) => string;
    /** The running agent may have read another state of the file. */
    readonly limitsOf: (file: string) => string;
    readonly limits: (cpu: string, memory: string) => string;
    readonly noLimits: string;
    readonly over: (figures: string) => string;
    readonly young: (left: string) => string;
    readonly elsewhere: string;
    readonly unidentified: string;
    readonly unresolved: (application: string, reason: Reason) => string;
    /** `undefined` for every process of the machine. */
    readonly held: (subject: Partial<BrakeSubject> | undefined, until: string) => string;
    readonly brakeUnreadable: (reason: Reason) => string;
    readonly noRight: string;
    readonly failed: (reason: Reason) => string;
    readonly measuring: (duration: string) => string;
  };
  readonly probe: {
    /** Without `[commethod]` there is nothing to call. */
    readonly off: string;
    readonly begins: (progid: string, witerezult: string) => string;
    readonly bridge: (bridge: BridgeName, framework: string, bits: number) => string;
    readonly stage: Readonly<Record<Stage, string>>;
    readonly waiting: (stage: string, elapsed: string) => string;
    readonly answers: (took: string) => string;
    readonly fails: (what: string, stage: string) => string;
    readonly failureClass: Readonly<Record<FailureClass, string>>;
    readonly unavailable: (reason: Reason) => string;
    readonly logOutFailed: (fault: string) => string;
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
  readonly prove: {
    readonly begins: (nights: number) => string;
    readonly progress: (done: number, all: number) => string;
    readonly badNights: (found: string) => string;
  };
  readonly replay: ReplayTexts;
  readonly suggest: SuggestTexts;
  readonly protect: {
    readonly nothing: (file: string) => string;
    readonly done: (section: string, key: string) => string;
    readonly failed: (reason: Reason) => string;
  };
  readonly report: {
    readonly badSince: (found: string, expected: string) => string;
    readonly reading: (percent: number) => string;
    readonly written: (file: string, size: string) => string;
    readonly notWritten: (file: string, reason: string) => string;
  };
  readonly status: StatusTexts;
  readonly steering: SteeringTexts;
  readonly watchdog: WatchdogTexts;
  readonly mail: {
    readonly off: string;
    readonly accepted: (recipient: string) => string;
    readonly refused: (recipient: string, reason: Reason) => string;
  };
  readonly doctor: {
    readonly begins: (version: string, host: string, at: string, total: string) => string;
    /** Text of a step that begins. */
    readonly doing: (what: string, most: string) => string;
    readonly state: Readonly<Record<StepState, string>>;
    readonly off: string;
    readonly ended: (name: string, took: string) => string;
    readonly advice: (text: string) => string;
    readonly summary: (ok: number, failed: number, unknown: number, off: number) => string;
    readonly written: (file: string) => string;
    readonly holds: string;
    readonly notWritten: (file: string, reason: string) => string;
    readonly badFolder: (folder: string, reason: string) => string;
  };
}
