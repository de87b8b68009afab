/** Result of one COM check, and the class of its failure. */
import { foreign, printable, type Foreign } from '../foreign.js';
import type { Reason } from '../reason.js';
import type { FailureClass } from './failure-class.js';
import { hexOf, meaningOf } from './hresult.js';
import type { Pattern } from './pattern.js';

export const stages = ['activate', 'authorize', 'session-info', 'log-out'] as const;

export type Stage = (typeof stages)[number];

/** Milliseconds of each stage that completed or was abandoned. */
export type StageTimes = Readonly<Partial<Record<Stage, number>>>;

/** Details of a failure beside its class and code. */
export type FailureDetail =
  /** Message of the server, COM or .NET. */
  | Foreign
  /** Abandoned at its deadline; may still be running in the server. */
  | { readonly kind: 'no-answer'; readonly afterMs: number }
  /** Beginning of an answer that does not match `expect`. */
  | { readonly kind: 'unexpected-answer'; readonly shown: string };

export interface ProbeFailure {
  readonly failureClass: FailureClass;
  readonly stage: Stage;
  /** `0x800706BA`; `null` for a timeout, an error text or an unexpected answer. */
  readonly hresult: string | null;
  /** Name of the HRESULT, else the type of the exception, else empty. */
  readonly name: string;
  readonly detail: FailureDetail;
}

/** State of the session afterwards; `left-open`: the hung server may still hold it. */
export type SessionEnd = 'logged-out' | 'none' | 'left-open';

export type ProbeAnswer =
  | {
      readonly kind: 'ok';
      readonly times: StageTimes;
      readonly sessionEnd: SessionEnd;
      /** Reason why LogOut failed; `null` when it succeeded. Only logged. */
      readonly logOutFault: FailureDetail | null;
    }
  | {
      readonly kind: 'failed';
      readonly failure: ProbeFailure;
      readonly times: StageTimes;
      /** Settles when the hanging call returns after all; present only while it is awaited. */
      readonly pending?: Promise<void>;
      /** Stops waiting for it. */
      readonly giveUp?: () => void;
    }
  /** The check could not be made: no evidence about the server. */
  | { readonly kind: 'unavailable'; readonly reason: Reason };

/** Removes secrets from a text; must run before the text is cut, since part of a secret is not recognised. */
export type Redact = (text: string) => string;

export const unredacted: Redact = (text) => text;

/** Answer of the probe's process for one stage. */
export interface StageFault {
  /** .NET type of the exception. */
  readonly type: string;
  /** Signed, as .NET gives it. */
  readonly hresult: number;
  /** Secrets removed. */
  readonly message: string;
}

/** COR_E_ARGUMENT, COR_E_INVALIDCAST, COR_E_TARGETPARAMCOUNT: the managed binder's counterparts of DISP_E_*. */
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
  // A managed ArgumentException or InvalidCastException is our own mistake: the arguments did not fit.
  const ours = /\.(Argument|InvalidCast|TargetParameterCount|MissingM)\w*Exception$/.test(type);
  if (ours && (WRONG_ARGUMENTS.has(hresult) || meaningOf(hresult)?.failureClass === 'setup')) {
    return 'setup';
  }
  const known = meaningOf(hresult)?.failureClass;
  // No method was called yet: an unknown failure at start is no evidence against a process.
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

/** Failure of a call that was abandoned at its deadline. */
export function isTimedOut({ detail }: ProbeFailure): boolean {
  return detail.kind === 'no-answer';
}

/** Failure of Authorize that returned an error text: `refused` when it matches the operators' pattern, else `error`. */
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

/** Expected answer of GetCurrentSessionInfo. */
export type Expectation =
  | { readonly kind: 'any' }
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'matches'; readonly pattern: Pattern };

/** Number of characters of an unexpected answer that are shown. */
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

/** Time taken by the server, which `witerezult` limits. */
export function serverTimeMs(times: StageTimes): number {
  return (times.authorize ?? 0) + (times['session-info'] ?? 0);
}
