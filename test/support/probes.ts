/**
 * The probe through real edge-js and .NET on this machine. The server behind it is a stand-in inside the probe's own
 * process or beside it: a Linux machine has no COM, so the managed binder is exercised here, not IDispatch.
 */
import { afterEach } from 'vitest';
import type { WireTransaction } from '../../src/adapters/com/messages.js';
import { ProbeRunner, type ProbeRunnerOptions } from '../../src/adapters/com/probe.js';
import type { TransactionLimits } from '../../src/adapters/com/transaction-watch.js';
import type { JournalEvent } from '../../src/core/journal-event.js';
import { COM_TARGET, EDGE_ENV, PROBE_HOST } from './paths.js';

/** The transaction of product.md, in the form that goes over the wire. */
export function transactionOf(
  behaviour: string,
  change: Partial<WireTransaction> = {},
): WireTransaction {
  return {
    progid: behaviour,
    apartment: 'mta',
    authorize: {
      method: 'Authorize',
      arguments: [
        { kind: 'text', text: 'monitor' },
        { kind: 'text', text: 'pa#ss;word' },
        { kind: 'text', text: 'server' },
        { kind: 'text', text: 'ФронтОфис' },
        { kind: 'text', text: '' },
        { kind: 'int', number: 0 },
        { kind: 'out', name: 'error', type: 'auto' },
        { kind: 'out', name: 'session', type: 'auto' },
      ],
    },
    sessionInfo: {
      method: 'GetCurrentSessionInfo',
      arguments: [{ kind: 'session' }, { kind: 'out', name: 'info', type: 'auto' }],
    },
    logOut: { method: 'LogOut', arguments: [{ kind: 'session' }] },
    ...change,
  };
}

export interface TestProbe {
  readonly runner: ProbeRunner;
  readonly events: JournalEvent[];
}

const open: ProbeRunner[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((runner) => runner.close()));
});

export function openProbe(
  transaction: WireTransaction,
  limits: Partial<TransactionLimits> = {},
  options: Partial<ProbeRunnerOptions> = {},
): TestProbe {
  const events: JournalEvent[] = [];
  const runner = new ProbeRunner({
    host: {
      script: PROBE_HOST,
      assemblyFile: COM_TARGET,
      typeName: 'Comwatch.Tests.ComTarget.Entry',
      env: EDGE_ENV,
      startDeadlineMs: 30_000,
      ...options.host,
    },
    transaction,
    limits: {
      activationTimeoutMs: 2_000,
      witerezultMs: 1_000,
      expect: { kind: 'any' },
      refusePattern: undefined,
      ...limits,
    },
    journal: (event) => void events.push(event),
    ...(options.recycleAfter !== undefined && { recycleAfter: options.recycleAfter }),
    ...(options.redact && { redact: options.redact }),
  });
  open.push(runner);
  runner.open();
  return { runner, events };
}
