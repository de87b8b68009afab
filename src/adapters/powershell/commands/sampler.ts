import { foreign } from '../../../core/foreign.js';
import type { SampleSource } from '../../../core/observing/model.js';
import type { Journal, SampleAnswer, Sampler } from '../../../ports.js';
import { CommandLines } from './command-lines.js';
import { readSample } from './rows.js';
import type { Shell } from '../shell/shell.js';

/** A source is not asked more often than this: WMI and the counters cost the server itself. */
const MINIMUM_SPACING_MS: Readonly<Record<SampleSource, number>> = {
  cim: 1_000,
  counter: 2_000,
  process: 0,
};

const DEADLINE_MS: Readonly<Record<SampleSource, number>> = {
  cim: 10_000,
  // Get-Counter itself waits a second between two readings, twice when there is no instance.
  counter: 15_000,
  process: 5_000,
};

const FAILURES_BEFORE_FALLBACK = 2;
const TRY_FIRST_AGAIN_MS = 5 * 60_000;

export interface SamplerOptions {
  readonly shell: Shell;
  readonly processName: string;
  readonly source: SampleSource;
  readonly journal: Journal;
}

export interface SamplerParts {
  readonly sample: Sampler;
  /** Least distance of samples of the source that is in use now. */
  readonly minimumSpacingMs: () => number;
  readonly source: () => SampleSource;
}

/** Samples through the configured source; when it fails, through the next; the first is tried again later. */
export function openSampler(options: SamplerOptions): SamplerParts {
  const { shell, processName, journal } = options;
  const order = [
    options.source,
    ...(['cim', 'process', 'counter'] as const).filter((each) => each !== options.source),
  ];
  const commandLines = new CommandLines(shell);
  let current = 0;
  let failures = 0;
  let fellBackAtMs = 0;

  const source = (): SampleSource => order[current] ?? options.source;

  const turnTo = (index: number, why: string) => {
    const from = source();
    current = index;
    failures = 0;
    fellBackAtMs = performance.now();
    journal({
      level: 'warn',
      action: 'source-changed',
      message: `Samples come from ${source()} instead of ${from}: ${why}`,
      fields: { 'comwatch.sample.source': source() },
    });
  };

  const failed = (words: string): SampleAnswer => {
    const reason = foreign(words);
    failures++;
    if (failures >= FAILURES_BEFORE_FALLBACK) turnTo((current + 1) % order.length, words);
    return { ok: false, reason };
  };

  const sample: Sampler = async (signal) => {
    if (current !== 0 && performance.now() - fellBackAtMs > TRY_FIRST_AGAIN_MS) {
      turnTo(0, 'it is tried again');
      failures = FAILURES_BEFORE_FALLBACK - 1;
    }
    const asked = source();
    const parameters = { Name: processName, Source: asked };
    const answer = await shell.call('Get-ProcessSample', parameters, DEADLINE_MS[asked], signal);
    if (!answer.ok) {
      switch (answer.reason) {
        case 'deadline':
        case 'exit':
        case 'oversize':
          return failed(`${asked}: ${answer.detail}`);
        // A shell that cannot start, a full queue or an agent that ends say nothing about the source.
        case 'not-started':
        case 'busy':
        case 'stopped':
          return { ok: false, reason: foreign(answer.detail) };
      }
    }
    const raw = readSample(answer.output, asked);
    if (!raw)
      return failed(`${asked}: ${answer.errors[0]?.message ?? 'an answer that makes no sense'}`);
    failures = 0;
    const rows = raw.rows.map((row) => ({ ...row, commandLine: commandLines.of(row) }));
    if (raw.dropped > 0) {
      journal({
        level: 'debug',
        action: 'sample',
        message: `${raw.dropped} rows were left out: gone meanwhile or not to be trusted`,
      });
    }
    // Begun after the sample was answered; it runs while the agent waits for its next slot.
    commandLines.follow(rows, performance.now());
    const { takenAtMs, takenUntilMs, dropped } = raw;
    const { generation } = answer;
    const sample = { source: asked, takenAtMs, takenUntilMs, generation, rows, dropped };
    return { ok: true, sample };
  };

  return { sample, minimumSpacingMs: () => MINIMUM_SPACING_MS[source()], source };
}
