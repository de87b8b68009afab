/**
 * Reason why something failed or was not done, as a value. Words are made from it only in
 * `src/texts/{ru,en}/reason.ts`, for mails, consoles and the log.
 */
import type { Foreign } from './foreign.js';
import type { MailHint, MailStage } from './mail-reason.js';
import type { SystemTrouble } from './system-trouble.js';

/** A shell did not answer, or its answer was invalid. */
export type ShellReason =
  | { readonly kind: 'shell-busy'; readonly waiting: number }
  | { readonly kind: 'shell-deadline'; readonly command: string; readonly deadlineMs: number }
  | { readonly kind: 'shell-exited'; readonly how: ProcessEnd }
  | { readonly kind: 'answer-too-long'; readonly characters: number }
  | { readonly kind: 'answer-empty' }
  | { readonly kind: 'answer-invalid' }
  | { readonly kind: 'shell-silent' }
  | { readonly kind: 'shell-not-started'; readonly cause: Reason }
  /** The shell started but did not describe itself. */
  | { readonly kind: 'shell-without-hello'; readonly cause: Reason; readonly stderr?: Foreign }
  | { readonly kind: 'shell-waiting'; readonly cause: Reason; readonly nextStartMs: number }
  | { readonly kind: 'module-not-loaded'; readonly stderr?: Foreign }
  /** A language mode other than FullLanguage. */
  | { readonly kind: 'language-mode'; readonly mode: Foreign }
  | { readonly kind: 'path-not-absolute'; readonly path: string }
  | { readonly kind: 'path-missing'; readonly path: string }
  | { readonly kind: 'powershell-missing'; readonly names: readonly string[] }
  | { readonly kind: 'variable-overrides-path'; readonly variable: string };

/** How a child process ended. */
export type ProcessEnd =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly cause: Foreign | SystemTrouble }
  | { readonly kind: 'unknown' };

/** A sample could not be taken, or is not usable. */
export type SampleReason =
  | { readonly kind: 'source-failed'; readonly source: string; readonly cause: Reason }
  | { readonly kind: 'rows-unusable'; readonly source: string; readonly dropped: number }
  | { readonly kind: 'first-source-again' }
  /** The process with the load known to the doctor. */
  | { readonly kind: 'workload-silent'; readonly deadlineMs: number };

/** The application or process that hosts a class is not known. */
export type ApplicationReason =
  | { readonly kind: 'class-not-registered'; readonly name: string }
  | { readonly kind: 'class-without-appid'; readonly name: string }
  | { readonly kind: 'application-unknown'; readonly name: string }
  | { readonly kind: 'application-ambiguous'; readonly name: string }
  /** Another application of the configuration, `owner`, refers to the same COM+ application. */
  | { readonly kind: 'application-taken'; readonly name: string; readonly owner: string }
  | {
      readonly kind: 'command-lines-unread';
      readonly pids: readonly number[];
      readonly cause?: Reason;
    }
  | { readonly kind: 'hosts-elsewhere'; readonly pids: readonly number[] }
  | { readonly kind: 'catalogue-failed'; readonly cause: Reason };

/** The COM check could not be made. */
export type ProbeReason =
  | {
      readonly kind: 'child-ended';
      readonly stage: string;
      readonly how: ProcessEnd;
      readonly stderr?: Foreign;
    }
  | { readonly kind: 'child-not-ready'; readonly deadlineMs: number }
  | { readonly kind: 'child-silent'; readonly stage: string; readonly deadlineMs: number }
  | { readonly kind: 'child-answer-invalid'; readonly field: string }
  | { readonly kind: 'child-fault'; readonly cause: Foreign }
  /** Neither way to the COM server works. */
  | { readonly kind: 'no-bridge'; readonly edge: Reason; readonly powershell: Reason };

/** A process was not stopped, or the result is not known. */
export type StopReason =
  | { readonly kind: 'pid-of-windows'; readonly pid: number }
  | { readonly kind: 'own-process' }
  | { readonly kind: 'name-protected'; readonly name: string }
  | { readonly kind: 'system-application' }
  | { readonly kind: 'command-line-unread' }
  | { readonly kind: 'command-line-hidden' }
  | { readonly kind: 'excluded'; readonly pattern: string }
  | { readonly kind: 'pid-reused'; readonly name: string; readonly startedAt: string }
  | { readonly kind: 'still-running'; readonly waitedMs: number }
  | { readonly kind: 'what-if' };

/** Problems with files of the agent. */
export type FileReason =
  | { readonly kind: 'file-invalid'; readonly file: string }
  | {
      readonly kind: 'file-unreadable';
      readonly file: string;
      readonly cause: Foreign | SystemTrouble;
    }
  | {
      readonly kind: 'file-unwritable';
      readonly file: string;
      readonly cause: Foreign | SystemTrouble;
    }
  | { readonly kind: 'file-not-plain'; readonly file: string }
  | { readonly kind: 'file-too-long'; readonly file: string; readonly bytes: number }
  | { readonly kind: 'disk-silent'; readonly file: string; readonly deadlineMs: number }
  | { readonly kind: 'lock-not-taken'; readonly file: string }
  /** Another agent took the state folder over. */
  | { readonly kind: 'lock-lost'; readonly pid: number | null };

/** A password of the configuration could not be protected. */
export type ProtectReason =
  | { readonly kind: 'secret-not-read-back' }
  | { readonly kind: 'file-changed-meanwhile'; readonly file: string };

/** A mail server did not accept a mail. */
export type MailReason =
  | MailDeadline
  | MailBreak
  /** The text was sent to its end and not confirmed. */
  | { readonly kind: 'mail-unknown-outcome'; readonly cause: Reason }
  | {
      readonly kind: 'mail-trouble';
      /** `host:port`. */
      readonly server: string;
      readonly stage: MailStage;
      readonly cause: Foreign | MailDeadline | MailBreak;
      readonly hint?: MailHint;
    };

export interface MailDeadline {
  readonly kind: 'mail-deadline';
  readonly deadlineMs: number;
}

/** A session ended early, not by the clock and without giving a reason. */
export type MailBreak =
  | { readonly kind: 'mail-connection-closed' }
  | { readonly kind: 'mail-answer-too-long' }
  /** The server takes a text that it was not sent, or says that it was sent one. */
  | { readonly kind: 'mail-answer-out-of-turn' };

/** A picture could not be drawn. */
export type PictureReason =
  | { readonly kind: 'picture-failed'; readonly how: ProcessEnd; readonly stderr?: Foreign }
  | { readonly kind: 'picture-late'; readonly deadlineMs: number }
  | { readonly kind: 'picture-invalid' };

export type Reason =
  | Foreign
  | SystemTrouble
  | { readonly kind: 'agent-ending' }
  /** A replay in a separate process ended with this code or signal and this output. */
  | { readonly kind: 'replay-failed'; readonly exitCode: number | null; readonly stderr?: Foreign }
  /** It did not finish in time. */
  | { readonly kind: 'replay-late'; readonly deadlineMs: number }
  | ShellReason
  | SampleReason
  | ApplicationReason
  | ProbeReason
  | StopReason
  | FileReason
  | ProtectReason
  | MailReason
  | PictureReason;

export type ReasonKind = Reason['kind'];
