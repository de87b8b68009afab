/** A COM check between ports that a test moves by hand: time, answers, processes and stops are scripted. */
import { ApplicationFinder } from '../../src/agent/observing/application-finder.js';
import { BrakeKeeper } from '../../src/agent/acting/brake-keeper.js';
import { ComCheck, type ComCheckRules } from '../../src/agent/com/com-check.js';
import { StopLedger } from '../../src/agent/acting/stop-ledger.js';
import type { ComRules } from '../../src/core/judging/com-verdict.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import type { Target } from '../../src/core/observing/model.js';
import type { StopOutcome } from '../../src/core/acting/stop-outcome.js';
import type { Notice, ProbeNotice, ProbeTurnNotice } from '../../src/core/telling/notice.js';
import type { ProbeAnswer, ProbeFailure } from '../../src/core/judging/probe-result.js';
import type { Watched } from '../../src/core/observing/process-table.js';
import type { FoundApplication, ProbeOptions } from '../../src/ports.js';
import { saved, STARTED_UNIX_MS } from './build.js';
import { failure } from './suspects.js';

export interface ComBenchOptions {
  readonly rules?: Partial<Omit<ComCheckRules, 'verdict'>>;
  readonly verdict?: Partial<ComRules>;
  readonly maxStops?: number;
  readonly proven?: boolean;
  readonly found?: Partial<FoundApplication> | string;
  readonly stop?: (target: Target) => StopOutcome;
}

export const APP = '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const signal = new AbortController().signal;

export class ComBench {
  readonly notices: Notice[] = [];
  readonly events: JournalEvent[] = [];
  readonly stops: number[] = [];
  readonly asked: ProbeOptions[] = [];
  readonly check: ComCheck;
  readonly brake: BrakeKeeper;
  /** The process check stops through it, too. */
  readonly ledger: StopLedger;
  watched: Watched[] = [];
  nowMs = 100_000;
  probeTakesMs = 0;
  /** Happens while the server is called. */
  duringProbe: (() => void) | undefined;
  /** What the check asked for after the last pass. */
  lastDelayMs = 0;
  saves = 0;
  diskWorks = true;
  reads = 0;
  #answer: ProbeAnswer = { kind: 'unavailable', reason: 'nothing scripted' };

  constructor(options: ComBenchOptions = {}) {
    const journal = (event: JournalEvent) => void this.events.push(event);
    const notify = (notice: Notice) => void this.notices.push(notice);
    const clock = {
      monotonicMs: () => this.nowMs,
      wallMs: () => STARTED_UNIX_MS + 3_600_000 + this.nowMs,
      sleep: () => Promise.resolve(),
    };
    const store = {
      load: () => Promise.resolve({ kind: 'absent' as const }),
      save: () => saved(true),
    };
    this.ledger = new StopLedger((target) => {
      this.stops.push(target.pid);
      return Promise.resolve(options.stop?.(target) ?? { kind: 'stopped', tookMs: 3 });
    }, clock);
    this.brake = new BrakeKeeper(
      { maxStops: options.maxStops ?? 5, windowMs: 600_000 },
      { store, journal, notify, hostName: 'SRV01' },
    );
    const finder = new ApplicationFinder(
      { progid: 'meAppServer.AppServer' },
      () => {
        this.reads++;
        const { found = {} } = options;
        return Promise.resolve(
          typeof found === 'string'
            ? { ok: false as const, reason: found }
            : { ok: true as const, found: { ...foundApplication, ...found } },
        );
      },
      clock,
      journal,
    );
    this.check = new ComCheck(
      {
        mode: 'act',
        progid: 'meAppServer.AppServer',
        slowMetric: undefined,
        timeCacheMs: 3_600_000,
        ...options.rules,
        verdict: {
          unloadOn: ['timeout', 'rpc', 'error'],
          confirm: 1,
          suspects: 'floor',
          atOnce: 'one',
          whenNone: 'application',
          settleMs: 30_000,
          alarmMetric: 10,
          delayMs: 30_000,
          ...options.verdict,
        },
      },
      {
        clock,
        hostName: 'SRV01',
        probe: (asked) => {
          this.asked.push(asked);
          this.nowMs += this.probeTakesMs;
          this.duringProbe?.();
          return Promise.resolve(this.#answer);
        },
        proven: {
          load: () => Promise.resolve(options.proven ?? true),
          save: () => {
            this.saves++;
            return Promise.resolve(this.diskWorks);
          },
        },
        ledger: this.ledger,
        notify,
        journal,
        brake: this.brake,
        family: () => new Set(),
        watched: () => this.watched,
        finder,
      },
    );
  }

  /** The server answers in so many milliseconds. */
  async ok(ms = 20): Promise<void> {
    const times = { activate: 1, authorize: ms, 'session-info': 0, 'log-out': 1 };
    await this.answer({ kind: 'ok', times, sessionEnd: 'logged-out', logOutFault: '' });
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

  /** One check with this answer, after the time that the check itself asked for. */
  async answer(answer: ProbeAnswer): Promise<void> {
    this.#answer = answer;
    await this.check.pass(signal);
    this.lastDelayMs = this.check.delayMs();
    this.nowMs += this.lastDelayMs;
  }

  /** What was mailed of failures: the deed of each. */
  get deeds(): string[] {
    return this.notices
      .filter((notice): notice is ProbeNotice => notice.kind === 'probe')
      .map(({ deed }) => {
        if (deed.kind === 'nobody') return deed.why;
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

const foundApplication: FoundApplication = {
  appId: APP,
  classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
  name: null,
  instancePids: [],
  registered: { bits64: true, bits32: false },
  ambiguous: false,
  detail: '',
};
