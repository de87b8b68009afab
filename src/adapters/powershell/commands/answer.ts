/** Reads the answers of a shell: whatever comes is checked, cut and cleaned before it goes further. */
import { foreign } from '../../../core/foreign.js';
import type { Reason } from '../../../core/reason.js';
import type { ShellAnswer } from '../shell/shell.js';

export type Table = Readonly<Record<string, unknown>>;

export function asTable(value: unknown): Table | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Table)
    : undefined;
}

/** Why an answer cannot be used: the shell's own trouble, the error of its command, or its form. */
export function unusable(answer: ShellAnswer): Reason {
  if (!answer.ok) {
    return answer.reason === 'stopped' ? { kind: 'agent-ending' } : foreign(answer.detail);
  }
  const message = answer.errors[0]?.message;
  if (typeof message === 'string' && message !== '') return foreign(message);
  return answer.output === undefined ? { kind: 'answer-empty' } : { kind: 'answer-invalid' };
}
