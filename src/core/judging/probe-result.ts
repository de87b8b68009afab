/** What one COM check found, and what class of failure it is. */
import { foreign, printable, type Foreign } from '../foreign.js';
import type { Reason } from '../reason.js';
import type { FailureClass } from './failure-class.js';
import { hexOf, meaningOf } from './hresult.js';
import type { Pattern } from './pattern.js';

export const stages = ['activate', 'authorize', 'session-info', 'log-out'] as const;

export type Stage = (typeof stages)[number];

/** Milliseconds of each stage that ended, or was given up. */
export type StageTimes = Readonly<Partial<Record<Stage, number>>>;

/** What there is to say of a failure beside its class and code. */
export type FailureDetail =
  /** What the server, COM or .NET says. */
  | Foreign
  /** Given up at its deadline, and perhaps still under way in the server. */
  | { readonly kind: 'no-answer'; readonly afterMs: number }
  /** The answer is not what `expect` demands; its beginning. */
  | { readonly kind: 'unexpected-answer'; readonly shown: string };

export interface ProbeFailure {
  readonly failureClass: FailureClass;
  readonly stage: Stage;
  /** `0x800706BA`; `null` where there is none: a time-out, an error text, an answer that was not expected. */
  readonly hresult: string | null;
  /** Name of the HRESULT, else the type of the exception, else empty. */
  readonly name: string;
  readonly detail: FailureDetail;
}

/** What became of the session: `left-open` names the harm of a hung server honestly. */
export type SessionEnd = 'logged-out' | 'none' | 'left-open';

export type ProbeAnswer =
  | {
      readonly kind: 'ok';
      readonly times: StageTimes;
      readonly sessionEnd: SessionEnd;
      /** Why LogOut did not work; `null` when it did. It is only logged. */
      readonly logOutFault: FailureDetail | null;
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
  | { readonly kind: 'unavailable'; readonly reason: Reason };

/** Takes secrets out of a text; before it is cut, since half a secret is not found. */
export type Redact = (text: string) => string;

export const unredacted: Redact = (text) => text;

/** A stage as the probe's process answers it. */
export interface StageFault {
  /** .NET type of the exception. */
  readonly type: string;
  /** Signed, as .NET gives it. */
  readonly hresult: number;
  /** With secrets taken out. */
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
    detail: foreign(fault.message),
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
    detail: { kind: 'no-answer', afterMs: Math.round(afterMs) },
  };
}

/** No answer came: the call was given up at its deadline. */
export function isTimedOut({ detail }: ProbeFailure): boolean {
  return detail.kind === 'no-answer';
}

/** Authorize answered an error text: refused when it matches the operators' pattern, an error otherwise. */
export function errorText(
  text: string,
  refusePattern: Pattern | undefined,
  redact: Redact = unredacted,
): ProbeFailure {
  return {
    failureClass: refusePattern?.matches(text) ? 'refused' : 'error',
    stage: 'authorize',
    hresult: null,
    name: '',
    detail: foreign(redact(text)),
  };
}

/** What GetCurrentSessionInfo must answer. */
export type Expectation =
  | { readonly kind: 'any' }
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'matches'; readonly pattern: Pattern };

/** Characters of an unexpected answer that are shown. */
const SHOWN_INFO = 200;

export function unexpectedInfo(
  info: string,
  expect: Expectation,
  redact: Redact = unredacted,
): ProbeFailure | undefined {
  const fits =
    expect.kind === 'any' ||
    (expect.kind === 'not-empty' ? info.trim() !== '' : expect.pattern.matches(info));
  if (fits) return undefined;
  return {
    failureClass: 'error',
    stage: 'session-info',
    hresult: null,
    name: '',
    detail: { kind: 'unexpected-answer', shown: printable(redact(info), SHOWN_INFO) },
  };
}

/** Time that the server needed: what `witerezult` bounds. */
export function serverTimeMs(times: StageTimes): number {
  return (times.authorize ?? 0) + (times['session-info'] ?? 0);
}
