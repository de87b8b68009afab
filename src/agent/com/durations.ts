/** Durations of successful checks: floors of each stage, slow spells, an occasional summary. */
import { incidentId } from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';
import {
  serverTimeMs,
  stages,
  type ProbeAnswer,
  type Stage,
  type StageTimes,
} from '../../core/judging/probe-result.js';
import { slownessOf } from '../../core/judging/slowness.js';
import { FloorWindow } from '../../core/observing/window.js';
import type { Journal, Notifier } from '../../ports.js';
import { applicationFields, timeFields } from '../telling/fields.js';

const SUMMARY_EVERY_MS = 5 * 60_000;
/** Number of successes from which the quickest is taken. */
const RECENT = 5;

interface DurationsContext {
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
  readonly application: string | undefined;
  readonly progid: string;
  readonly slowMetric: number | undefined;
  readonly timeCacheMs: number;
  /** Slow answers no further apart than this form one spell, whatever comes between. */
  readonly quietMs: number;
  readonly remindMs: number;
}

interface Spell {
  readonly id: string;
  /** The last slow answer, and the last mail (monotonic). */
  readonly lastMs: number;
  readonly mailedMs: number;
  /** Whether a quick answer followed. */
  readonly isBroken: boolean;
}

export class Durations {
  readonly #context: DurationsContext;
  /** Time of Authorize and GetCurrentSessionInfo together. */
  readonly #server: FloorWindow;
  readonly #stages: ReadonlyMap<Stage, FloorWindow>;
  #summary: { sinceMs: number; count: number; slowestMs: number } | undefined;
  #slow: Spell | undefined;
  #recent: readonly number[] = [];

  constructor(context: DurationsContext) {
    this.#context = context;
    this.#server = new FloorWindow(context.timeCacheMs);
    this.#stages = new Map(stages.map((each) => [each, new FloorWindow(context.timeCacheMs)]));
  }

  /** Time from Authorize to LogOut of the quickest of the last five successes. */
  get quickestMs(): number | undefined {
    return this.#recent.length === 0 ? undefined : Math.min(...this.#recent);
  }

  /** The shortest time of each stage within `time_cache`. */
  floors(now: Instant): StageTimes {
    const known = [...this.#stages].map(
      ([stage, window]) => [stage, window.floor(now.monotonicMs)] as const,
    );
    return Object.fromEntries(known.filter(([, floor]) => floor !== undefined));
  }

  answered({ times }: Extract<ProbeAnswer, { kind: 'ok' }>, now: Instant): void {
    const tookMs = serverTimeMs(times);
    this.#recent = [...this.#recent, tookMs + (times['log-out'] ?? 0)].slice(-RECENT);
    this.#context.journal({
      level: 'debug',
      action: 'probe',
      sentence: { kind: 'probe-answered', tookMs },
      fields: { ...timeFields(times), ...applicationFields(this.#context.application) },
    });
    this.#compare(tookMs, now);
    this.#server.push(now.monotonicMs, tookMs);
    for (const [stage, window] of this.#stages) {
      const ms = times[stage];
      if (ms !== undefined) window.push(now.monotonicMs, ms);
    }
    this.#summarize(tookMs, times, now);
  }

  #compare(tookMs: number, now: Instant): void {
    const { slowMetric, quietMs, remindMs, journal, notify, ...of } = this.#context;
    const floor = this.#server.floor(now.monotonicMs);
    if (slowMetric === undefined || floor === undefined) return;
    const { ratio, floorMs } = slownessOf(tookMs, floor);
    const last = this.#slow;
    if (ratio <= slowMetric) {
      this.#slow = last && { ...last, isBroken: true };
      return;
    }
    const nowMs = now.monotonicMs;
    const known = last && goesOn(last, nowMs, quietMs) ? last : undefined;
    const isReminder = known !== undefined && nowMs - known.mailedMs >= remindMs;
    const isMailed = known === undefined || isReminder;
    const id = known?.id ?? incidentId(now.wallMs, 'slow');
    const mailedMs = isMailed ? nowMs : known.mailedMs;
    this.#slow = { id, lastMs: nowMs, mailedMs, isBroken: false };
    const { hostName, progid, application } = of;
    journal({
      level: 'warn',
      action: 'probe-slow',
      sentence: { kind: 'probe-slow', tookMs, floorMs },
      incidentId: id,
      fields: {
        'comwatch.probe.took_ms': tookMs,
        'comwatch.probe.floor_ms': floorMs,
        ...applicationFields(application),
      },
      mailed: isMailed,
    });
    if (!isMailed) return;
    void notify({
      kind: 'probe-turn',
      id: isReminder ? `${id}-${Math.round(nowMs)}` : id,
      incidentId: id,
      ...(!known && { opens: true }),
      hostName,
      progid,
      at: now.wallMs,
      ...(application !== undefined && { application }),
      turn: { kind: 'slow', tookMs, floorMs, isReminder },
    });
  }

  #summarize(tookMs: number, times: StageTimes, now: Instant): void {
    const isFirst = this.#summary === undefined;
    const summary = (this.#summary ??= { sinceMs: now.monotonicMs, count: 0, slowestMs: 0 });
    summary.count++;
    summary.slowestMs = Math.max(summary.slowestMs, tookMs);
    if (!isFirst && now.monotonicMs - summary.sinceMs < SUMMARY_EVERY_MS) return;
    this.#context.journal({
      level: 'info',
      action: 'probe',
      sentence: { kind: 'probe-summary', checks: summary.count, slowestMs: summary.slowestMs },
      fields: { ...timeFields(times), ...applicationFields(this.#context.application) },
    });
    this.#summary = { sinceMs: now.monotonicMs, count: 0, slowestMs: 0 };
  }
}

function goesOn({ isBroken, lastMs }: Spell, nowMs: number, quietMs: number): boolean {
  return !isBroken || nowMs - lastMs < quietMs;
}
