/** A COM check between ports that a test moves by hand: time, answers, processes and stops are scripted. */
import { BrakeKeeper } from '../../src/agent/acting/brake-keeper.js';
import { IncidentBook } from '../../src/agent/acting/incident-book.js';
import { PauseKeeper } from '../../src/agent/acting/pause-keeper.js';
import { IntentKeeper } from '../../src/agent/acting/intent-keeper.js';
import { StopExecutor } from '../../src/agent/acting/stop-executor.js';
import { ComCheck } from '../../src/agent/com/com-check.js';
import type { ComCheckRules } from '../../src/agent/com/com-check-ports.js';
import { ComReport } from '../../src/agent/com/com-report.js';
import { Durations } from '../../src/agent/com/durations.js';
import { KnownGood } from '../../src/agent/com/known-good.js';
import { ApplicationFinder } from '../../src/agent/observing/application-finder.js';
import { LastingCondition } from '../../src/agent/telling/lasting-condition.js';
import { Reporter } from '../../src/agent/telling/reporter.js';
import type { StopOutcome } from '../../src/core/acting/stop-outcome.js';
import { instantOf } from '../../src/core/instant.js';
import type { ComKnowledge } from '../../src/core/judging/com-memory.js';
import type { ComRules } from '../../src/core/judging/com-rules.js';
import type { ProbeAnswer, ProbeFailure } from '../../src/core/judging/probe-result.js';
import { sameTarget } from '../../src/core/observing/identity.js';
import type { Target } from '../../src/core/observing/model.js';
import type { Watched } from '../../src/core/observing/process-table.js';
import type { Reason } from '../../src/core/reason.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import type { Notice, ProbeNotice, ProbeTurnNotice } from '../../src/core/telling/notice.js';
import type { FoundApplication, ProbeOptions } from '../../src/ports.js';
import { emptyStore } from './agent-bench.js';
import { saved, STARTED_UNIX_MS } from './build.js';
import { APP_ID, failure } from './suspects.js';

export interface ComBenchOptions {
  readonly rules?: Partial<Omit<ComCheckRules, 'verdict'>>;
  readonly verdict?: Partial<ComRules>;
  readonly maxStops?: number;
  readonly proven?: boolean;
  readonly found?: Partial<FoundApplication> | Reason;
  readonly stop?: (target: Target) => StopOutcome;
  readonly slowMetric?: number;
  /** State left by an earlier agent. */
  readonly known?: ComKnowledge;
}

const signal = new AbortController().signal;

export class ComBench {
  readonly notices: Notice[] = [];
  readonly events: JournalEvent[] = [];
  readonly stops: number[] = [];
  readonly asked: ProbeOptions[] = [];
  readonly check: ComCheck;
  readonly brake: BrakeKeeper;
  readonly executor: StopExecutor;
  readonly book = new IncidentBook();
  nowMs = 100_000;
  probeTakesMs = 0;
  /** Called while the server is being called. */
  duringProbe: (() => void) | undefined;
  /** Called while the catalogue is being queried. */
  duringRead: (() => void) | undefined;
  /** Whether the samples are too old to judge by: nothing is seen at all. */
  isBlind = false;
  /** Delay that the check requested after the last pass. */
  lastDelayMs = 0;
  saves = 0;
  diskWorks = true;
  reads = 0;
  #watched: readonly Watched[] = [];
  #answer: ProbeAnswer | undefined;

