import type { ProcessRow, SampleSource } from '../../../core/observing/model.js';
import { clockOf, noClock } from '../../../core/observing/shell-clock.js';
import {
  afterSample,
  beforeSample,
  initialSource,
  sourceOf,
  type SourceState,
} from '../../../core/observing/source-policy.js';
import { minimumSpacingMs } from '../../../core/observing/spacing.js';
import type { Reason } from '../../../core/reason.js';
import { success } from '../../../core/result.js';
import type { Clock, Journal, SampleAnswer, Sampler } from '../../../ports.js';
import { systemClock } from '../../clock/clock.js';
import type { Shell, ShellAnswer } from '../shell/shell.js';
import { unusable } from './answer.js';
import { CommandLines } from './command-lines.js';
import { readSample, type RawSample } from './rows.js';

const DEADLINE_MS: Readonly<Record<SampleSource, number>> = {
  cim: 10_000,
  // Get-Counter itself waits a second between two readings, twice when there is no instance.
  counter: 15_000,
  process: 5_000,
};

export interface SamplerOptions {
  readonly shell: Pick<Shell, 'call'>;
  /** Shell for command lines, by default the same one: in a separate one, a hanging WMI never disturbs the samples. */
  readonly asking?: Pick<Shell, 'call'>;
  readonly processName: string;
  readonly source: SampleSource;
  readonly journal: Journal;
  readonly clock?: Pick<Clock, 'monotonicMs'>;
}

export interface SamplerParts {
  readonly sample: Sampler;
  /** Shortest interval of samples of the source in use, ms. */
  readonly minimumSpacingMs: () => number;
  readonly source: () => SampleSource;
}

/** Samples one image name through the configured source; when it fails too often, through the next. */
export function openSampler(options: SamplerOptions): SamplerParts {
  const { shell, processName, journal, clock = systemClock } = options;
  const commandLines = new CommandLines({ shell: options.asking ?? shell, journal, clock });
  let state = initialSource(options.source);
  let shellClock = noClock;

  const turnTo = (next: SourceState, cause: Reason) => {
    const [from, to] = [sourceOf(state), sourceOf(next)];
    state = next;
    if (from === to) return;
    journal({
      level: 'warn',
      action: 'source-changed',
      sentence: { kind: 'source-changed', from, to, cause },
      fields: { 'comwatch.sample.source': to },
    });
  };

  const failed = (reason: Reason): SampleAnswer => {
    turnTo(afterSample(state, true, clock.monotonicMs()), reason);
    return { ok: false, reason };
  };

  const accepted = (raw: RawSample, askedAtMs: number): SampleAnswer => {
    const answeredAtMs = clock.monotonicMs();
    state = afterSample(state, false, answeredAtMs);
    const { source, takenAtMs, readEndedMs, dropped } = raw;
    shellClock = clockOf(shellClock, { takenAtMs, readEndedMs, askedAtMs, answeredAtMs });
    const rows = raw.rows.map((row): ProcessRow => ({ ...row, commandLine: commandLines.of(row) }));
    if (dropped > 0) {
      journal({ level: 'debug', action: 'sample', sentence: { kind: 'rows-left-out', dropped } });
    }
    // Started after the sample was answered; runs while the agent waits for its next slot.
    commandLines.follow(rows);
    const generation = shellClock.id;
    return success({ source, takenAtMs, readEndedMs, generation, rows, dropped });
  };

  const sample: Sampler = async (signal) => {
    turnTo(beforeSample(state, clock.monotonicMs()), { kind: 'first-source-again' });
    const source = sourceOf(state);
    const parameters = { Name: processName, Source: source };
    const askedAtMs = clock.monotonicMs();
    const answer = await shell.call('Get-ProcessSample', parameters, DEADLINE_MS[source], signal);
    if (saysNothingOf(answer)) return { ok: false, reason: unusable(answer) };
    const raw = answer.ok ? readSample(answer.value.output, source) : undefined;
    if (!raw) return failed({ kind: 'source-failed', source, cause: unusable(answer) });
    if (raw.rows.length === 0 && raw.dropped > 0) {
      return failed({ kind: 'rows-unusable', source, dropped: raw.dropped });
    }
    return accepted(raw, askedAtMs);
  };

  return {
    sample,
    minimumSpacingMs: () => minimumSpacingMs[sourceOf(state)],
    source: () => sourceOf(state),
  };
}

/** Whether a failure is the shell's or the agent's and does not count against the source. */
function saysNothingOf(answer: ShellAnswer): boolean {
  if (answer.ok) return false;
  switch (answer.reason.kind) {
    case 'shell-deadline':
    case 'shell-exited':
    case 'answer-too-long':
      return false;
    case 'module-not-loaded':
    case 'shell-not-started':
    case 'shell-waiting':
    case 'shell-busy':
    case 'agent-ending':
      return true;
  }
}
