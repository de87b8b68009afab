/** Samples every source twice, some seconds apart, together with the figures of the process with the known load. */
import { sampleOnce } from '../adapters/powershell/commands/one-sample.js';
import type { RawSample } from '../adapters/powershell/commands/rows.js';
import type { Shell } from '../adapters/powershell/shell/shell.js';
import type { Observed } from '../core/doctor/source-view.js';
import { imageName } from '../core/observing/identity.js';
import type { SampleSource } from '../core/observing/model.js';
import type { Reason } from '../core/reason.js';
import { shellsOf, type DoctorContext } from './context.js';
import { workloadImage, type OwnFigures, type Workload } from './workload.js';

/** Interval of the two samples from which CPU is computed; rounds are timed meanwhile. */
const MEASURED_MS = 5_000;
const MOST_TIMED_ROUNDS = 5;
const BETWEEN_ROUNDS_MS = 200;

/** Figures of one source, and those of the process itself at the same moments. */
export interface Trial {
  readonly source: SampleSource;
  readonly observed: Observed[];
  readonly figures: OwnFigures[];
  readonly roundsMs: number[];
  failure?: Reason;
}

export async function measureSources(
  trials: readonly Trial[],
  workload: Workload,
  context: DoctorContext,
  signal: AbortSignal,
): Promise<void> {
  const { clock, config } = context;
  const { watch } = shellsOf(context);
  const watchedImage = imageName(config.applications[0].watch.name);
  const images = [...new Set([workloadImage, watchedImage])];
  // The first round of each source compiles, and looks up names of counters: it does not count.
  for (const { source } of trials) await sampleOnce(watch, workloadImage, source, signal);
  for (const trial of trials) await observe(trial, watch, images, workload, signal);
  const untilMs = clock.monotonicMs() + MEASURED_MS;
  for (let round = 0; clock.monotonicMs() < untilMs && !signal.aborted; round++) {
    for (const trial of trials) {
      if (round >= MOST_TIMED_ROUNDS || (trial.source === 'counter' && round > 0)) continue;
      await timeRound(trial, watch, watchedImage, clock, signal);
    }
    await clock.sleep(BETWEEN_ROUNDS_MS, signal);
  }
  // In reverse order: processes that the first source saw at both ends were present all the time.
  for (const trial of [...trials].reverse()) {
    await observe(trial, watch, images, workload, signal);
  }
}

async function observe(
  trial: Trial,
  shell: Shell,
  images: readonly string[],
  workload: Workload,
  signal: AbortSignal,
): Promise<void> {
  if (trial.failure) return;
  const samples: RawSample[] = [];
  const figures: (OwnFigures | undefined)[] = [];
  for (const image of images) {
    const isOwn = image === workloadImage;
    if (isOwn) figures.push(await workload.figures(signal));
    const answer = await sampleOnce(shell, image, trial.source, signal);
    if (isOwn) figures.push(await workload.figures(signal));
    if (!answer.ok) {
      trial.failure = answer.reason;
      return;
    }
    samples.push(answer.value);
  }
  const [before, after] = figures;
  if (before && after) trial.figures.push(middleOf(before, after));
  trial.observed.push({ pid: workload.pid, samples });
}

/** Figures between two readings of the workload: a source is dated by the middle of its reading. */
function middleOf(before: OwnFigures, after: OwnFigures): OwnFigures {
  return {
    cpuMs: (before.cpuMs + after.cpuMs) / 2,
    atMs: (before.atMs + after.atMs) / 2,
    workingSetBytes: after.workingSetBytes,
  };
}

async function timeRound(
  trial: Trial,
  shell: Shell,
  image: string,
  clock: DoctorContext['clock'],
  signal: AbortSignal,
): Promise<void> {
  if (trial.failure) return;
  const beganMs = clock.monotonicMs();
  const answer = await sampleOnce(shell, image, trial.source, signal);
  if (answer.ok) trial.roundsMs.push(clock.monotonicMs() - beganMs);
  else trial.failure = answer.reason;
}
