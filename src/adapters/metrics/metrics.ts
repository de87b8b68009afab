/**
 * The figures of the agent for Prometheus. Counters live as long as the process; gauges are set from the present status
 * at each request. Labels are bounded: applications, images, loops and shells of the configuration, and a place of at
 * most 20 for each process instead of its PID.
 */
import { Counter, Histogram, Registry, type OpenMetricsContentType } from 'prom-client';
import { stages as stageNames, type ProbeAnswer } from '../../core/judging/probe-result.js';
import type { JournalEvent } from '../../core/telling/journal-event.js';
import type { AgentStatus, StatusApplication } from '../../core/telling/status.js';
import { expectedProbeClasses, expectedStops } from './expected-counts.js';
import { Gauges } from './gauges.js';
import { StopRules } from './stop-rules.js';

/** A call of a few milliseconds, a slow one, a time-out of 100 s. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 100];

export interface MetricsText {
  readonly contentType: string;
  readonly text: string;
}

export class Metrics {
  readonly #open = new Registry();
  /** Registry for windows_exporter, which reads the older format only. */
  readonly #plain = new Registry();
  readonly #gauges: Gauges;
  readonly #rules = new StopRules();
  readonly #probes: Counter<'application' | 'class'>;
  readonly #durations: Histogram<'application' | 'stage' | 'class'>;
  readonly #stops: Counter<'application' | 'outcome' | 'rule'>;
  readonly #missed: Counter;
  readonly #shellStarts: Counter<'role'>;
  readonly #failedSamples: Counter;
  readonly #ownCpu: Counter;
  #countedCpuMicros = 0;
  readonly #cpuMicros: () => number;

  /** @param cpuMicros CPU time of this process since it began, in microseconds */
  constructor(cpuMicros: () => number) {
    this.#cpuMicros = cpuMicros;
    (this.#open as unknown as Registry<OpenMetricsContentType>).setContentType(
      Registry.OPENMETRICS_CONTENT_TYPE,
    );
    const registers: Registry[] = [this.#open, this.#plain];
    this.#gauges = new Gauges(registers);
    const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter({ name: `comwatch_${name}`, help, labelNames, registers });
    this.#probes = counter(
      'probes_total',
      'Calls of the COM check by class; class ok: it answered.',
      ['application', 'class'],
    );
    this.#durations = new Histogram({
      name: 'comwatch_probe_stage_duration_seconds',
      help: 'Time of each stage of the COM check, by the class of the whole call.',
      labelNames: ['application', 'stage', 'class'],
      buckets: BUCKETS_S,
      registers,
    });
    this.#stops = counter('stops_total', 'Attempts to stop a process, by outcome and rule.', [
      'application',
      'outcome',
      'rule',
    ]);
    this.#missed = counter(
      'samples_missed_total',
      'Samples skipped since the last one took long.',
      [],
    );
    this.#shellStarts = counter('shell_starts_total', 'Starts of each PowerShell.', ['role']);
    this.#failedSamples = counter(
      'sample_troubles_total',
      'Times that samples ceased to arrive.',
      [],
    );
    this.#ownCpu = counter('process_cpu_seconds_total', 'CPU time of the agent itself.', []);
  }

  /** Counts a call of the COM check. */
  answered(application: string | undefined, answer: ProbeAnswer, wallMs: number): void {
    const name = application ?? '';
    const failureClass = classOf(answer);
    this.#probes.inc({ application: name, class: failureClass });
    if (answer.kind === 'ok') this.#gauges.lastGoodProbe.set(name, wallMs);
    if (answer.kind === 'unavailable') return;
    for (const stage of stageNames) {
      const ms = answer.times[stage];
      if (ms === undefined) continue;
      this.#durations.observe({ application: name, stage, class: failureClass }, ms / 1_000);
    }
  }

  /** Counts events of the journal. */
  event(event: JournalEvent): void {
    const { action, fields = {} } = event;
    this.#rules.note(event);
    if (action === 'stop') {
      const application = String(fields['comwatch.application'] ?? '');
      const outcome = String(fields['comwatch.outcome'] ?? 'unknown');
      this.#stops.inc({ application, outcome, rule: this.#rules.of(event) });
    }
    if (action === 'slots-missed') this.#missed.inc(Number(fields['comwatch.slots_missed'] ?? 0));
    if (action === 'sample-failed') this.#failedSamples.inc();
    const { sentence } = event;
    if (sentence.kind === 'shell-started') this.#shellStarts.inc({ role: sentence.role });
  }

  /** @param isOpenMetrics the newer of the two formats */
  async text(status: AgentStatus, wallMs: number, isOpenMetrics: boolean): Promise<MetricsText> {
    this.#gauges.set(status, wallMs);
    this.#countFromZero(status.applications);
    const cpuMicros = this.#cpuMicros();
    this.#ownCpu.inc(Math.max(0, cpuMicros - this.#countedCpuMicros) / 1e6);
    this.#countedCpuMicros = cpuMicros;
    const registry = isOpenMetrics ? this.#open : this.#plain;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  /** Only the time of the last figures, for an agent that has ended. */
  async lastText(): Promise<string> {
    return `${await this.#plain.getSingleMetricAsString('comwatch_written_time_seconds')}\n`;
  }

  /** Done each time: a reloaded configuration may add a check. */
  #countFromZero(applications: readonly StatusApplication[]): void {
    for (const each of applications) {
      const application = each.name ?? '';
      for (const stop of expectedStops(each)) this.#stops.inc({ application, ...stop }, 0);
      for (const expected of expectedProbeClasses(each))
        this.#probes.inc({ application, class: expected }, 0);
    }
  }
}

function classOf(answer: ProbeAnswer): string {
  switch (answer.kind) {
    case 'ok':
      return 'ok';
    case 'failed':
      return answer.failure.failureClass;
    case 'unavailable':
      return 'unavailable';
  }
}
