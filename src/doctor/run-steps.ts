/** Runs the steps: each within its own deadline, and a failure does not affect the others. */
import { foreign } from '../core/foreign.js';
import { notKnown, type StepReport, type StepResult } from '../core/doctor/model.js';
import { stepIds, type StepId } from '../core/doctor/step-id.js';
import { laneOf, steps, type Step } from '../core/doctor/steps.js';
import type { Clock } from '../ports.js';

/** Runs one step; it ends what it started, also when the signal is aborted. */
export type StepRun = (signal: AbortSignal) => Promise<StepResult>;

export interface Progress {
  readonly began: (id: StepId, deadlineMs: number) => void;
  readonly ended: (report: StepReport) => void;
}

export interface RunOptions {
  readonly clock: Clock;
  readonly progress: Progress;
  /** Time limit of all steps together, in milliseconds. */
  readonly totalMs: number;
  readonly signal: AbortSignal;
  /** Factor for the deadlines; for machines under test. */
  readonly patience?: number;
}

export async function runSteps(
  runs: Readonly<Record<StepId, StepRun>>,
  options: RunOptions,
): Promise<StepReport[]> {
  const { clock, totalMs, patience = 1 } = options;
  const endMs = clock.monotonicMs() + totalMs;
  const done = new Map<StepId, StepReport>();
  const lane = async (name: Step['lane']) => {
    for (const id of laneOf(name)) {
      const missing = steps[id].needs.find((need) => done.get(need)?.state !== 'ok');
      const leftMs = Math.max(0, endMs - clock.monotonicMs());
      const deadlineMs = Math.min(steps[id].deadlineMs * patience, leftMs);
      const beganMs = clock.monotonicMs();
      const result =
        missing === undefined
          ? await runOne(id, runs[id], deadlineMs, options)
          : notKnown([{ kind: 'not-tried', after: missing }]);
      const report = { id, ...result, tookMs: Math.round(clock.monotonicMs() - beganMs) };
      done.set(id, report);
      options.progress.ended(report);
    }
  };
  await Promise.all([lane('shell'), lane('outside')]);
  return stepIds.flatMap((id) => done.get(id) ?? []);
}

async function runOne(
  id: StepId,
  run: StepRun,
  deadlineMs: number,
  { clock, progress, signal, totalMs }: RunOptions,
): Promise<StepResult> {
  if (signal.aborted) return notKnown([{ kind: 'aborted' }]);
  const late = notKnown(
    [{ kind: 'late', deadlineMs: Math.round(deadlineMs > 0 ? deadlineMs : totalMs) }],
    [{ kind: 'try-again' }],
  );
  if (deadlineMs <= 0) return late;
  progress.began(id, deadlineMs);
  const own = new AbortController();
  const finished = new AbortController();
  const abort = () => own.abort();
  signal.addEventListener('abort', abort, { once: true });
  const deadline = clock
    .sleep(deadlineMs, AbortSignal.any([finished.signal, signal]))
    .then(() => (signal.aborted ? notKnown([{ kind: 'aborted' }]) : late));
  try {
    return await Promise.race([attempt(run, own.signal), deadline]);
  } finally {
    signal.removeEventListener('abort', abort);
    own.abort();
    finished.abort();
  }
}

/** An internal error is no reason to skip the other steps. */
async function attempt(run: StepRun, signal: AbortSignal): Promise<StepResult> {
  try {
    return await run(signal);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return notKnown([{ kind: 'reason', reason: foreign(text) }], [{ kind: 'send-report' }]);
  }
}
