/** Observations of the steps of `comwatch doctor`: values only, the words live in src/texts. */
import type { StopOutcome } from '../acting/stop-outcome.js';
import type { ProbeFailure, Stage } from '../judging/probe-result.js';
import type { RecordingKind, SampleSource } from '../observing/model.js';
import type { Reason } from '../reason.js';
import type { SourceFault } from './sources.js';
import type { StepId } from './step-id.js';
import type { TaskDifference } from './task.js';

export type Part =
  | 'comwatch'
  | 'system'
  | 'node'
  | 'libuv'
  | 'net-framework'
  | 'net'
  | 'powershell-desktop'
  | 'powershell-core';

/** One observation of a step. */
export type Seen =
  /** Switched off by the configuration. */
  | { readonly kind: 'off'; readonly section: 'mail' | 'commethod' }
  | { readonly kind: 'not-windows' }
  /** A step that this one depends on did not succeed. */
  | { readonly kind: 'not-tried'; readonly after: StepId }
  | { readonly kind: 'late'; readonly deadlineMs: number }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'reason'; readonly reason: Reason }
  | { readonly kind: 'version'; readonly part: Part; readonly versions: readonly string[] }
  | { readonly kind: 'variables'; readonly where: VariablePlace; readonly names: readonly string[] }
  | { readonly kind: 'no-variables' }
  | {
      readonly kind: 'shell';
      readonly executable: string;
      readonly version: string;
      readonly languageMode: string;
      readonly culture: string;
      readonly tookMs: number;
    }
  | { readonly kind: 'shell-failed'; readonly executable: string; readonly reason: Reason }
  | { readonly kind: 'policies'; readonly policies: readonly string[] }
  | {
      readonly kind: 'code-pages';
      readonly console: string;
      readonly oem: string;
      readonly ansi: string;
    }
  | { readonly kind: 'recording'; readonly on: readonly RecordingKind[] }
  | {
      readonly kind: 'recorded';
      readonly what: 'transcript' | 'events';
      /** `null`: it is switched on, but could not be measured. */
      readonly bytesPerDay: number | null;
      readonly delayMs: number;
    }
  | {
      readonly kind: 'bridge';
      readonly way: 'edge' | 'powershell';
      readonly framework: string;
      readonly bits: number;
      readonly tookMs: number;
    }
  | {
      readonly kind: 'bridge-failed';
      readonly way: 'edge' | 'powershell';
      readonly reason: Reason;
    }
  | { readonly kind: 'load'; readonly cpuPercent: number; readonly workingSetBytes: number }
  | {
      readonly kind: 'source';
      readonly source: SampleSource;
      readonly processes: number;
      readonly cpuPercent: number | null;
      readonly workingSetBytes: number | null;
      readonly roundMs: number;
      readonly faults: readonly SourceFault[];
    }
  | { readonly kind: 'source-failed'; readonly source: SampleSource; readonly reason: Reason }
  | {
      readonly kind: 'recommended';
      readonly source: SampleSource;
      readonly configured: SampleSource;
    }
  | {
      readonly kind: 'command-lines';
      readonly way: 'process' | 'cim';
      readonly read: number;
      readonly of: number;
      readonly tookMs: number;
    }
  | {
      readonly kind: 'command-lines-failed';
      readonly way: 'process' | 'cim';
      readonly reason: Reason;
    }
  | { readonly kind: 'command-lines-differ'; readonly pids: readonly number[] }
  | { readonly kind: 'stop-right'; readonly has: boolean }
  | {
      readonly kind: 'stop';
      readonly asked: 'wrong-start' | 'right';
      readonly outcome: StopOutcome;
    }
  | { readonly kind: 'stopped-wrongly' }
  | {
      readonly kind: 'class';
      readonly progid: string;
      readonly classId: string | null;
      readonly appId: string | null;
      readonly name: string | null;
      readonly bits64: boolean;
      readonly bits32: boolean;
    }
  | { readonly kind: 'hosts'; readonly progid: string; readonly pids: readonly number[] }
  | { readonly kind: 'call'; readonly progid: string }
  | { readonly kind: 'stage'; readonly stage: Stage; readonly tookMs: number }
  | { readonly kind: 'call-failed'; readonly failure: ProbeFailure }
  | { readonly kind: 'event-source'; readonly registered: boolean }
  | { readonly kind: 'event-written' }
  | { readonly kind: 'event-log-off' }
  | { readonly kind: 'secrets-unread' }
  | { readonly kind: 'round-trip'; readonly tookMs: number }
  | { readonly kind: 'round-trip-differs' }
  | { readonly kind: 'access'; readonly account: string }
  | { readonly kind: 'writers'; readonly path: string; readonly accounts: readonly string[] }
  | { readonly kind: 'readers'; readonly path: string; readonly accounts: readonly string[] }
  | { readonly kind: 'folder'; readonly folder: string; readonly state: 'writable' | 'absent' }
  | { readonly kind: 'folder-refused'; readonly folder: string; readonly reason: Reason }
  | {
      readonly kind: 'free';
      readonly folder: string;
      readonly bytes: number;
      readonly neededBytes: number;
    }
  | { readonly kind: 'recipient'; readonly server: string; readonly recipient: string }
  | {
      readonly kind: 'recipient-refused';
      readonly server: string;
      readonly recipient: string | null;
      readonly reason: Reason;
    }
  | { readonly kind: 'unencrypted'; readonly server: string }
  | { readonly kind: 'no-task' }
  | {
      readonly kind: 'task';
      readonly state: string;
      readonly lastResult: string;
      readonly account: string;
      readonly execute: string;
    }
  | { readonly kind: 'task-differs'; readonly difference: TaskDifference };

export type VariablePlace = 'process' | 'machine' | 'account';

/** Observations of the machine and its programs; the others concern processes, files and servers. */
export type MachineSeen =
  | 'off'
  | 'not-windows'
  | 'not-tried'
  | 'late'
  | 'aborted'
  | 'reason'
  | 'version'
  | 'variables'
  | 'no-variables'
  | 'shell'
  | 'shell-failed'
  | 'policies'
  | 'code-pages'
  | 'recording'
  | 'recorded'
  | 'bridge'
  | 'bridge-failed'
  | 'event-source'
  | 'event-written'
  | 'event-log-off'
  | 'round-trip'
  | 'round-trip-differs'
  | 'secrets-unread'
  | 'no-task'
  | 'task'
  | 'task-differs';
