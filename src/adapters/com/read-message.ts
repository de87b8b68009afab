/** The border to the probe's process: only lines of the agreed form are used. */
import { stages, type Stage } from '../../core/judging/probe-result.js';
import { printable } from '../../core/foreign.js';
import { failure, success, type Result } from '../../core/result.js';
import { LONGEST_TEXT, type FromHost, type StageAnswer } from './messages.js';

/** The first field that does not have the agreed form. */
export interface InvalidAnswer {
  readonly kind: 'child-answer-invalid';
  readonly field: string;
}

const LONGEST_NAME = 200;
const MOST_MS = 2 ** 31;

type Fields = Readonly<Record<string, unknown>>;

/** Thrown and caught in this file only. */
class FieldError extends Error {
  readonly field: string;

  constructor(field: string) {
    super(field);
    this.field = field;
  }
}

/** Reads one line. Never throws. */
export function readMessage(line: string): Result<FromHost, InvalidAnswer> {
  return reading(() => messageOf(fieldsOf(parse(line), 'message')));
}

/** Reads the messages of a PowerShell in the place of edge-js: a greeting, then the answers to its requests. */
export type CallMessage =
  | { readonly kind: 'listening'; readonly pid: number }
  /** Not read any further, since its form depends on the request. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown };

/** Reads one line of such a PowerShell. Never throws. */
export function readCallMessage(line: string): Result<CallMessage, InvalidAnswer> {
  return reading(() => {
    const fields = fieldsOf(parse(line), 'message');
    switch (fields['kind']) {
      case 'listening':
        return { kind: 'listening', pid: number(fields, 'pid') };
      case 'answer':
        return { kind: 'answer', id: number(fields, 'id'), answer: fields['answer'] };
      default:
        throw new FieldError('kind');
    }
  });
}

/** Reads the answer to a call of the transaction. Never throws. */
export function readStageAnswer(answer: unknown): Result<StageAnswer, InvalidAnswer> {
  return reading(() => answerOf(fieldsOf(answer, 'answer')));
}

/** Reads the report of the class on the .NET that it runs in. Never throws. */
export function readDescription(
  answer: unknown,
): Result<Extract<FromHost, { kind: 'ready' }>, InvalidAnswer> {
  return reading(() => descriptionOf(fieldsOf(answer, 'answer')));
}

export function invalid(field: string): InvalidAnswer {
  return { kind: 'child-answer-invalid', field };
}

function reading<Value>(read: () => Value): Result<Value, InvalidAnswer> {
  try {
    return success(read());
  } catch (error) {
    if (error instanceof FieldError) return failure(invalid(error.field));
    throw error;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new FieldError('json');
  }
}

function messageOf(fields: Fields): FromHost {
  switch (fields['kind']) {
    case 'ready':
      return descriptionOf(fields);
    case 'failed':
      return { kind: 'failed', reason: text(fields, 'reason', LONGEST_TEXT) };
    case 'stage':
      return { kind: 'stage', id: number(fields, 'id'), stage: stage(fields) };
    case 'ended':
      return {
        kind: 'ended',
        id: number(fields, 'id'),
        stage: stage(fields),
        answer: answerOf(fieldsOf(fields['answer'], 'answer')),
      };
    case 'idle':
      return { kind: 'idle', id: number(fields, 'id') };
    default:
      throw new FieldError('kind');
  }
}

function descriptionOf(fields: Fields): Extract<FromHost, { kind: 'ready' }> {
  const bits = number(fields, 'bits');
  if (bits !== 32 && bits !== 64) throw new FieldError('bits');
  return { kind: 'ready', framework: name(fields, 'framework'), bits };
}

function answerOf(fields: Fields): StageAnswer {
  const ms = number(fields, 'ms');
  if (ms < 0 || ms > MOST_MS) throw new FieldError('ms');
  if (fields['ok'] === true) {
    const { hasSession } = fields;
    if (hasSession !== undefined && typeof hasSession !== 'boolean')
      throw new FieldError('hasSession');
    return {
      ok: true,
      ms,
      ...(hasSession !== undefined && { hasSession }),
      ...(fields['error'] !== undefined && { error: text(fields, 'error', LONGEST_TEXT) }),
      ...(fields['info'] !== undefined && { info: text(fields, 'info', LONGEST_TEXT) }),
    };
  }
  if (fields['ok'] !== false) throw new FieldError('ok');
  const hresult = number(fields, 'hresult');
  // A signed int as in .NET, or the same value unsigned.
  if (!Number.isInteger(hresult) || hresult < -(2 ** 31) || hresult >= 2 ** 32) {
    throw new FieldError('hresult');
  }
  return {
    ok: false,
    ms,
    type: name(fields, 'type'),
    hresult,
    message: text(fields, 'message', LONGEST_TEXT),
  };
}

function fieldsOf(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FieldError(field);
  return value as Fields;
}

function stage(fields: Fields): Stage {
  const found = stages.find((each) => each === fields['stage']);
  if (found === undefined) throw new FieldError('stage');
  return found;
}

/** JSON has no NaN, but a number of 400 digits is infinite. */
function number(fields: Fields, field: string): number {
  const value = fields[field];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new FieldError(field);
  return value;
}

function text(fields: Fields, field: string, longest: number): string {
  const value = fields[field];
  if (typeof value !== 'string') throw new FieldError(field);
  return value.slice(0, longest);
}

/** Shown as it is, by logs and consoles, too. */
function name(fields: Fields, field: string): string {
  return printable(text(fields, field, LONGEST_NAME));
}
