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
import { slowTurn, type SlowSpell, type SlowTurn } from '../../core/judging/slow-spell.js';
import { slownessOf } from '../../core/judging/slowness.js';
import { FloorWindow } from '../../core/observing/window.js';
import type { ProbeTurnNotice } from '../../core/telling/notice.js';
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
  /** Minimum time without a slow answer after which a quick one ends the spell. */
  readonly quietMs: number;
  readonly remindMs: number;
}

export class Durations {
  readonly #context: DurationsContext;
  /** Time of Authorize and GetCurrentSessionInfo together. */
  readonly #server: FloorWindow;
  readonly #stages: ReadonlyMap<Stage, FloorWindow>;
  #summary: { sinceMs: number; count: number; slowestMs: number } | undefined;
  #slow: SlowSpell | undefined;
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

  /** State from which the next agent continues. */
  get slowSpell(): SlowSpell | undefined {
    return this.#slow;
  }

  /** Continues the spell of an earlier agent. */
  restore(spell: SlowSpell | undefined, now: Instant): void {
    if (!spell) return;
    this.#slow = spell;
    this.#server.push(now.monotonicMs, spell.floorMs);
  }

  #compare(tookMs: number, now: Instant): void {
    const { slowMetric, quietMs, remindMs } = this.#context;
    const floorMs = this.#server.floor(now.monotonicMs);
    if (slowMetric === undefined || floorMs === undefined) return;
    const rules = { slowMetric, quietMs, remindMs };
    const newId = incidentId(now.wallMs, 'slow');
    const turn = slowTurn(this.#slow, { tookMs, floorMs }, newId, rules, now);
    switch (turn.kind) {
      case 'none':
        return;
      case 'slow':
        this.#slow = turn.spell;
        this.#saySlow(turn, tookMs, slownessOf(tookMs, floorMs).floorMs, now);
        return;
      case 'over':
        this.#slow = undefined;
        this.#sayOver(turn, tookMs, now);
    }
  }

  #saySlow(
    { spell: { id }, mail }: Extract<SlowTurn, { kind: 'slow' }>,
    tookMs: number,
    floorMs: number,
    now: Instant,
  ): void {
    const { journal, application } = this.#context;
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
      mailed: mail !== 'none',
    });
    if (mail === 'none') return;
    const isReminder = mail === 'reminds';
    this.#mail(
      { kind: 'slow', tookMs, floorMs, isReminder },
      { id: isReminder ? `${id}-${Math.round(now.monotonicMs)}` : id, incidentId: id },
      now,
      !isReminder,
    );
  }

  #sayOver(
    { spell, end }: Extract<SlowTurn, { kind: 'over' }>,
    tookMs: number,
    now: Instant,
  ): void {
    const { journal, application, quietMs } = this.#context;
    const { id, answers, slowestMs } = spell;
    const lastedMs = spell.lastMs - spell.beganMs;
    journal({
      level: 'info',
      action: 'probe-slow-over',
      sentence: { kind: 'probe-slow-over', tookMs, answers, slowestMs, end },
      incidentId: id,
      fields: {
        'comwatch.probe.took_ms': tookMs,
        'comwatch.probe.slow_answers': answers,
        'comwatch.probe.slowest_ms': slowestMs,
        'comwatch.probe.trouble_ms': lastedMs,
        ...applicationFields(application),
      },
      mailed: true,
    });
    this.#mail(
      { kind: 'slow-over', end, tookMs, answers, slowestMs, lastedMs, quietMs },
      { id: `${id}-over`, incidentId: id },
      now,
      false,
    );
  }

  #mail(
    turn: ProbeTurnNotice['turn'],
    ids: Pick<ProbeTurnNotice, 'id' | 'incidentId'>,
    now: Instant,
    opens: boolean,
  ): void {
    const { notify, hostName, progid, application } = this.#context;
    void notify({
      kind: 'probe-turn',
      ...ids,
      ...(opens && { opens }),
      hostName,
      progid,
      at: now.wallMs,
      ...(application !== undefined && { application }),
      turn,
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
