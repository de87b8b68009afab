/** A process check between ports that a test moves by hand: time, samples and stops are scripted. */
import { BrakeKeeper } from '../../src/agent/acting/brake-keeper.js';
import { Heartbeat } from '../../src/agent/observing/heartbeat.js';
import { ProcessCheck, type ProcessCheckRules } from '../../src/agent/limits/process-check.js';
import { SampleHealth } from '../../src/agent/observing/sample-health.js';
import type { BrakeRules } from '../../src/core/acting/brake.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import type { ProcessRow, Target } from '../../src/core/observing/model.js';
import type { StopOutcome } from '../../src/core/acting/stop-outcome.js';
import type { Notice } from '../../src/core/telling/notice.js';
import type { BrakeStore, SampleAnswer } from '../../src/ports.js';
import { machine, sample, saved, STARTED_UNIX_MS } from './build.js';

export interface BenchOptions {
  readonly rules?: Partial<ProcessCheckRules>;
  readonly brake?: BrakeRules;
  readonly stop?: (target: Target) => Promise<StopOutcome>;
  readonly store?: BrakeStore;
  readonly family?: readonly number[];
}

export class AgentBench {
  readonly notices: Notice[] = [];
  readonly events: JournalEvent[] = [];
  readonly stops: Target[] = [];
  readonly check: ProcessCheck;
  readonly brake: BrakeKeeper;
  nowMs = 0;
  wallOffsetMs = STARTED_UNIX_MS + 3_600_000;
  #next: SampleAnswer = { ok: true, sample: sample([]) };

  constructor(options: BenchOptions = {}) {
    const journal = (event: JournalEvent) => void this.events.push(event);
    const notify = (notice: Notice) => void this.notices.push(notice);
    const store = options.store ?? {
      load: () => Promise.resolve({ kind: 'absent' as const }),
      save: () => saved(true),
    };
    this.brake = new BrakeKeeper(options.brake ?? { maxStops: 5, windowMs: 600_000 }, {
      store,
      journal,
      notify,
      hostName: 'SRV01',
    });
    this.check = new ProcessCheck(
      {
        mode: 'act',
        watch: { cpuWindowMs: 1_000, cpuBasis: 'core', graceMs: 0, timeCacheMs: 600_000 },
        limits: { maxCpuPercent: 80, maxMemoryPercent: 20 },
        sustain: { needed: 1, of: 1 },
        ...options.rules,
      },
      {
        clock: {
          monotonicMs: () => this.nowMs,
          wallMs: () => this.nowMs + this.wallOffsetMs,
          sleep: () => Promise.resolve(),
        },
        sample: () => Promise.resolve(this.#next),
        stop: (target) => {
          this.stops.push(target);
          return options.stop?.(target) ?? Promise.resolve({ kind: 'stopped', tookMs: 3 });
        },
        notify,
        journal,
        brake: this.brake,
        spacingMs: () => 1_000,
        family: () => new Set(options.family ?? []),
        scope: (watched) => watched,
        health: new SampleHealth(journal, notify, 'SRV01'),
        heartbeat: new Heartbeat(journal),
      },
      machine(),
    );
  }

  /** One pass a second after the last, with these rows. */
  async pass(rows: readonly ProcessRow[], generation = 1): Promise<void> {
    this.nowMs += 1_000;
    await this.answer({ ok: true, sample: sample(rows, this.nowMs, generation) });
  }

  async fail(reason: string): Promise<void> {
    this.nowMs += 1_000;
    await this.answer({ ok: false, reason });
  }

  async answer(answer: SampleAnswer): Promise<void> {
    this.#next = answer;
    const now = { monotonicMs: this.nowMs, wallMs: this.nowMs + this.wallOffsetMs };
    await this.check.pass(now, new AbortController().signal);
    // Stops run beside the passes; what they report arrives some microtasks later.
    await new Promise((resolve) => setImmediate(resolve));
  }

  actions(): string[] {
    return this.events.map((event) => event.action);
  }
}
