/** Notices of every kind, and of every action, outcome and reason that a notice can contain. */
import type { NoAction } from '../../../src/core/judging/com-verdict.js';
import { failureClasses } from '../../../src/core/judging/failure-class.js';
import { stages } from '../../../src/core/judging/probe-result.js';
import type { StopOutcome, StopRefusal } from '../../../src/core/acting/stop-outcome.js';
import type {
  BreachNotice,
  ConditionName,
  Notice,
  ProbeDeed,
  ProbeNotice,
  ProbeTurnNotice,
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
  excluded: reasons.excluded,
  'lock-lost': reasons['lock-lost'],
} as const satisfies Record<StopRefusal, unknown>;

export const outcomes: readonly StopOutcome[] = [
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
  ...outcomes.flatMap((outcome) =>
    [1, 2, 3].map((attempt): Deed => ({ kind: 'tried', outcome, attempt })),
  ),
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
    stops: deed.kind === 'observed' ? 0 : 2,
    sinceMs: 60_000,
    isReminder: deed.kind === 'braked',
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

const unread = { ...watched, commandLine: { kind: 'hidden' } } as const;
const ungrown = {
  ...suspect,
  watched: unread,
  ratios: { cpuFloor: 50, memoryFloor: 5, cpuRatio: null, memoryRatio: 250 },
} as const;

/** One of every kind: a new one does not compile until it is added here. */
export const noActions: { readonly [Kind in NoAction['kind']]: Extract<NoAction, { kind: Kind }> } =
  {
    class: { kind: 'class' },
    stopping: { kind: 'stopping' },
    unproven: { kind: 'unproven' },
    confirming: { kind: 'confirming', failures: 1, needed: 2 },
    settling: { kind: 'settling' },
    waiting: { kind: 'waiting', failures: 1, needed: 3 },
    'no-suspect': { kind: 'no-suspect' },
    'not-in-the-process': { kind: 'not-in-the-process' },
    unresolved: { kind: 'unresolved', reason: reasons['application-unknown'] },
    'no-host': { kind: 'no-host', application: 'AppID' },
    'several-hosts': { kind: 'several-hosts', application: 'AppID', pids: [4712, 4720] },
    young: { kind: 'young', pid: 4712 },
    'not-now': { kind: 'not-now', pids: [4712] },
  };

const probeDeeds: readonly ProbeDeed[] = [
  ...deeds.map((deed): ProbeDeed => ({ ...deed, suspect })),
  ...Object.values(noActions).map((why): ProbeDeed => ({ kind: 'no-action', why })),
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
    stops: 1,
    observes: false,
    isReminder: false,
    alarmMetric: 10,
    deed,
    ...changes,
  };
}

const checkOf = { on: 'com', off: 'limits' } as const;

type Turn = ProbeTurnNotice['turn'];
const turns = {
  recovered: { kind: 'recovered', afterMs: 4_100, stops: 1 },
  slow: { kind: 'slow', tookMs: 2_500, floorMs: 25 },
  'slow-over': {
    kind: 'slow-over',
    end: 'quick',
    tookMs: 24,
    answers: 12,
    slowestMs: 2_500,
    lastedMs: 1_500_000,
    quietMs: 900_000,
  },
} as const satisfies { [Kind in Turn['kind']]: Extract<Turn, { kind: Kind }> };

export const conditions = {
  'stop-right': true,
  sampling: true,
  application: true,
  'com-check': true,
  'state-folder': true,
  'log-folder': true,
  instance: true,
  fault: true,
} as const satisfies Record<ConditionName, true>;