  constructor(options: ComBenchOptions = {}) {
    const journal = (event: JournalEvent) => void this.events.push(event);
    const notify = (notice: Notice) => Promise.resolve(void this.notices.push(notice));
    const clock = {
      monotonicMs: () => this.nowMs,
      wallMs: () => STARTED_UNIX_MS + 3_600_000 + this.nowMs,
      sleep: () => Promise.resolve(),
    };
    const ports = { clock, journal, notify, hostName: 'SRV01' };
    const common = { ...ports, application: undefined, progid: 'meAppServer.AppServer' };
    this.brake = new BrakeKeeper(
      { maxStops: options.maxStops ?? 5, windowMs: 600_000 },
      {
        ...ports,
        store: { load: () => Promise.resolve({ kind: 'absent' }), save: () => saved(true) },
      },
    );
    this.executor = new StopExecutor({
      clock,
      brake: this.brake,
      intents: new IntentKeeper(emptyStore),
      pauses: new PauseKeeper({ clock, pauseStore: emptyStore, journal: () => undefined }),
      ownProcesses: () => new Set(),
      stop: (target) => {
        this.stops.push(target.pid);
        return Promise.resolve(options.stop?.(target) ?? { kind: 'stopped', tookMs: 3 });
      },
    });
    const reporter = new Reporter({
      ...ports,
      book: this.book,
      remindMs: 3_600_000,
      brakeWallMs: (brakeMs, now) => this.brake.wallMs(brakeMs, now),
    });
    const mode = options.rules?.mode ?? 'act';
    const durations = new Durations({
      ...common,
      slowMetric: options.slowMetric,
      timeCacheMs: 3_600_000,
      quietMs: 900_000,
      remindMs: 3_600_000,
    });
    durations.restore(options.known?.slowSpell, instantOf(clock));
    this.check = new ComCheck(
      {
        mode,
        application: undefined,
        excluded: [],
        progid: common.progid,
        quietMs: 900_000,
        hasNeighbours: true,
        ...options.rules,
        verdict: { ...comRules, ...options.verdict },
      },
      {
        ...ports,
        executor: this.executor,
        book: this.book,
        reporter,
        report: new ComReport({
          ...common,
          book: this.book,
          reporter,
          alarmMetric: 10,
          observes: mode === 'observe',
        }),
        health: new LastingCondition('com-check', ports),
        durations,
        knownGood: new KnownGood(
          {
            load: () => Promise.resolve(options.proven ?? true),
            save: () => {
              this.saves++;
              return Promise.resolve(this.diskWorks);
            },
          },
          journal,
          undefined,
        ),
        finder: new ApplicationFinder(
          { progid: common.progid },
          () => {
            this.reads++;
            this.duringRead?.();
            const { found = {} } = options;
            return Promise.resolve(
              'kind' in found
                ? { ok: false as const, reason: found }
                : { ok: true as const, found: { ...foundApplication, ...found } },
            );
          },
          clock,
          journal,
        ),
        own: () => (this.isBlind ? [] : this.#watched),
        onAnswer: () => undefined,
        changed: () => undefined,
        probe: (asked) => {
          this.asked.push(asked);
          this.nowMs += this.probeTakesMs;
          this.duringProbe?.();
          if (!this.#answer) throw new Error('nothing scripted');
          return Promise.resolve(this.#answer);
        },
      },
      options.known,
    );
  }

  get watched(): readonly Watched[] {
    return this.#watched;
  }

  /** Content of the next samples; processes that are missing have exited. */
  set watched(watched: readonly Watched[]) {
    const isIn = (list: readonly Watched[], { target }: Watched) =>
      list.some((each) => sameTarget(each.target, target));
    const left = this.#watched.filter((each) => !isIn(watched, each));
    const arrived = watched.filter((each) => !isIn(this.#watched, each));
    this.#watched = watched;
    const now = { monotonicMs: this.nowMs, wallMs: this.nowMs };
    this.check.sampled({ now, processes: watched, arrived, left, isComplete: true });
    this.executor.targetsLeft(
      left.map(({ target }) => target),
      (target) => watched.some((each) => sameTarget(each.target, target)),
    );
  }

  /** Sets the duration of the server's answer in milliseconds. */
  async ok(ms = 20): Promise<void> {
    const times = { activate: 1, authorize: ms, 'session-info': 0, 'log-out': 1 };
    await this.answer({ kind: 'ok', times, sessionEnd: 'logged-out', logOutFault: null });
  }

  async fail(
    changes: Partial<ProbeFailure> = {},
    pending?: Promise<void>,
    giveUp?: () => void,
  ): Promise<void> {
    await this.answer({
      kind: 'failed',
      failure: failure(changes),
      times: { activate: 1, authorize: 100 },
      ...(pending && { pending }),
      ...(giveUp && { giveUp }),
    });
  }

  /** A number of consecutive failures. */
  async failures(count: number, changes: Partial<ProbeFailure> = {}): Promise<void> {
    for (let turn = 0; turn < count; turn++) await this.fail(changes);
  }

  /** One pass with this answer, after the delay requested by the check. */
  async answer(answer: ProbeAnswer): Promise<void> {
    this.#answer = answer;
    await this.check.pass(signal);
    this.lastDelayMs = this.check.delayMs();
    this.nowMs += this.lastDelayMs;
  }

  /** The limit check requests a stop of this process from the same executor. */
  async limitStop(watched: Watched): Promise<void> {
    const { executor, nowMs } = this;
    const { deeds } = executor.execute(
      {
        mode: 'act',
        check: 'limits',
        application: undefined,
        excluded: [],
        verdicts: [{ target: watched.target, watched, sustained: true }],
        incidentId: () => 'limits',
        endedLate: () => undefined,
      },
      { monotonicMs: nowMs, wallMs: nowMs },
      signal,
    );
    await Promise.all(deeds);
  }

  /** Mails about failures: the notice of each. */
  get mailed(): ProbeNotice[] {
    return this.notices.filter((notice): notice is ProbeNotice => notice.kind === 'probe');
  }

  /** Mails about failures: the action of each. */
  get deeds(): string[] {
    return this.mailed.map(({ deed }) => {
      if (deed.kind === 'no-action') return deed.why.kind;
      if (deed.kind !== 'tried') return deed.kind;
      return deed.outcome.kind;
    });
  }

  get turns(): ProbeTurnNotice['turn'][] {
    return this.notices
      .filter((notice): notice is ProbeTurnNotice => notice.kind === 'probe-turn')
      .map(({ turn }) => turn);
  }
}

/** The rules as they are by default, with a delay that suits tests. */
export const comRules: ComRules = {
  unloadOn: ['timeout', 'rpc', 'error', 'activation'],
  confirm: 2,
  suspects: 'hosts',
  atOnce: 'one',
  whenNone: 'application',
  severalHosts: 'longest',
  settleMs: 30_000,
  alarmMetric: 10,
  timeCacheMs: 3_600_000,
  floorAfterMs: 600_000,
  delayMs: 30_000,
  checkLoad: 'stretch',
};

const foundApplication: FoundApplication = {
  appId: APP_ID,
  classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
  name: null,
  instancePids: [],
  retiredPids: [],
  registered: { bits64: true, bits32: false },
  ambiguous: false,
  fault: undefined,
};
