/** Texts of `status` and of the commands to the running agent. */
import type { WatchdogNotice } from '../core/telling/notice.js';
import type { StatusProbe } from '../core/telling/status.js';
import type { Answer } from '../core/telling/steering.js';
import type { Language } from './language.js';

export interface StatusTexts {
  readonly unreadable: (reason: string) => string;
  readonly head: (agent: {
    readonly version: string;
    readonly hostName: string;
    readonly pid: number;
    readonly mode: 'act' | 'observe';
    readonly runs: string;
    readonly asOf: string;
  }) => string;
  readonly gone: (pid: number, since: string) => string;
  readonly silent: (since: string) => string;
  readonly late: (loop: string, since: string) => string;
  readonly configuration: (file: string, read: string) => string;
  readonly changed: string;
  readonly paused: (pause: {
    readonly application: string | null;
    readonly until: string;
    readonly why: string;
    readonly withCalls: boolean;
    readonly isWindow: boolean;
  }) => string;
  readonly noSample: (image: string) => string;
  readonly sampled: (image: string, since: string, source: string) => string;
  readonly application: (name: string | null, image: string) => string;
  readonly limits: (cpu: string, memory: string) => string;
  readonly notCalled: string;
  readonly probe: (probe: StatusProbe, since: string, language: Language) => string;
  readonly noProcesses: string;
  readonly more: (count: number) => string;
  readonly moreApplications: (count: number) => string;
  readonly young: string;
  readonly excluded: (pattern: string) => string;
  readonly columns: {
    readonly pid: string;
    readonly age: string;
    readonly cpu: string;
    readonly cpuFloor: string;
    readonly memory: string;
    readonly memoryFloor: string;
    readonly appId: string;
  };
  readonly noIncidents: string;
  readonly incident: (incident: {
    readonly id: string;
    readonly subject: string;
    readonly application: string | null;
    readonly stops: number;
    readonly cure: 'none' | 'expected' | 'proven';
    readonly since: string;
  }) => string;
  readonly mailsWaiting: (count: number) => string;
  readonly own: (own: {
    readonly memory: string;
    readonly cpu: string | null;
    readonly shells: string;
  }) => string;
}

export interface SteeringTexts {
  readonly badLength: (found: string, expected: string) => string;
  readonly lengthWithoutUnit: (found: string) => string;
  readonly missingLength: string;
  readonly goesOn: string;
  readonly noAgent: (stateDir: string) => string;
  readonly agentUnknown: (stateDir: string, why: string) => string;
  readonly notTaken: (reason: string) => string;
  readonly noAnswer: (stateDir: string) => string;
  /** Shown when it takes a while. */
  readonly waiting: string;
  readonly stopping: (pid: number) => string;
  readonly restarting: (pid: number) => string;
  readonly ended: (pid: number) => string;
  /** Shown after the end of an agent that has a scheduled task. */
  readonly comesBack: (task: string) => string;
  readonly answer: (answer: Answer) => string;
}

export type AgentFaultSaid = Pick<WatchdogNotice, 'pid' | 'fault' | 'byMs' | 'loops'>;

export interface WatchdogTexts {
  readonly badTask: (found: string) => string;
  readonly tooLong: string;
  readonly absent: (stateDir: string) => string;
  readonly works: (pid: number) => string;
  readonly unwritable: (pid: number, why: string) => string;
  readonly again: (said: AgentFaultSaid) => string;
  readonly ended: (pid: number) => string;
  readonly gone: (pid: number) => string;
  readonly disabled: (task: string) => string;
  readonly notEnded: (pid: number, why: string) => string;
  readonly notStarted: (why: string) => string;
  readonly silentStart: string;
  readonly restarted: (pid: number) => string;
}
