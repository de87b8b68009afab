/** What one COM check found, and what class of failure it is. */
import type { FailureClass } from './failure-class.js';
import { hexOf, meaningOf } from './hresult.js';
import type { Pattern } from './pattern.js';

export const stages = ['activate', 'authorize', 'session-info', 'log-out'] as const;

export type Stage = (typeof stages)[number];

/** Milliseconds of each stage that ended, or was given up. */
export type StageTimes = Readonly<Partial<Record<Stage, number>>>;

export interface ProbeFailure {
  readonly failureClass: FailureClass;
  readonly stage: Stage;
  /** `0x800706BA`; `null` where there is none: a time-out, an error text, an answer that was not expected. */
  readonly hresult: string | null;
  /** Name of the HRESULT, else the type of the exception, else empty. */
  readonly name: string;
  /** What the server or Windows says of it, in whatever language. */
  readonly message: string;
}

/** What became of the session: `left-open` names the harm of a hung server honestly. */
export type SessionEnd = 'logged-out' | 'none' | 'left-open';

export type ProbeAnswer =
  | {
      readonly kind: 'ok';
      readonly times: StageTimes;
      readonly sessionEnd: SessionEnd;
      /** Why LogOut did not work; empty when it did. It is only logged. */
      readonly logOutFault: string;
    }
  | {
      readonly kind: 'failed';
      readonly failure: ProbeFailure;
      readonly times: StageTimes;
      /** Settles when the call that hangs has come back after all; only when it is still waited for. */
      readonly pending?: Promise<void>;
      /** Waits no longer for it. */
      readonly giveUp?: () => void;
    }
  /** The check could not be made: it says nothing of the server. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** A stage as the probe's process answers it. */
export interface StageFault {
  /** .NET type of the exception. */
  readonly type: string;
  /** Signed, as .NET gives it. */
  readonly hresult: number;
  readonly message: string;
}

/** COR_E_ARGUMENT, COR_E_INVALIDCAST, COR_E_TARGETPARAMCOUNT: the managed binder says so where IDispatch has DISP_E_*. */
const WRONG_ARGUMENTS = new Set(['0x80070057', '0x80004002', '0x8002000E', '0x80020005']);

export function classify(stage: Stage, fault: StageFault): ProbeFailure {
  const hresult = hexOf(fault.hresult);
  const meaning = meaningOf(hresult);
  return {
    failureClass: classOf(stage, fault, hresult),
    stage,
    hresult,
    name: meaning?.name ?? fault.type.split('.').at(-1) ?? '',
    message: fault.message,
  };
}

function classOf(stage: Stage, { type }: StageFault, hresult: string): FailureClass {
  // A managed ArgumentException or InvalidCastException is ours: the arguments did not fit.
  const ours = /\.(Argument|InvalidCast|TargetParameterCount|MissingM)\w*Exception$/.test(type);
  if (ours && (WRONG_ARGUMENTS.has(hresult) || meaningOf(hresult)?.failureClass === 'setup')) {
    return 'setup';
  }
  const known = meaningOf(hresult)?.failureClass;
  // Nothing was called yet: an unknown failure of the start is no proof that a process is broken.
  if (stage === 'activate') return known === undefined || known === 'error' ? 'activation' : known;
  return known ?? 'error';
}

export function timedOut(stage: Stage, afterMs: number): ProbeFailure {
  return {
    failureClass: stage === 'activate' ? 'activation' : 'timeout',
    stage,
    hresult: null,
    name: '',
    message: `no answer within ${Math.round(afterMs)} ms`,
  };
}

/** Given up at its deadline, and perhaps still under way in the server. */
export function isTimedOut({ failureClass, hresult }: ProbeFailure): boolean {
  return hresult === null && (failureClass === 'timeout' || failureClass === 'activation');
}

/** Authorize answered an error text: refused when it matches the operators' pattern, an error otherwise. */
export function errorText(text: string, refusePattern: Pattern | undefined): ProbeFailure {
  return {
    failureClass: refusePattern?.matches(text) ? 'refused' : 'error',
    stage: 'authorize',
    hresult: null,
    name: '',
    message: text,
  };
}

/** What GetCurrentSessionInfo must answer. */
export type Expectation =
  | { readonly kind: 'any' }
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'matches'; readonly pattern: Pattern };

export function unexpectedInfo(info: string, expect: Expectation): ProbeFailure | undefined {
  const fits =
    expect.kind === 'any' ||
    (expect.kind === 'not-empty' ? info.trim() !== '' : expect.pattern.matches(info));
  if (fits) return undefined;
  const shown = info.length > 200 ? `${info.slice(0, 200)}…` : info;
  return {
    failureClass: 'error',
    stage: 'session-info',
    hresult: null,
    name: '',
    message: `the answer "${shown}" is not what is expected`,
  };
}

/** Time that the server needed: what `witerezult` bounds. */
export function serverTimeMs(times: StageTimes): number {
  return (times.authorize ?? 0) + (times['session-info'] ?? 0);
}
