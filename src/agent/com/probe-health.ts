import { timeFields } from './com-words.js';
import { incidentId } from '../../core/acting/incident.js';
import {
  serverTimeMs,
  stages,
  type ProbeAnswer,
  type Stage,
  type StageTimes,
} from '../../core/judging/probe-result.js';
import { FloorWindow } from '../../core/observing/window.js';
import type { Instant } from '../../core/observing/process-table.js';
import type { ProbeTurnNotice } from '../../core/telling/notice.js';
import type { Journal, Notifier } from '../../ports.js';

const SUMMARY_EVERY_MS = 5 * 60_000;
/** Nobody is told of an unavailability that lasts shorter than this: a process that is replaced is not trouble. */
const TELL_AFTER_MS = 60_000;
/** Below this a duration is noise: a floor of 1 ms would make 20 ms a slow check. */
const LEAST_FLOOR_MS = 10;

interface HealthContext {
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
  readonly progid: string;
  readonly slowMetric: number | undefined;
  readonly timeCacheMs: number;
}

/** What the COM check says while the server answers, and when the check itself cannot be made. */
export class ProbeHealth {
  readonly #context: HealthContext;
  /** Of Authorize and GetCurrentSessionInfo together. */
  readonly #durations: FloorWindow;
  readonly #stages: ReadonlyMap<Stage, FloorWindow>;
  #summary: { sinceMs: number; count: number; slowestMs: number } | undefined;
  #slow: string | undefined;
  #unavailable: { since: Instant; id: string; reason: string; told: boolean } | undefined;

  constructor(context: HealthContext) {
    this.#context = context;
    this.#durations = new FloorWindow(context.timeCacheMs);
    this.#stages = new Map(stages.map((each) => [each, new FloorWindow(context.timeCacheMs)]));
  }

  /** The shortest time of each stage within `time_cache`. */
  floors(now: Instant): StageTimes {
    const known = [...this.#stages].map(
      ([stage, window]) => [stage, window.floor(now.monotonicMs)] as const,
    );
    return Object.fromEntries(known.filter(([, floor]) => floor !== undefined));
  }

  answered(answer: Extract<ProbeAnswer, { kind: 'ok' }>, now: Instant): void {
    const { journal } = this.#context;
    const tookMs = serverTimeMs(answer.times);
    this.available(now);
    journal({
      level: 'debug',
      action: 'probe',
      message: `The server answers in ${tookMs} ms`,
      fields: timeFields(answer.times),
    });
    if (answer.logOutFault !== '') {
      journal({
        level: 'warn',
        action: 'probe',
        message: `LogOut failed, a session may be left open: ${answer.logOutFault}`,
      });
    }
    this.#compare(tookMs, now);
    this.#durations.push(now.monotonicMs, tookMs);
    for (const [stage, window] of this.#stages) {
      const ms = answer.times[stage];
      if (ms !== undefined) window.push(now.monotonicMs, ms);
    }
    this.#count(tookMs, answer, now);
  }

  unavailable(reason: string, now: Instant): void {
    const before = this.#unavailable;
    const current = before ?? {
      since: now,
      id: incidentId(now.wallMs, 'com'),
      reason: '',
      told: false,
    };
    const news = current.reason !== reason;
    const due = !current.told && now.monotonicMs - current.since.monotonicMs >= TELL_AFTER_MS;
    this.#unavailable = { ...current, reason, told: current.told || due };
    if (news || due) {
      this.#context.journal({
        level: 'error',
        action: 'probe-unavailable',
        message: `The COM check cannot be made, the process check goes on: ${reason}`,
        incidentId: current.id,
        fields: { 'error.message': reason },
        mailed: due,
      });
    }
    if (due)
      this.#tell(`${current.id}-unavailable`, current.id, { kind: 'unavailable', reason }, now);
  }

  /** The check was made, whatever it found. */
  available(now: Instant): void {
    const before = this.#unavailable;
    if (!before) return;
    this.#unavailable = undefined;
    const afterMs = now.monotonicMs - before.since.monotonicMs;
    this.#context.journal({
      level: 'info',
      action: 'probe-available',
      message: `The COM check is made again after ${Math.round(afterMs / 1000)} s`,
      incidentId: before.id,
      mailed: before.told,
    });
    if (before.told) {
      this.#tell(`${before.id}-available`, before.id, { kind: 'available', afterMs }, now);
    }
  }

  #compare(tookMs: number, now: Instant): void {
    const { slowMetric, journal } = this.#context;
    const floor = this.#durations.floor(now.monotonicMs);
    if (slowMetric === undefined || floor === undefined) return;
    const floorMs = Math.max(floor, LEAST_FLOOR_MS);
    if (tookMs / floorMs <= slowMetric) {
      this.#slow = undefined;
      return;
    }
    // One slow spell, one mail.
    const first = this.#slow === undefined;
    this.#slow ??= incidentId(now.wallMs, 'com');
    journal({
      level: 'warn',
      action: 'probe-slow',
      message: `The server answers in ${tookMs} ms, ${Math.round(tookMs / floorMs)} times its floor of ${floorMs} ms`,
      incidentId: this.#slow,
      fields: { 'comwatch.probe.took_ms': tookMs, 'comwatch.probe.floor_ms': floorMs },
      mailed: first,
    });
    if (first) this.#tell(`${this.#slow}-slow`, this.#slow, { kind: 'slow', tookMs, floorMs }, now);
  }

  #count(tookMs: number, answer: Extract<ProbeAnswer, { kind: 'ok' }>, now: Instant): void {
    const first = this.#summary === undefined;
    const summary = (this.#summary ??= { sinceMs: now.monotonicMs, count: 0, slowestMs: 0 });
    summary.count++;
    summary.slowestMs = Math.max(summary.slowestMs, tookMs);
    if (!first && now.monotonicMs - summary.sinceMs < SUMMARY_EVERY_MS) return;
    this.#context.journal({
      level: 'info',
      action: 'probe',
      message: first
        ? `The server answers: ${tookMs} ms`
        : `The server answers: ${summary.count} checks, the slowest took ${summary.slowestMs} ms`,
      fields: timeFields(answer.times),
    });
    this.#summary = { sinceMs: now.monotonicMs, count: 0, slowestMs: 0 };
  }

  #tell(id: string, incident: string, turn: ProbeTurnNotice['turn'], now: Instant): void {
    const { notify, hostName, progid } = this.#context;
    notify({
      kind: 'probe-turn',
      id,
      incidentId: incident,
      hostName,
      progid,
      at: now.wallMs,
      turn,
    });
  }
}
