/**
 * The probe through real edge-js and .NET on this machine. The server behind it is a stand-in inside the probe's own
 * process or beside it: a Linux machine has no COM, so the managed binder is exercised here, not IDispatch.
 */
import { afterEach } from 'vitest';
import type { WireTransaction } from '../../src/adapters/com/messages.js';
import { ProbeRunner, type ProbeRunnerOptions } from '../../src/adapters/com/probe.js';
import type { TransactionLimits } from '../../src/adapters/com/transaction/judge.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import { COM_TARGET, EDGE_ENV, PROBE_HOST } from './paths.js';

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
    monotonicMs: () => performance.now(),
    journal: (event) => void events.push(event),
    ...(options.recycleAfter !== undefined && { recycleAfter: options.recycleAfter }),
    ...(options.redact && { redact: options.redact }),
  });
  open.push(runner);
  runner.open();
  return { runner, events };
}