/** By kind of notice; a new kind does not compile until it has its examples here. */
export const notices: { readonly [Kind in Notice['kind']]: readonly Notice[] } = {
  breach: deeds.map(breach),
  brake: (['on', 'off'] as const).flatMap((state) =>
    [true, false].map((stateUnreadable) => ({
      ...base,
      kind: 'brake' as const,
      subject: stateUnreadable ? undefined : 'dllhost.exe',
      check: stateUnreadable ? undefined : checkOf[state],
      state,
      attempts: 5,
      windowMs: 600_000,
      untilWallMs: STARTED_UNIX_MS + 600_000,
      stateUnreadable,
    })),
  ),
  trouble: Object.keys(conditions).flatMap((condition) =>
    (['failing', 'over'] as const).map((state) => ({
      ...base,
      application: 'БэкОфис',
      kind: 'trouble' as const,
      condition: condition as ConditionName,
      state,
      reason: state === 'failing' ? reasons['shell-silent'] : undefined,
      lastedMs: state === 'failing' ? 90_000 : 0,
      isReminder: condition === 'sampling',
    })),
  ),
  closed: (['none', 'proven', 'not-proven'] as const).flatMap((cure) =>
    (['quiet', 'not-watched'] as const).map((end) => ({
      ...base,
      observes: cure === 'none',
      kind: 'closed' as const,
      subject: 'dllhost.exe',
      lastedMs: 90_000,
      stops: 1,
      cure,
      end,
    })),
  ),
  late: (['gone', 'running', 'unknown'] as const).map((state) => ({
    ...base,
    kind: 'late' as const,
    target: target(),
    check: 'com' as const,
    begunUnixMs: STARTED_UNIX_MS,
    state,
  })),
  bridge: [{ ...base, kind: 'bridge', cause: { kind: 'child-not-ready', deadlineMs: 60_000 } }],
  upgrade: [
    {
      ...base,
      kind: 'upgrade',
      version: '0.2.0',
      changes: [{ section: 'commethod', key: 'confirm', before: '1', now: '2' }],
    },
  ],
  probe: [
    ...probeDeeds.map((deed) => probe(deed)),
    ...failureClasses.map((failureClass) =>
      probe({ kind: 'no-action', why: { kind: 'class' } }, { failure: failure({ failureClass }) }),
    ),
    ...stages.map((stage) =>
      probe({ kind: 'no-action', why: { kind: 'class' } }, { failure: failure({ stage }) }),
    ),
    ...(['application', 'error', 'neighbour'] as const).map((rule) =>
      probe({ kind: 'observed', suspect: { ...suspect, rule } }),
    ),
    probe({ kind: 'observed', suspect: ungrown }),
    probe(
      { kind: 'no-action', why: { kind: 'class' } },
      {
        failure: failure({ hresult: '0x80004005', name: '' }),
        times: {},
        floors: {},
        failures: 1,
        sinceMs: 4_000,
        stops: 0,
        observes: true,
      },
    ),
    probe(
      { kind: 'no-action', why: { kind: 'class' } },
      { failure: failure({ hresult: '0x80004005', name: 'E_FAIL' }) },
    ),
  ],
  'probe-turn': [
    ...Object.values(turns),
    { ...turns['slow-over'], end: 'usual' as const, answers: 1, lastedMs: 0 },
  ].map((turn) => ({
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
  watchdog: (['silent', 'late', 'gone'] as const).map((fault) => ({
    ...base,
    kind: 'watchdog' as const,
    pid: 4712,
    startedUnixMs: base.at - 3_600_000,
    fault,
    byMs: 150_000,
    loops: fault === 'late' ? ['com ФронтОфис'] : [],
  })),
  daily: [0, 1, 2, 5, 21].map((count) => ({
    ...base,
    kind: 'daily' as const,
    incidents: count,
    stops: count,
    slowestMs: count === 0 ? null : 4_100,
    dayUnixMs: base.at - 86_400_000,
  })),
  weekly: [
    ...(['act', 'observe'] as const).flatMap((mode) =>
      [0, 1, 2, 31].map((stops) => ({
        ...base,
        kind: 'weekly' as const,
        mode,
        week: {
          stops,
          recovered: Math.max(0, stops - 4),
          ended: 0,
          unknown: 0,
          patient: stops === 0 ? null : { sustain: { needed: 4, of: 5 }, stops: 3 },
          span: {
            fromUnixMs: base.at - 6 * 86_400_000,
            untilUnixMs: base.at,
            samples: 518_401,
            calls: 4_322,
          },
        },
        reason: null,
      })),
    ),
    {
      ...base,
      kind: 'weekly',
      mode: 'act',
      week: null,
      reason: { kind: 'replay-late', deadlineMs: 600_000 },
    },
  ],
  test: [{ ...base, kind: 'test' }],
};
