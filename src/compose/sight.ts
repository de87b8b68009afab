/** Content of the status page: current status, curves, calls, incidents. */
import type { AgentStatus } from '../core/telling/status.js';
import { Curves } from '../core/viewing/curves.js';
import { IncidentLog } from '../core/viewing/incident-log.js';
import {
  VIEW_FORM,
  type View,
  type ViewIncident,
  type ViewProbe,
  type ViewUpdate,
} from '../core/viewing/view.js';
import type { ProbeAnswer } from '../core/judging/probe-result.js';
import { isAborted } from '../core/is-aborted.js';
import type { JournalEvent } from '../core/telling/journal-event.js';
import type { Clock } from '../ports.js';
import { eventText } from '../texts/sentence.js';

const EVERY_MS = 2_000;
const KEPT_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** Enough points for one every 30 s for a day, and more. */
const MOST_PROBES = 6_000;
/** Time for which one answer is reused, so that many open pages cost as much as one. */
const FRESH_MS = 1_000;

export class Sight {
  readonly #status: () => AgentStatus;
  readonly #clock: Clock;
  readonly #curves = new Curves();
  readonly #incidents = new IncidentLog();
  #probes: ViewProbe[] = [];
  #made: { readonly atMs: number; readonly text: string; readonly of: unknown } | undefined;

  constructor(status: () => AgentStatus, clock: Clock) {
    this.#status = status;
    this.#clock = clock;
  }

  /** Records the current figures periodically until the signal is aborted. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!isAborted(signal)) {
      this.#take(this.#status());
      await this.#clock.sleep(EVERY_MS, signal);
    }
  }

  past(incidents: readonly ViewIncident[]): void {
    this.#incidents.past(incidents);
  }

  event(event: JournalEvent, redact: (text: string) => string): void {
    const { incidentId, level, action, fields = {} } = event;
    const atUnixMs = Math.round(this.#clock.wallMs());
    if (action === 'stop' && ['stopped', 'gone'].includes(String(fields['comwatch.outcome']))) {
      const startedUnixMs = Date.parse(String(fields['process.start']));
      this.#curves.stopped(Number(fields['process.pid']), startedUnixMs, atUnixMs);
    }
    if (incidentId === undefined || level === 'debug') return;
    const text = { en: redact(eventText(event, 'en')), ru: redact(eventText(event, 'ru')) };
    this.#incidents.event(incidentId, { atUnixMs, level, text });
  }

  answered(application: string | undefined, answer: ProbeAnswer): void {
    const atUnixMs = Math.round(this.#clock.wallMs());
    const probe: ViewProbe = {
      atUnixMs,
      application: application ?? null,
      class: answer.kind === 'failed' ? answer.failure.failureClass : answer.kind,
      stages: answer.kind === 'unavailable' ? {} : rounded(answer.times),
    };
    this.#probes.push(probe);
    if (this.#probes.length > MOST_PROBES * 1.1) this.#probes = this.#probes.slice(-MOST_PROBES);
  }

  /** The whole view as JSON. */
  viewText(configuration: View['configuration']): string {
    const atMs = this.#clock.monotonicMs();
    const made = this.#made;
    if (made?.of === configuration && atMs - made.atMs < FRESH_MS) return made.text;
    const text = JSON.stringify(this.#view(configuration));
    this.#made = { atMs, text, of: configuration };
    return text;
  }

  update(): ViewUpdate {
    const status = this.#take(this.#status());
    const sinceUnixMs = this.#clock.wallMs() - MINUTE_MS;
    return {
      status: withoutAnswers(status),
      incidents: this.#incidents.view(),
      probes: this.#probes.filter(({ atUnixMs }) => atUnixMs >= sinceUnixMs),
      stopped: this.#curves.stoppedSince(sinceUnixMs),
    };
  }

  #view(configuration: View['configuration']): View {
    const status = this.#take(this.#status());
    const toUnixMs = Math.round(this.#clock.wallMs());
    const fromUnixMs = toUnixMs - KEPT_MS;
    return {
      form: VIEW_FORM,
      status: withoutAnswers(status),
      history: {
        fromUnixMs,
        toUnixMs,
        curves: this.#curves.view(fromUnixMs),
        probes: this.#probes.filter(({ atUnixMs }) => atUnixMs >= fromUnixMs),
      },
      incidents: this.#incidents.view(),
      configuration,
      heading: null,
    };
  }

  #take(status: AgentStatus): AgentStatus {
    const atUnixMs = Math.round(this.#clock.wallMs());
    this.#curves.take(status.applications, atUnixMs);
    this.#incidents.open(status.incidents, atUnixMs);
    return status;
  }
}

function withoutAnswers(status: AgentStatus): AgentStatus {
  return { ...status, answers: {} };
}

function rounded(times: Readonly<Partial<Record<string, number>>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(times).flatMap(([stage, ms]) =>
      ms === undefined ? [] : [[stage, Math.round(ms)]],
    ),
  );
}
