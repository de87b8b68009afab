/** Requests of operators to the running agent, and its answers. */
import { LONGEST_PAUSE_MS } from '../acting/pause.js';
import { isFigure, isShortText, isTable } from '../table.js';

/** `application` is absent for all applications; the unnamed one is the empty text. */
export type Request =
  | {
      readonly kind: 'pause';
      readonly application?: string;
      readonly forMs: number;
      readonly why: string;
      readonly withCalls: boolean;
    }
  | { readonly kind: 'resume'; readonly application?: string }
  | { readonly kind: 'release'; readonly application?: string }
  | { readonly kind: 'reload' };

export type Answer =
  | { readonly kind: 'paused'; readonly untilUnixMs: number }
  /** `stillUntilUnixMs`: another pause remains in force until then. */
  | { readonly kind: 'resumed'; readonly stillUntilUnixMs: number | null }
  | { readonly kind: 'not-paused' }
  | { readonly kind: 'released'; readonly keys: readonly string[] }
  | { readonly kind: 'reloading' }
  /** The change requires a restart, such as another state folder. */
  | { readonly kind: 'restart-needed' }
  | { readonly kind: 'reload-refused'; readonly problems: number }
  | { readonly kind: 'unknown-application'; readonly known: readonly string[] };

const LONGEST_REASON = 200;
const LONGEST_NAME = 300;

/** Reads a request from the content of a file; `undefined` for anything else. */
export function parseRequest(value: unknown): Request | undefined {
  if (!isTable(value)) return undefined;
  const { kind, application } = value;
  if (application !== undefined && !isShortText(application, LONGEST_NAME)) return undefined;
  const whose = application === undefined ? {} : { application };
  switch (kind) {
    case 'pause': {
      const { forMs, why, withCalls } = value;
      if (!isFigure(forMs) || forMs === 0 || forMs > LONGEST_PAUSE_MS) return undefined;
      if (!isShortText(why, LONGEST_REASON) || typeof withCalls !== 'boolean') return undefined;
      return { kind, ...whose, forMs, why, withCalls };
    }
    case 'resume':
    case 'release':
      return { kind, ...whose };
    case 'reload':
      return { kind };
    default:
      return undefined;
  }
}

/** Reads an answer from status.json; `undefined` for anything else. */
export function parseAnswer(value: unknown): Answer | undefined {
  if (!isTable(value)) return undefined;
  const { kind } = value;
  switch (kind) {
    case 'paused':
      return isFigure(value['untilUnixMs'])
        ? { kind, untilUnixMs: value['untilUnixMs'] }
        : undefined;
    case 'resumed': {
      const { stillUntilUnixMs } = value;
      if (stillUntilUnixMs !== null && !isFigure(stillUntilUnixMs)) return undefined;
      return { kind, stillUntilUnixMs };
    }
    case 'not-paused':
    case 'reloading':
    case 'restart-needed':
      return { kind };
    case 'released':
      return isTexts(value['keys']) ? { kind, keys: value['keys'] } : undefined;
    case 'reload-refused':
      return isFigure(value['problems']) ? { kind, problems: value['problems'] } : undefined;
    case 'unknown-application':
      return isTexts(value['known']) ? { kind, known: value['known'] } : undefined;
    default:
      return undefined;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
