import type { StopOutcome, StopRefusal } from '../../../core/acting/stop-outcome.js';
import { foreign, printable } from '../../../core/foreign.js';
import type { Target } from '../../../core/observing/model.js';
import type { Reason } from '../../../core/reason.js';
import { asTable, type Table } from './answer.js';

/** Answer of Stop-WatchedProcess about this target; an answer of another form leaves the outcome unknown. */
export function readOutcome(value: unknown, target: Target): StopOutcome {
  const table = asTable(value);
  const tookMs = milliseconds(table?.['tookMs']);
  switch (table?.['outcome']) {
    case 'stopped':
      return { kind: 'stopped', tookMs };
    case 'gone':
      return { kind: 'gone' };
    case 'survived':
      return {
        kind: 'survived',
        waitedMs: tookMs,
        detail: said(table) ?? { kind: 'still-running', waitedMs: tookMs },
      };
    case 'refused':
      return refused(table, target);
    default:
      return { kind: 'unknown', detail: { kind: 'answer-invalid' } };
  }
}

function refused(table: Table, target: Target): StopOutcome {
  const reason = table['reason'];
  const detail = isShellRefusal(reason) ? refusals[reason](table, target) : undefined;
  return isShellRefusal(reason) && detail
    ? { kind: 'refused', reason, detail }
    : { kind: 'unknown', detail: { kind: 'answer-invalid' } };
}

/** The refusals that the shell itself can give. */
type ShellRefusal = Exclude<
  StopRefusal,
  'system-application' | 'unidentified' | 'excluded' | 'lock-lost'
>;

const refusals: Readonly<Record<ShellRefusal, (table: Table, target: Target) => Reason>> = {
  'protected-name': (_, { name }) => ({ kind: 'name-protected', name }),
  'protected-pid': (_, { pid }) => ({ kind: 'pid-of-windows', pid }),
  'agent-family': () => ({ kind: 'own-process' }),
  'identity-changed': (table) => ({
    kind: 'pid-reused',
    name: text(table['currentName']),
    startedAt: text(table['currentStartedAt']),
  }),
  'access-denied': (table) => said(table) ?? { kind: 'answer-empty' },
  'what-if': () => ({ kind: 'what-if' }),
};

function isShellRefusal(value: unknown): value is ShellRefusal {
  return typeof value === 'string' && Object.hasOwn(refusals, value);
}

/** Text of Windows, if any. */
function said(table: Table): Reason | undefined {
  const detail = foreign(text(table['detail']));
  return detail.text === '' ? undefined : detail;
}

function text(value: unknown): string {
  return typeof value === 'string' ? printable(value) : '';
}

function milliseconds(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;
}
