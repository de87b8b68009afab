/** Determines whether a process, or a server, recovered by itself within two minutes of a decision about it. */
import type { Instant } from '../../core/instant.js';
import { sameTarget } from '../../core/observing/identity.js';
import { cpuFigure, type CpuPoint } from '../../core/observing/cpu.js';
import type { Machine, Target } from '../../core/observing/model.js';
import { breachedLimits, type Limits } from '../../core/judging/limits.js';
import type { DeedEntry, ProbeEntry, SampleEntry } from '../../core/recording/entry.js';
import type { Recovery } from '../../core/recording/comparison.js';

export const WITHIN_MS = 120_000;
/** Maximum age of the last sample before the end of the two minutes. */
const LAST_SAMPLE_MS = 30_000;

interface LimitWatch {
  readonly beganMs: number;
  readonly target: Target;
  readonly limits: Limits;
  readonly cpuWindowMs: number;
  readonly cpuBasis: 'core' | 'machine';
  readonly tell: (recovery: Recovery) => void;
  points: readonly CpuPoint[];
  generation: number | undefined;
  /** Time since which every sample was within the limits. */
  sinceMs: number | undefined;
  lastMs: number;
}

interface ComWatch {
  readonly beganMs: number;
  readonly application: string;
  readonly tell: (recovery: Recovery) => void;
  calls: number;
}

export type LimitQuestion = Pick<
  LimitWatch,
  'beganMs' | 'target' | 'limits' | 'cpuWindowMs' | 'cpuBasis' | 'tell'
>;

export class Recoveries {
  #ofLimits: LimitWatch[] = [];
  #ofCom: ComWatch[] = [];

  watchProcess(question: LimitQuestion): void {
    const { beganMs } = question;
    const nothing = { points: [], generation: undefined, sinceMs: undefined };
    this.#ofLimits.push({ ...question, ...nothing, lastMs: beganMs });
  }

  watchServer(question: Pick<ComWatch, 'beganMs' | 'application' | 'tell'>): void {
    this.#ofCom.push({ ...question, calls: 0 });
  }

  sampled({ at, sample }: SampleEntry, machine: Machine): void {
    if (this.#ofLimits.length === 0) return;
    this.#ofLimits = this.#ofLimits.filter((watch) => {
      const row = sample.rows.find((each) => sameTarget(each, watch.target));
      if (!row) {
        if (sample.dropped > 0 || !sample.rows.some(({ name }) => name === watch.target.name)) {
          return this.#isOpen(watch, at.monotonicMs);
        }
        watch.tell({ kind: 'ended' });
        return false;
      }
      if (at.monotonicMs - watch.beganMs > WITHIN_MS) return this.#isOpen(watch, at.monotonicMs);
      if (watch.generation !== sample.generation) watch.points = [];
      watch.generation = sample.generation;
      const cpu =
        row.cpuTime100ns === null
          ? { percent: null, points: [] }
          : cpuFigure(
              watch.points,
              { ...sample, cpuTime100ns: row.cpuTime100ns },
              {
                cpuWindowMs: watch.cpuWindowMs,
                spacingMs: at.monotonicMs - watch.lastMs,
                logicalProcessors: machine.logicalProcessors,
                basis: watch.cpuBasis,
              },
            );
      watch.points = cpu.points;
      watch.lastMs = at.monotonicMs;
      const figures = {
        cpuPercent: cpu.percent,
        memoryPercent: (100 * row.workingSetBytes) / machine.physicalMemoryBytes,
        workingSetBytes: row.workingSetBytes,
      };
      // An unknown figure supports neither.
      if (cpu.percent === null) return true;
      const isOver = breachedLimits(figures, watch.limits).length > 0;
      watch.sinceMs = isOver ? undefined : (watch.sinceMs ?? at.monotonicMs);
      return true;
    });
  }

  probed({ at, application, answer, beganMs }: ProbeEntry): void {
    this.#ofCom = this.#ofCom.filter((watch) => {
      if (watch.application !== (application ?? '') || beganMs < watch.beganMs) return true;
      const afterMs = at.monotonicMs - watch.beganMs;
      if (answer.kind === 'ok' && afterMs <= WITHIN_MS) {
        watch.tell({ kind: 'recovered', afterMs });
        return false;
      }
      watch.calls++;
      if (afterMs <= WITHIN_MS) return true;
      watch.tell({ kind: 'not' });
      return false;
    });
  }

  /** It was stopped in the record: what it would have done is not known. */
  stopped({ target, check, application, outcome, at }: DeedEntry): void {
    if (outcome.kind !== 'stopped') return;
    const ofTarget = (watch: LimitWatch) => sameTarget(watch.target, target);
    for (const watch of this.#ofLimits.filter(ofTarget)) {
      if (this.#isOpen(watch, at.monotonicMs)) watch.tell({ kind: 'stopped' });
    }
    this.#ofLimits = this.#ofLimits.filter((watch) => !ofTarget(watch));
    if (check !== 'com') return;
    const ofServer = (watch: ComWatch) => watch.application === (application ?? '');
    for (const watch of this.#ofCom.filter(ofServer)) watch.tell({ kind: 'stopped' });
    this.#ofCom = this.#ofCom.filter((watch) => !ofServer(watch));
  }

  /** The record continues elsewhere: open cases are decided by what was seen, or not at all. */
  end(now: Instant): void {
    for (const watch of this.#ofLimits) {
      if (this.#isOpen(watch, now.monotonicMs)) watch.tell({ kind: 'unknown' });
    }
    for (const watch of this.#ofCom) watch.tell({ kind: 'unknown' });
    this.#ofLimits = [];
    this.#ofCom = [];
  }

  /** Reports once two minutes are over. */
  #isOpen(watch: LimitWatch, nowMs: number): boolean {
    const { beganMs, sinceMs, lastMs, tell } = watch;
    if (nowMs - beganMs <= WITHIN_MS) return true;
    if (beganMs + WITHIN_MS - lastMs > LAST_SAMPLE_MS) tell({ kind: 'unknown' });
    else if (sinceMs === undefined) tell({ kind: 'not' });
    else tell({ kind: 'recovered', afterMs: sinceMs - beganMs });
    return false;
  }
}
