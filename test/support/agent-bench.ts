/** A limit check on a process table between ports that a test moves by hand: time, samples and stops are scripted. */
import { BrakeKeeper } from '../../src/agent/acting/brake-keeper.js';
import { IncidentBook } from '../../src/agent/acting/incident-book.js';
import { PauseKeeper } from '../../src/agent/acting/pause-keeper.js';
import { IntentKeeper } from '../../src/agent/acting/intent-keeper.js';
import { StopExecutor } from '../../src/agent/acting/stop-executor.js';
import { LimitCheck, type LimitCheckRules } from '../../src/agent/limits/limit-check.js';
import { Heartbeat } from '../../src/agent/observing/heartbeat.js';
import { Observer } from '../../src/agent/observing/observer.js';
import { LastingCondition } from '../../src/agent/telling/lasting-condition.js';
import { Reporter } from '../../src/agent/telling/reporter.js';
import type { BrakeRules } from '../../src/core/acting/brake.js';
import type { StopOutcome } from '../../src/core/acting/stop-outcome.js';
import { instantOf } from '../../src/core/instant.js';
import type { ProcessRow, Target } from '../../src/core/observing/model.js';
import type { Watched } from '../../src/core/observing/process-table.js';
import type { Reason } from '../../src/core/reason.js';
import { success } from '../../src/core/result.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import type { Notice } from '../../src/core/telling/notice.js';
import type { BrakeStore, IncidentStore, SampleAnswer, ValueStore } from '../../src/ports.js';
import { machine, sample, saved, STARTED_UNIX_MS } from './build.js';

export interface BenchOptions {
  readonly rules?: Partial<LimitCheckRules>;
  readonly brake?: BrakeRules;
  readonly stop?: (target: Target) => Promise<StopOutcome>;
  readonly store?: BrakeStore;
  readonly intents?: ValueStore;
  readonly ownProcesses?: readonly number[];
  readonly own?: (processes: readonly Watched[]) => readonly Watched[];
  readonly withoutLimits?: boolean;
}

/** A store that accepts everything and holds nothing. */
export const emptyStore: ValueStore = {
  load: () => Promise.resolve({ kind: 'absent' }),
  save: () => saved(true),
};

/** Accepts every story and holds none. */
export const noStories: IncidentStore = {
  load: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  release: () => undefined,
};

export class AgentBench {
  readonly notices: Notice[] = [];
  readonly events: JournalEvent[] = [];
  readonly stops: Target[] = [];
  readonly observer: Observer;
  readonly brake: BrakeKeeper;
  readonly book = new IncidentBook();
  readonly executor: StopExecutor;
  nowMs = 0;
  wallOffsetMs = STARTED_UNIX_MS + 3_600_000;
  #next: SampleAnswer = success(sample([]));

  constructor(options: BenchOptions = {}) {
    const journal = (event: JournalEvent) => void this.events.push(event);
    const notify = (notice: Notice) => Promise.resolve(void this.notices.push(notice));
    const clock = {
      monotonicMs: () => this.nowMs,
      wallMs: () => this.nowMs + this.wallOffsetMs,
      sleep: () => Promise.resolve(),
    };
    const ports = { clock, journal, notify, hostName: 'SRV01' };
    const store = options.store ?? {
      load: () => Promise.resolve({ kind: 'absent' as const }),
      save: () => saved(true),
    };
    this.brake = new BrakeKeeper(options.brake ?? { maxStops: 5, windowMs: 600_000 }, {
      ...ports,
      store,
    });
    this.executor = new StopExecutor({
      clock,
      brake: this.brake,
      intents: new IntentKeeper(options.intents ?? emptyStore),
      pauses: new PauseKeeper({ clock, pauseStore: emptyStore, journal: () => undefined }),
      ownProcesses: () => new Set(options.ownProcesses ?? []),
      stop: (target) => {
        this.stops.push(target);
        return options.stop?.(target) ?? Promise.resolve({ kind: 'stopped', tookMs: 3 });
      },
    });
    this.observer = new Observer(
      { cpuWindowMs: 1_000, cpuBasis: 'core', graceMs: 0, timeCacheMs: 600_000 },
      {
        clock,
        sample: () => Promise.resolve(this.#next),
        journal,
        health: new LastingCondition('sampling', ports),
        heartbeat: new Heartbeat(journal),
        spacingMs: () => 1_000,
      },
      machine(),
    );
    const check = new LimitCheck(
      {
        mode: 'act',
        application: undefined,
        excluded: [],
        limits: { maxCpuPercent: 80, maxMemoryPercent: 20 },
        sustain: { needed: 1, of: 1 },
        cpuBasis: 'core',
        quietMs: 900_000,
        ...options.rules,
      },
      {
        ...ports,
        executor: this.executor,
        book: this.book,
        reporter: new Reporter({
          ...ports,
          book: this.book,
          remindMs: 3_600_000,
          brakeWallMs: (brakeMs, now) => this.brake.wallMs(brakeMs, now),
        }),
        now: () => instantOf(clock),
        own: options.own ?? ((processes) => processes),
      },
      machine(),
    );
    if (!options.withoutLimits) {
      this.observer.onSample((seen, signal) => check.judge(seen, signal));
      this.observer.onBreak(() => check.breakSeries());
    }
    this.observer.onSample(({ now }) => this.brake.release(now));
    this.observer.onSample(({ left }) =>
      this.executor.targetsLeft(
        left.map(({ target }) => target),
        (target) => this.observer.isPresent(target),
      ),
    );
  }

  /** One pass a second after the last, with these rows. */
  async pass(rows: readonly ProcessRow[], generation = 1, dropped = 0): Promise<void> {
    this.nowMs += 1_000;
    await this.answer(success(sample(rows, this.nowMs, generation, dropped)));
  }

  async fail(reason: Reason): Promise<void> {
    this.nowMs += 1_000;
    await this.answer({ ok: false, reason });
  }

  async answer(answer: SampleAnswer): Promise<void> {
    this.#next = answer;
    const now = { monotonicMs: this.nowMs, wallMs: this.nowMs + this.wallOffsetMs };
    await this.observer.pass(now, new AbortController().signal);
    // Stops run beside the passes; their reports arrive some microtasks later.
    await new Promise((resolve) => setImmediate(resolve));
  }

  actions(): string[] {
    return this.events.map((event) => event.action);
  }
}
