/** Journal and notices of the COM check: what failed, who was chosen and why, what came of it. */
import type { ComTrouble, FailedProbe } from './com-trouble.js';
import { failureFields, keyOf, nobodyWords, sentenceOf, timeFields, timesOf } from './com-words.js';
import { outcomeFields, rounded, targetFields } from '../telling/describe.js';
import type { NobodyReason, Suspect } from '../../core/judging/com-verdict.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import type { ProbeDeed } from '../../core/telling/notice.js';
import type { Action } from '../../core/acting/plan.js';
import type { Instant } from '../../core/observing/process-table.js';
import type { Journal, Notifier } from '../../ports.js';
import { reasonText } from '../../texts/reason.js';

export interface ComReportContext {
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
  readonly progid: string;
  readonly alarmMetric: number;
}

/** These are steps on the way to a decision: written, not mailed. */
const SILENT: readonly NobodyReason[] = ['confirming', 'settling'];

export class ComReport {
  readonly #context: ComReportContext;

  constructor(context: ComReportContext) {
    this.#context = context;
  }

  failed(trouble: ComTrouble, { failure, times }: Omit<FailedProbe, 'floors'>): void {
    this.#context.journal({
      level: 'error',
      action: 'probe-failed',
      message: `The COM check failed (${trouble.failures} in a row): ${sentenceOf(failure)}`,
      incidentId: trouble.id,
      fields: { ...failureFields(failure), ...timeFields(times) },
      mailed: trouble.failures === 1,
    });
  }

  nobody(
    trouble: ComTrouble,
    probe: FailedProbe,
    why: NobodyReason,
    detail: string,
    now: Instant,
  ): void {
    // The same reason again and again is one line at each failure already. An unload that did not help is news.
    // What unloading does not cure is mailed once.
    const isClass = why === 'class';
    const unloaded = isClass ? '' : ` ${trouble.unloaded}`;
    const first = trouble.once(`nobody ${why} ${probe.failure.failureClass}${unloaded}`);
    if (!first && (isClass || !trouble.isReminderDue(now))) return;
    this.#context.journal({
      level: 'warn',
      action: 'suspect',
      message: `Nobody is unloaded: ${nobodyWords[why]}${detail === '' ? '' : ` (${detail})`}`,
      incidentId: trouble.id,
      fields: { 'comwatch.nobody': why, 'comwatch.detail': detail },
      mailed: !SILENT.includes(why),
    });
    if (!SILENT.includes(why)) this.#mail(trouble, probe, { kind: 'nobody', why, detail }, now);
  }

  /** The evidence against one process, once. */
  suspected(trouble: ComTrouble, { verdict, kind }: Action<Suspect>): void {
    const { target, ratios, rule, watched } = verdict;
    if (!trouble.once(`suspect ${target.pid} ${target.startedAt}`)) return;
    const { alarmMetric } = this.#context;
    this.#context.journal({
      level: 'warn',
      action: 'suspect',
      message:
        rule === 'floor'
          ? `${target.name} ${target.pid} is to blame: CPU is ${timesOf(ratios.cpuRatio)} its floor, memory ${timesOf(ratios.memoryRatio)} (alarm_metric ${alarmMetric})`
          : `${target.name} ${target.pid} is to blame: it hosts ${this.#context.progid}`,
      incidentId: trouble.id,
      fields: {
        ...targetFields(target),
        'process.command_line':
          watched.commandLine.kind === 'read' ? watched.commandLine.text : null,
        'comwatch.suspect.rule': rule,
        'comwatch.plan': kind,
        'comwatch.alarm_metric': alarmMetric,
        'comwatch.cpu.percent': rounded(watched.figures.cpuPercent),
        'comwatch.cpu.floor': rounded(ratios.cpuFloor),
        'comwatch.cpu.ratio': rounded(ratios.cpuRatio),
        'comwatch.memory.percent': rounded(watched.figures.memoryPercent),
        'comwatch.memory.floor': rounded(ratios.memoryFloor),
        'comwatch.memory.ratio': rounded(ratios.memoryRatio),
        'comwatch.memory.working_set_bytes': watched.figures.workingSetBytes,
      },
    });
  }

  /** What is not going to be done. Stops speak for themselves when they have ended. */
  planned(trouble: ComTrouble, probe: FailedProbe, action: Action<Suspect>, now: Instant): void {
    const suspect = action.verdict;
    switch (action.kind) {
      case 'stop':
      case 'wait':
        return;
      case 'observe':
        this.#decision(trouble, action, 'would be stopped, but the agent only observes');
        this.#once(trouble, probe, { kind: 'observed', suspect }, now);
        return;
      case 'refuse': {
        this.#decision(
          trouble,
          action,
          `is not stopped: ${reasonText(action.refusal.detail, 'en')}`,
        );
        const outcome = { kind: 'refused', ...action.refusal } as const;
        this.#once(trouble, probe, { kind: 'tried', suspect, outcome, attempt: 0 }, now);
        return;
      }
      case 'braked': {
        this.#decision(trouble, action, 'is not stopped: the brake is on');
        const { untilWallMs } = action;
        this.#once(trouble, probe, { kind: 'braked', suspect, untilWallMs }, now);
      }
    }
  }

  attempted(
    trouble: ComTrouble,
    probe: FailedProbe,
    suspect: Suspect,
    outcome: StopOutcome,
    attempt: number,
    now: Instant,
  ): void {
    const { target } = suspect;
    const ended = outcome.kind === 'stopped' || outcome.kind === 'gone';
    this.#context.journal({
      level: ended ? 'warn' : 'error',
      action: 'stop',
      message: `${target.name} ${target.pid}: ${outcome.kind}${'detail' in outcome ? `, ${reasonText(outcome.detail, 'en')}` : ''}`,
      incidentId: trouble.id,
      fields: {
        ...targetFields(target),
        ...outcomeFields(outcome),
        'comwatch.attempt': attempt,
        'comwatch.suspect.rule': suspect.rule,
      },
      mailed: true,
    });
    this.#once(trouble, probe, { kind: 'tried', suspect, outcome, attempt }, now);
  }

  recovered(trouble: ComTrouble, now: Instant): void {
    const afterMs = now.monotonicMs - trouble.began.monotonicMs;
    this.#context.journal({
      level: 'info',
      action: 'probe-recovered',
      message: `The server answers again after ${Math.round(afterMs / 1000)} s; failed checks: ${trouble.failures}, unloaded processes: ${trouble.unloaded}`,
      incidentId: trouble.id,
      fields: {
        'comwatch.probe.failures': trouble.failures,
        'comwatch.probe.trouble_ms': Math.round(afterMs),
        'comwatch.probe.unloaded': trouble.unloaded,
      },
      mailed: trouble.wasMailed,
    });
    if (!trouble.wasMailed) return;
    const { hostName, progid } = this.#context;
    this.#context.notify({
      kind: 'probe-turn',
      id: `${trouble.id}-recovered`,
      incidentId: trouble.id,
      hostName,
      progid,
      at: now.wallMs,
      turn: { kind: 'recovered', afterMs, unloaded: trouble.unloaded },
    });
  }

  /** Three calls hang in the server: no further one is made until something changes. */
  rests(trouble: ComTrouble): void {
    if (!trouble.once('rest')) return;
    this.#context.journal({
      level: 'warn',
      action: 'probe',
      message:
        'Three calls hang in the server: no further one is made until the last returns or the process changes',
      incidentId: trouble.id,
    });
  }

  #decision(trouble: ComTrouble, { kind, verdict }: Action<Suspect>, words: string): void {
    const { target } = verdict;
    if (!trouble.once(`plan ${kind} ${target.pid} ${target.startedAt}`)) return;
    this.#context.journal({
      level: kind === 'observe' ? 'warn' : 'error',
      action: 'plan',
      message: `${target.name} ${target.pid} ${words}`,
      incidentId: trouble.id,
      fields: { ...targetFields(target), 'comwatch.plan': kind },
      mailed: true,
    });
  }

  #once(trouble: ComTrouble, probe: FailedProbe, deed: ProbeDeed, now: Instant): void {
    if (trouble.once(`mail ${keyOf(deed)}`)) this.#mail(trouble, probe, deed, now);
  }

  #mail(trouble: ComTrouble, probe: FailedProbe, deed: ProbeDeed, now: Instant): void {
    const { hostName, progid, alarmMetric, notify } = this.#context;
    trouble.mailed(now);
    notify({
      kind: 'probe',
      id: `${trouble.id}-${trouble.failures}-${keyOf(deed).replaceAll(' ', '-')}`,
      incidentId: trouble.id,
      hostName,
      progid,
      alarmMetric,
      at: now.wallMs,
      failure: probe.failure,
      times: probe.times,
      floors: probe.floors,
      failures: trouble.failures,
      sinceMs: now.monotonicMs - trouble.began.monotonicMs,
      unloaded: trouble.unloaded,
      deed,
    });
  }
}
