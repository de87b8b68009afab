import type { Instant } from '../../core/instant.js';
import { sameTarget } from '../../core/observing/identity.js';
import { TargetMap } from '../../core/observing/target-map.js';
import { runAgent, type AgentControls } from '../../agent/agent.js';
import type { Config } from '../../config/config.js';
import type { Choice } from '../../core/recording/comparison.js';
import type {
  DecisionEntry,
  RecordEntry,
  SampleEntry,
  StoreName,
} from '../../core/recording/entry.js';
import { RecordedWorld } from './recorded-world.js';
import { Recoveries } from './recovery.js';
import { replayPorts } from './replay-ports.js';
import { otherWaits, type OtherWaits } from './waits.js';

/** Longer than the time that a call, a look-up or a stop takes until its answer is recorded. */
const AHEAD_MS = 90_000;

export interface LifeTurns {
  readonly recorded: (decision: DecisionEntry) => void;
  readonly replayed: (entry: RecordEntry) => void;
  readonly failed: (fault: unknown) => void;
  /** The check abandoned a call that the record has answered, or warned of slow answers; at this wall time. */
  readonly called: (what: 'tooLate' | 'slow', application: string | null, atUnixMs: number) => void;
}

/** One life of the recorded agent, or one configuration of it. */
export class Life {
  readonly #config: Config;
  readonly #waits: OtherWaits;
  readonly #kept: Map<StoreName, unknown>;
  readonly #turns: LifeTurns;
  readonly #ending = new AbortController();
  readonly #recoveries = new Recoveries();
  readonly #hidden = new TargetMap<true>();
  readonly #blind = new Set<string>();
  readonly #chosenByCom = new TargetMap<string>();
  #world: RecordedWorld | undefined;
  #last: Instant = { monotonicMs: 0, wallMs: 0 };
  #ended: Promise<void> | undefined;
  #asked: Choice[] = [];

  /** @param settings in force, as in the record */
  constructor(
    config: Config,
    settings: readonly string[],
    kept: Map<StoreName, unknown>,
    turns: LifeTurns,
  ) {
    this.#config = config;
    this.#waits = otherWaits(config, settings);
    this.#kept = kept;
    this.#turns = turns;
  }

  async begin(at: Instant): Promise<void> {
    this.#world = new RecordedWorld(at);
    this.#last = at;
    await this.#world.begin(at);
  }

  feed(entry: RecordEntry): void {
    const world = this.#world;
    if (!world) return;
    // The clock of one life goes forward only.
    if (entry.at.monotonicMs >= this.#last.monotonicMs) this.#last = entry.at;
    world.feed(entry);
    const { time } = world;
    const atMs = entry.at.monotonicMs;
    if (entry.kind === 'decision') time.at(atMs, () => this.#turns.recorded(entry));
    if (entry.kind === 'probe') time.at(atMs, () => this.#recoveries.probed(entry));
    if (entry.kind !== 'deed') return;
    time.at(atMs, () => {
      this.#recoveries.stopped(entry);
      for (const choice of this.#asked) {
        if (sameTarget(choice.target, entry.target)) choice.outcome = entry.outcome.kind;
      }
    });
  }

  /** Plays the entries fed so far except the last: what was done then is recorded when it was over. */
  run(): Promise<void> {
    return this.#runUntil(this.#last.monotonicMs - AHEAD_MS);
  }

  async #runUntil(untilMs: number): Promise<void> {
    const world = this.#world;
    if (!world) return;
    this.#ended ??= this.#start(world);
    await world.time.runUntil(untilMs);
  }

  async end(): Promise<void> {
    if (!this.#world) return;
    await this.#runUntil(this.#last.monotonicMs);
    this.#recoveries.end(this.#last);
    this.#ending.abort();
    await this.#ended;
    this.#world = undefined;
  }

  /** The two minutes that follow show whether it recovered by itself. */
  ask(choice: Choice, beganMs: number): void {
    this.#asked.push(choice);
    const { check, target, application } = choice;
    const tell = (recovery: Choice['recovery']) => void (choice.recovery = recovery);
    if (check === 'com') {
      this.#recoveries.watchServer({ beganMs, application: application ?? '', tell });
      return;
    }
    const own = this.#config.applications.find(({ name }) => (name ?? null) === application);
    const { limits, watch } = own ?? this.#config.applications[0];
    if (!limits) return;
    const { cpuWindowMs, cpuBasis } = watch;
    this.#recoveries.watchProcess({ beganMs, target, limits, cpuWindowMs, cpuBasis, tell });
  }

  #start(world: RecordedWorld): Promise<void> {
    const { signal } = this.#ending;
    const ports = replayPorts({
      world,
      ending: signal,
      kept: this.#kept,
      hidden: this.#hidden,
      record: (entry) => this.#made(entry),
      onSample: (entry: SampleEntry) => {
        if (world.machine) this.#recoveries.sampled(entry, world.machine);
      },
      onVirtualStop: (target) => {
        this.#hidden.set(target, true);
        const application = this.#chosenByCom.get(target);
        if (application !== undefined) this.#blind.add(application);
      },
      isBlind: (application) => this.#blind.has(application),
      onAnswer: (application) => this.#blind.delete(application),
      waits: this.#waits,
      onTooLate: (application) => {
        this.#turns.called('tooLate', application || null, world.time.wallMs());
      },
      notify: (notice) => {
        const isWarning = notice.kind === 'probe-turn' && notice.turn.kind === 'slow';
        if (isWarning && notice.opens === true) {
          this.#turns.called('slow', notice.application ?? null, notice.at);
        }
        return Promise.resolve();
      },
    });
    const onControls = (controls: AgentControls) => {
      world.onRequest = ({ request }) => void controls.steer(request);
    };
    return runAgent(this.#config, ports, { once: false, onControls }, signal).catch(
      this.#turns.failed,
    );
  }

  #made(entry: RecordEntry): void {
    if (entry.kind === 'decision' && entry.check === 'com') {
      this.#chosenByCom.set(entry.target, entry.application ?? '');
    }
    this.#turns.replayed(entry);
  }
}
