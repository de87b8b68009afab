import type { Instant } from '../../core/instant.js';
import type { Sample } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';
import type { Journal } from '../../ports.js';
import { rounded } from '../telling/fields.js';
import type { Membership } from './membership.js';

const EVERY_MS = 5 * 60_000;

/** Logs every sample at level debug, and every five minutes a summary that shows that the agent is running. */
export class Heartbeat {
  readonly #journal: Journal;
  readonly #membership: Pick<Membership, 'nameOf' | 'hasNames'> | undefined;
  #since: number | undefined;
  #rounds = 0;
  #slowestMs = 0;

  /** @param membership assigns processes where several applications share the samples */
  constructor(journal: Journal, membership?: Pick<Membership, 'nameOf' | 'hasNames'>) {
    this.#journal = journal;
    this.#membership = membership;
  }

  sampled(sample: Sample, now: Instant, tookMs: number, watched: readonly Watched[]): void {
    this.#rounds++;
    this.#slowestMs = Math.max(this.#slowestMs, tookMs);
    const figures = {
      'comwatch.sample.source': sample.source,
      'comwatch.sample.pid': watched.map((each) => each.target.pid),
      'comwatch.sample.cpu': watched.map((each) => rounded(each.figures.cpuPercent) ?? -1),
      'comwatch.sample.memory': watched.map((each) => rounded(each.figures.memoryPercent) ?? 0),
      ...(this.#membership?.hasNames && {
        'comwatch.sample.application': watched.map((each) => this.#membership?.nameOf(each) ?? ''),
      }),
      'comwatch.sample.took_ms': rounded(tookMs),
    };
    this.#journal({
      level: 'debug',
      action: 'sample',
      sentence: { kind: 'sampled', processes: watched.length },
      fields: figures,
    });
    this.#since ??= now.monotonicMs;
    if (now.monotonicMs - this.#since < EVERY_MS) return;
    this.#journal({
      level: 'info',
      action: 'sample',
      sentence: {
        kind: 'alive',
        samples: this.#rounds,
        slowestMs: this.#slowestMs,
        processes: watched.length,
      },
      fields: { ...figures, 'comwatch.sample.rounds': this.#rounds },
    });
    this.#since = now.monotonicMs;
    this.#rounds = 0;
    this.#slowestMs = 0;
  }
}
