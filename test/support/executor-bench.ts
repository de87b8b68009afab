/** A stop executor between ports that a test moves by hand: time, disk and the ends of stops are scripted. */
import { BrakeKeeper } from '../../src/agent/acting/brake-keeper.js';
import { PauseKeeper } from '../../src/agent/acting/pause-keeper.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import { emptyStore } from './agent-bench.js';
import { IntentKeeper } from '../../src/agent/acting/intent-keeper.js';
import { StopExecutor, type StopRequest } from '../../src/agent/acting/stop-executor.js';
import type { StopOutcome } from '../../src/core/acting/stop-outcome.js';
import type { Judged } from '../../src/core/acting/plan.js';
import type { Notice } from '../../src/core/telling/notice.js';
import type { Target } from '../../src/core/observing/model.js';
import type { Watched } from '../../src/core/observing/process-table.js';
import type { ValueStore } from '../../src/ports.js';
import { saved, STARTED_UNIX_MS } from './build.js';

/** A store in memory that records every save. */
export class NotedStore implements ValueStore {
  readonly saves: unknown[] = [];
  readonly deadlines: number[] = [];
  readonly #value: unknown;
  readonly #onSave: () => void;

  constructor(value?: unknown, onSave: () => void = () => undefined) {
    this.#value = value;
    this.#onSave = onSave;
  }

  load(): ReturnType<ValueStore['load']> {
    return Promise.resolve(
      this.#value === undefined ? { kind: 'absent' } : { kind: 'value', value: this.#value },
    );
  }

  save(value: unknown, deadlineMs: number): ReturnType<ValueStore['save']> {
    this.saves.push(value);
    this.deadlines.push(deadlineMs);
    this.#onSave();
    return saved(true);
  }
}

export class ExecutorBench {
  readonly order: string[] = [];
  readonly intents: NotedStore;
  readonly executor: StopExecutor;
  readonly pauses: PauseKeeper;
  readonly events: JournalEvent[] = [];
  readonly endedLate: string[] = [];
  /** Reports of the brake to the operators. */
  readonly notices: Notice[] = [];
  brakeSaves = 0;
  nowMs = 100_000;
  readonly #ends: { readonly target: Target; readonly end: (outcome: StopOutcome) => void }[] = [];

  constructor() {
    const clock = {
      monotonicMs: () => this.nowMs,
      wallMs: () => STARTED_UNIX_MS + this.nowMs,
      sleep: () => Promise.resolve(),
    };
    this.intents = new NotedStore(undefined, () => this.order.push('intents'));
    this.pauses = new PauseKeeper({
      clock,
      pauseStore: emptyStore,
      journal: (each) => this.events.push(each),
    });
    this.executor = new StopExecutor({
      clock,
      brake: new BrakeKeeper(
        { maxStops: 5, windowMs: 600_000 },
        {
          clock,
          journal: () => undefined,
          notify: (notice) => {
            this.notices.push(notice);
            return Promise.resolve();
          },
          hostName: 'SRV01',
          store: {
            load: () => Promise.resolve({ kind: 'absent' }),
            save: () => saved(++this.brakeSaves > 0),
          },
        },
      ),
      intents: new IntentKeeper(this.intents),
      pauses: this.pauses,
      ownProcesses: () => new Set([4321]),
      stop: (target) => {
        this.order.push(`stop ${target.pid}`);
        return new Promise((end) => this.#ends.push({ target, end }));
      },
    });
  }

  /** PIDs of the stops that were begun. */
  get stops(): number[] {
    return this.#ends.map(({ target }) => target.pid);
  }

  ask(watched: readonly Watched[], changes: Partial<StopRequest<Judged>> = {}) {
    return this.executor.execute<Judged>(
      {
        mode: 'act',
        check: 'limits',
        application: undefined,
        excluded: [],
        verdicts: watched.map((each) => ({
          target: each.target,
          watched: each,
          sustained: true,
        })),
        incidentId: ({ target }) => `incident-${target.pid}`,
        endedLate: ({ target }, { count }) => this.endedLate.push(`${target.pid} after ${count}`),
        ...changes,
      },
      { monotonicMs: this.nowMs, wallMs: STARTED_UNIX_MS + this.nowMs },
      new AbortController().signal,
    );
  }

  /** Ends the nth stop that was begun with this outcome. */
  async end(index: number, outcome: StopOutcome): Promise<void> {
    await begun();
    this.#ends[index]?.end(outcome);
    await begun();
  }
}

/** Resolves when immediate disk operations are done. */
export function begun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
