/**
 * The probe through real edge-js and .NET on this machine. The server behind it is a stand-in inside the probe's own
 * process or beside it: a Linux machine has no COM, so the managed binder is exercised here, not IDispatch.
 */
import { afterEach } from 'vitest';
import { BridgeChoice } from '../../src/adapters/com/bridge.js';
import { connectEdge, type EdgeOptions } from '../../src/adapters/com/edge-connection.js';
import { systemClock } from '../../src/adapters/clock/clock.js';
import type { WireTransaction } from '../../src/adapters/com/messages.js';
import {
  connectPowerShell,
  type PowerShellOptions,
} from '../../src/adapters/com/powershell-connection.js';
import { ProbeRunner, type ProbeRunnerOptions } from '../../src/adapters/com/probe.js';
import type { TransactionLimits } from '../../src/adapters/com/transaction/judge.js';
import type { BridgeSetting } from '../../src/core/judging/bridge.js';
import { foreign } from '../../src/core/foreign.js';
import type { Reason } from '../../src/core/reason.js';
import { failure, success } from '../../src/core/result.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import { COM_TARGET, EDGE_ENV, MODULE, POWERSHELL, PROBE_HOST } from './paths.js';

export interface TestProbeOptions extends Pick<
  Partial<ProbeRunnerOptions>,
  'recycleAfter' | 'redact' | 'startDeadlineMs' | 'choice'
> {
  /** `edge` unless a test says otherwise. */
  readonly bridge?: BridgeSetting;
  readonly host?: Partial<EdgeOptions>;
  /** `undefined`: there is no PowerShell. */
  readonly powershell?: Partial<PowerShellOptions> | undefined;
}

export interface TestProbe {
  readonly runner: ProbeRunner;
  readonly events: JournalEvent[];
  /** Reason why edge-js was abandoned. */
  readonly fallenBack: Reason[];
}

const open: ProbeRunner[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((runner) => runner.close()));
});

export function openProbe(
  transaction: WireTransaction,
  limits: Partial<TransactionLimits> = {},
  options: TestProbeOptions = {},
): TestProbe {
  const events: JournalEvent[] = [];
  const fallenBack: Reason[] = [];
  const { bridge = 'edge', host, powershell = {}, redact, recycleAfter } = options;
  const target = { assemblyFile: COM_TARGET, typeName: 'Comwatch.Tests.ComTarget.Entry' };
  const runner = new ProbeRunner({
    bridges: {
      edge: connectEdge({ script: PROBE_HOST, ...target, env: EDGE_ENV, ...host }),
      powershell:
        'powershell' in options && options.powershell === undefined
          ? failure(foreign('no PowerShell found'))
          : success(
              connectPowerShell({
                executable: POWERSHELL,
                environment: { ...process.env, TERM: 'dumb' },
                modulePath: MODULE,
                substitute: target,
                ...powershell,
              }),
            ),
    },
    choice: options.choice ?? new BridgeChoice(bridge, (reason) => void fallenBack.push(reason)),
    startDeadlineMs: options.startDeadlineMs ?? 60_000,
    transaction,
    limits: {
      activationTimeoutMs: 2_000,
      witerezultMs: 1_000,
      expect: { kind: 'any' },
      refusePattern: undefined,
      ...limits,
    },
    clock: systemClock,
    journal: (event) => void events.push(event),
    ...(recycleAfter !== undefined && { recycleAfter }),
    ...(redact && { redact }),
  });
  open.push(runner);
  runner.open();
  return { runner, events, fallenBack };
}
