/** Notices of every kind, and of every deed, outcome and reason that a notice can hold. */
import type { NobodyReason } from '../../../src/core/judging/com-verdict.js';
import { failureClasses } from '../../../src/core/judging/failure-class.js';
import { stages } from '../../../src/core/judging/probe-result.js';
import type { StopOutcome, StopRefusal } from '../../../src/core/acting/stop-outcome.js';
import type {
  BreachNotice,
  Notice,
  ProbeDeed,
  ProbeNotice,
  ProbeTurnNotice,
  TroubleNotice,
} from '../../../src/core/telling/notice.js';
import { STARTED_UNIX_MS, target } from '../build.js';
import { failure, floored } from '../suspects.js';
import { reasons } from './reasons.js';

const base = { id: '1', incidentId: '1', hostName: 'SRV01', at: STARTED_UNIX_MS } as const;

const refusals = {
  'protected-name': reasons['name-protected'],
  'protected-pid': reasons['pid-of-windows'],
  'agent-family': reasons['own-process'],
  'system-application': reasons['system-application'],
  unidentified: reasons['command-line-hidden'],
  'identity-changed': reasons['pid-reused'],
  'access-denied': reasons.foreign,
  'what-if': reasons['what-if'],
} as const satisfies Record<StopRefusal, unknown>;

const outcomes: readonly StopOutcome[] = [
  { kind: 'stopped', tookMs: 300 },
  { kind: 'gone' },
  { kind: 'survived', waitedMs: 5_000, detail: reasons['still-running'] },
  { kind: 'unknown', detail: reasons['shell-silent'] },
  ...Object.entries(refusals).map(([reason, detail]) => ({
    kind: 'refused' as const,
    reason: reason as StopRefusal,
    detail,
  })),
];

type Deed = BreachNotice['deed'];
const deeds: readonly Deed[] = [
  { kind: 'observed' },
  { kind: 'braked', untilWallMs: STARTED_UNIX_MS + 600_000 },
  ...outcomes.map((outcome): Deed => ({ kind: 'tried', outcome, attempt: 2 })),
];

function breach(deed: Deed): Notice {
  return {
    ...base,
    kind: 'breach',
    target: target(),
    commandLine: null,
    figures: { cpuPercent: 20.004, memoryPercent: 66.7, workingSetBytes: 2 ** 30 },
    limits: { maxCpuPercent: 20, maxMemoryPercent: 66.66 },
    breached: ['cpu', 'memory'],
    logicalProcessors: 8,
    cpuBasis: deed.kind === 'observed' ? 'machine' : 'core',
    deed,
  };
}

const watched = floored(4712, { cpu: [1, 90] });
const suspect = {
  target: watched.target,
  watched,
  sustained: true,
  rule: 'floor',
  ratios: { cpuFloor: 0.5, memoryFloor: 5, cpuRatio: 90, memoryRatio: 1 },
} as const;

const nobodyDetails = {
  class: '',
  unproven: '',
  confirming: '1/2',
  settling: '',
  waiting: '1/3',
  'no-suspect': '',
  unresolved: 'AppID',
  'no-host': 'AppID',
  'several-hosts': '4712, 4720',
  young: '4712',
} as const satisfies Record<NobodyReason, string>;

const probeDeeds: readonly ProbeDeed[] = [
  ...deeds.map((deed): ProbeDeed => ({ ...deed, suspect })),
  ...Object.entries(nobodyDetails).map(([why, detail]): ProbeDeed => ({
    kind: 'nobody',
    why: why as NobodyReason,
    detail,
  })),
];

function probe(deed: ProbeDeed, changes: Partial<ProbeNotice> = {}): Notice {
  return {
    ...base,
    kind: 'probe',
    progid: 'meAppServer.AppServer',
    failure: failure(),
    times: { activate: 12, authorize: 100_000 },
    floors: { activate: 10, authorize: 25 },
    failures: 2,
    sinceMs: 7_300_000,
    unloaded: 1,
    alarmMetric: 10,
    deed,
    ...changes,
  };
}

type Turn = ProbeTurnNotice['turn'];
const turns = {
  recovered: { kind: 'recovered', afterMs: 4_100, unloaded: 1 },
  slow: { kind: 'slow', tookMs: 2_500, floorMs: 25 },
  unavailable: { kind: 'unavailable', reason: 'Отказано в доступе.' },
  available: { kind: 'available', afterMs: 90_000 },
} as const satisfies { [Kind in Turn['kind']]: Extract<Turn, { kind: Kind }> };

const troubles = {
  'no-stop-right': true,
  'sampling-fails': true,
  'sampling-works-again': true,
  'application-missing': true,
  'application-found': true,
} as const satisfies Record<TroubleNotice['trouble'], true>;

/** By kind of notice; a new kind does not compile until it has its examples here. */
export const notices: { readonly [Kind in Notice['kind']]: readonly Notice[] } = {
  breach: deeds.map(breach),
  brake: (['on', 'off'] as const).flatMap((state) =>
    [true, false].map((stateUnreadable) => ({
      ...base,
      kind: 'brake' as const,
      processName: 'dllhost.exe',
      state,
      attempts: 5,
      windowMs: 600_000,
      untilWallMs: STARTED_UNIX_MS + 600_000,
      stateUnreadable,
    })),
  ),
  trouble: Object.keys(troubles).map((trouble) => ({
    ...base,
    kind: 'trouble' as const,
    trouble: trouble as TroubleNotice['trouble'],
    detail: 'Отказано в доступе.',
  })),
  probe: [
    ...probeDeeds.map((deed) => probe(deed)),
    ...failureClasses.map((failureClass) =>
      probe({ kind: 'nobody', why: 'class', detail: '' }, { failure: failure({ failureClass }) }),
    ),
    ...stages.map((stage) =>
      probe({ kind: 'nobody', why: 'class', detail: '' }, { failure: failure({ stage }) }),
    ),
  ],
  'probe-turn': Object.values(turns).map((turn) => ({
    ...base,
    kind: 'probe-turn' as const,
    progid: 'meAppServer.AppServer',
    turn,
  })),
  summary: [1, 2, 5].map((count) => ({
    ...base,
    kind: 'summary' as const,
    count,
    firstAt: STARTED_UNIX_MS,
    lastAt: STARTED_UNIX_MS + 1,
  })),
  test: [{ ...base, kind: 'test' }],
};
