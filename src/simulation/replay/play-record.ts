/** Plays a record to an agent with a configuration: the same code as live, on the times of the record. */
import type { Config } from '../../config/config.js';
import {
  choiceOf,
  compare,
  type Choice,
  type ReplayedCalls,
  type ReplayResult,
} from '../../core/recording/comparison.js';
import type { DecisionEntry, RecordEntry, StoreName } from '../../core/recording/entry.js';
import { Life } from './life.js';

/** Number of entries that are fed before they are played. */
const PLAY_EVERY = 100;

export interface ReplayOptions {
  readonly config: Config;
  /** Earlier decisions are not compared; the time before only warms the agent up. */
  readonly sinceUnixMs: number;
  /** Every entry that the replayed agent makes. */
  readonly onEntry?: (entry: RecordEntry) => void;
}

export class Replay {
  readonly #options: ReplayOptions;
  readonly #recorded: Choice[] = [];
  readonly #replayed: Choice[] = [];
  readonly #kept = new Map<StoreName, unknown>();
  readonly #checks = new Map<string | null, ReplayedCalls>();
  #life: Life | undefined;
  #samples = 0;
  #calls = 0;
  #starts = 0;
  #fromUnixMs: number | undefined;
  #untilUnixMs = 0;
  #fault: unknown;

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  /** Plays these entries, which follow those of before. */
  async play(entries: Iterable<RecordEntry>): Promise<void> {
    let fed = 0;
    for (const entry of entries) {
      const isStart = entry.kind === 'start' || (!this.#life && entry.kind === 'head');
      if (isStart) await this.#begin(entry);
      // Before the first start or head the state of the agent is unknown.
      if (!this.#life) continue;
      this.#life.feed(entry);
      this.#count(entry);
      if (entry.kind === 'end') await this.#end();
      // In small steps, so that played entries are released early.
      if (++fed % PLAY_EVERY === 0) await this.#run();
    }
    await this.#run();
    if (this.#fault !== undefined)
      throw new Error('the replay ended by itself', { cause: this.#fault });
  }

  async finish(): Promise<ReplayResult> {
    await this.#end();
    return {
      fromUnixMs: Math.max(
        this.#fromUnixMs ?? this.#options.sinceUnixMs,
        this.#options.sinceUnixMs,
      ),
      untilUnixMs: this.#untilUnixMs,
      samples: this.#samples,
      calls: this.#calls,
      starts: this.#starts,
      checks: [...this.#checks.values()],
      rows: compare(this.#recorded, this.#replayed),
    };
  }

  #count(entry: RecordEntry): void {
    const { wallMs } = entry.at;
    this.#fromUnixMs ??= wallMs;
    this.#untilUnixMs = Math.max(this.#untilUnixMs, wallMs);
    if (wallMs < this.#options.sinceUnixMs) return;
    if (entry.kind === 'sample') this.#samples++;
    if (entry.kind === 'probe') this.#calls++;
  }

  async #begin(entry: RecordEntry): Promise<void> {
    await this.#end();
    this.#starts++;
    const start = entry.kind === 'head' ? entry.entry : entry;
    const mode = start.kind === 'start' ? start.mode : 'act';
    const { config } = this.#options;
    const settings = start.kind === 'start' ? start.settings : [];
    const own = { ...config, monitor: { ...config.monitor, mode } };
    const life = new Life(own, settings, this.#kept, {
      recorded: (decision) => this.#note(this.#recorded, decision, life),
      replayed: (made) => {
        this.#options.onEntry?.(made);
        if (made.kind === 'decision') this.#note(this.#replayed, made, life);
      },
      failed: (fault) => void (this.#fault ??= fault),
      called: (what, application, atUnixMs) => {
        if (atUnixMs < this.#options.sinceUnixMs) return;
        const known = this.#checks.get(application) ?? { application, tooLate: 0, slow: 0 };
        this.#checks.set(application, { ...known, [what]: known[what] + 1 });
      },
    });
    this.#life = life;
    await life.begin(entry.at);
  }

  async #run(): Promise<void> {
    await this.#life?.run();
  }

  async #end(): Promise<void> {
    await this.#life?.end();
    this.#life = undefined;
  }

  #note(choices: Choice[], decision: DecisionEntry, life: Life): void {
    const choice = choiceOf(decision);
    if (!choice || choice.atUnixMs < this.#options.sinceUnixMs) return;
    choices.push(choice);
    life.ask(choice, decision.at.monotonicMs);
  }
}
