import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Advice } from '../../core/doctor/advice.js';
import type { Seen } from '../../core/doctor/seen.js';
import {
  faultsOf,
  isAboutClock,
  recommendedSource,
  type KnownLoad,
  type SourceFault,
  type SourceView,
} from '../../core/doctor/sources.js';
import { loadOf, pidsOf, stayedProcesses } from '../../core/doctor/source-view.js';
import type { SampleSource } from '../../core/observing/model.js';
import type { DoctorContext } from '../context.js';
import { measureSources, type Trial } from '../source-trials.js';
import { startWorkload, type OwnFigures, type Workload } from '../workload.js';

const ALL: readonly SampleSource[] = ['cim', 'counter', 'process'];
/** The known load. */
const SHARE = 0.5;
const HELD_BYTES = 96 * 2 ** 20;
/**
 * Compares all three sources on a process whose load is known and on the watched ones: the same processes and start
 * times, CPU and memory within a tolerance, the cost of a round.
 */
export async function compareSources(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { clock } = context;
  const load = { share: SHARE, holdBytes: HELD_BYTES };
  const started = await startWorkload(load, clock, signal);
  if (!started.ok) return notKnown([{ kind: 'reason', reason: started.reason }]);
  const workload = started.value;
  const end = () => workload.close();
  signal.addEventListener('abort', end, { once: true });
  try {
    const trials = ALL.map((source): Trial => ({
      source,
      observed: [],
      figures: [],
      roundsMs: [],
    }));
    await measureSources(trials, workload, context, signal);
    return judge(trials, workload, context.config.applications[0].watch.source);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function judge(trials: readonly Trial[], workload: Workload, configured: SampleSource): StepResult {
  const answered = trials.filter(
    ({ failure, observed, figures }) =>
      failure === undefined && observed.length === 2 && figures.length === 2,
  );
  const views = answered.map((trial) => ({ trial, view: viewOf(trial) }));
  const judged = views.map(({ trial, view }) => {
    const known = knownOf(trial.figures, workload);
    const others = views.filter((each) => each.trial !== trial).map((each) => each.view);
    return { ...view, known, faults: faultsOf(view, others, known) };
  });
  const recommended = recommendedSource(judged);
  const first = judged[0]?.known;
  const seen: Seen[] = [
    ...(first
      ? [
          {
            kind: 'load',
            cpuPercent: first.cpuPercent,
            workingSetBytes: first.workingSetBytes,
          } as const,
        ]
      : []),
    ...trials.map((trial): Seen => {
      const found = judged.find(({ source }) => source === trial.source);
      return found ? seenOf(found) : failedOf(trial);
    }),
    ...(recommended ? [{ kind: 'recommended', source: recommended, configured } as const] : []),
  ];
  const isRight = judged.some(({ source, faults }) => source === configured && faults.length === 0);
  const allRight = judged.every(({ faults }) => faults.length === 0);
  if (isRight && allRight && judged.length >= 2) return passed(seen);
  if (judged.length === 0 && trials.every(({ failure }) => failure === undefined)) {
    return notKnown(seen, [{ kind: 'try-again' }]);
  }
  return failed(seen, adviceOf(judged, configured, recommended));
}

function viewOf({ source, observed, roundsMs }: Trial): SourceView {
  const rounds = [...roundsMs].sort((a, b) => a - b);
  return {
    source,
    load: loadOf(observed),
    processes: stayedProcesses(observed),
    pids: pidsOf(observed),
    roundMs: Math.round(rounds[Math.floor(rounds.length / 2)] ?? 0),
  };
}

function knownOf([from, until]: readonly OwnFigures[], workload: Workload): KnownLoad {
  const wallMs = (until?.atMs ?? 0) - (from?.atMs ?? 0);
  const usedMs = (until?.cpuMs ?? 0) - (from?.cpuMs ?? 0);
  return {
    pid: workload.pid,
    startedBetween: workload.startedBetween,
    cpuPercent: wallMs > 0 ? (100 * usedMs) / wallMs : 0,
    workingSetBytes: until?.workingSetBytes ?? 0,
  };
}

function seenOf({ source, load, processes, roundMs, faults }: SourceView & Judged): Seen {
  return {
    kind: 'source',
    source,
    processes: processes.length,
    cpuPercent: load?.cpuPercent ?? null,
    workingSetBytes: load?.workingSetBytes ?? null,
    roundMs,
    faults,
  };
}

interface Judged {
  readonly faults: readonly SourceFault[];
}

function failedOf({ source, failure }: Trial): Seen {
  return failure
    ? { kind: 'source-failed', source, reason: failure }
    : { kind: 'source-failed', source, reason: { kind: 'answer-empty' } };
}

function adviceOf(
  judged: readonly (SourceView & Judged)[],
  configured: SampleSource,
  recommended: SampleSource | undefined,
): Advice[] {
  if (judged.length > 0 && judged.every(({ faults }) => isAboutClock(faults))) {
    return [{ kind: 'clock' }];
  }
  if (recommended === undefined) return [{ kind: 'no-source' }, { kind: 'send-report' }];
  const own = judged.find(({ source }) => source === configured);
  return own && own.faults.length === 0
    ? [{ kind: 'source-setting-right' }]
    : [{ kind: 'use-source', source: recommended }];
}
