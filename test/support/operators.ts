/** Recipients of the mails, with a clock that the test moves; and notices for them. */
import {
  finish,
  goOn,
  left,
  nextPassMs,
  noMails,
  pass,
  take,
  type MailState,
} from '../../src/core/telling/mail-discipline.js';
import { parseMails } from '../../src/core/telling/mail-discipline-file.js';
import type { StopOutcome } from '../../src/core/acting/stop-outcome.js';
import type { BreachNotice, Notice } from '../../src/core/telling/notice.js';
import { target } from './build.js';

export const START = Date.UTC(2026, 10, 26, 3, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const rules = { remindMs: HOUR, quietMs: 15 * MINUTE, maxMails: 20 };

/** Everything that was mailed, with its time; the clock is moved by hand. */
export class Operators {
  state: MailState = noMails;
  nowMs = START;
  readonly mails: Notice[] = [];
  readonly #rules: typeof rules;

  constructor(changes: Partial<typeof rules> = {}) {
    this.#rules = { ...rules, ...changes };
  }

  /** Returns the id of the notice. */
  tell(notice: Notice): string {
    this.#keep(take(this.state, { ...notice, at: this.nowMs }, this.#rules, this.nowMs));
    return notice.id;
  }

  /** Advances the time in the steps of the gate. */
  wait(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const nextMs = Math.min(nextPassMs(this.state, this.#rules), this.nowMs + MINUTE);
      if (nextMs > untilMs) break;
      this.nowMs = Math.max(this.nowMs + 200, nextMs);
      this.#keep(pass(this.state, this.#rules, this.nowMs));
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  get kinds(): string[] {
    return this.mails.map(({ kind }) => kind);
  }

  /** Shuts the agent down normally. */
  end(): void {
    this.#keep(finish(this.state, this.#rules, this.nowMs));
  }

  /** Starts the next agent with the content of the disk. */
  restart(): void {
    this.#keep(goOn(this.state));
  }

  /** The notices of all mails, with digests split. */
  get told(): readonly string[] {
    return toldBy(this.mails);
  }

  #keep({ state, send }: ReturnType<typeof take>): void {
    // As from the disk.
    this.state = parseMails(JSON.parse(JSON.stringify(left(state, send)))) ?? noMails;
    this.mails.push(...send);
  }
}

/** Ids of the notices in the mails. */
export function toldBy(mails: readonly Notice[]): readonly string[] {
  return mails.flatMap((each) =>
    each.kind === 'summary' ? (each.of ?? []).map(({ id }) => id) : [each.id],
  );
}

let ids = 0;

export const base = (incidentId: string) => ({
  id: `n${++ids}`,
  incidentId,
  hostName: 'SRV01',
  at: START,
});

export const breach = (
  incidentId = 'i1',
  outcome: StopOutcome = { kind: 'stopped', tookMs: 5 },
  pid = 4712,
): BreachNotice => ({
  ...base(incidentId),
  kind: 'breach',
  target: target({ pid }),
  commandLine: null,
  figures: { cpuPercent: 90, memoryPercent: 3, workingSetBytes: 1e8 },
  limits: { maxCpuPercent: 20, maxMemoryPercent: 20 },
  breached: ['cpu'],
  logicalProcessors: 4,
  cpuBasis: 'core',
  deed: { kind: 'tried', outcome, attempt: 1 },
  stops: 1,
  sinceMs: 0,
  isReminder: false,
});

export const survived: StopOutcome = {
  kind: 'survived',
  waitedMs: 1,
  detail: { kind: 'shell-silent' },
};

export const recovered = (incidentId = 'i1'): Notice => ({
  ...base(incidentId),
  kind: 'probe-turn',
  progid: 'meAppServer.AppServer',
  turn: { kind: 'recovered', afterMs: 5_000, stops: 1 },
});

export const closed = (incidentId = 'i1'): Notice => ({
  ...base(incidentId),
  kind: 'closed',
  subject: 'dllhost.exe',
  lastedMs: MINUTE,
  stops: 1,
  cure: 'proven',
  end: 'quiet',
});

export const trouble = (state: 'failing' | 'over', isReminder = false): Notice => ({
  ...base('sampling'),
  kind: 'trouble',
  condition: 'sampling',
  state,
  reason: undefined,
  lastedMs: MINUTE,
  isReminder,
});

export const brake = (state: 'on' | 'off', untilWallMs = 0): Notice => ({
  ...base(`brake-${state}-${++ids}`),
  kind: 'brake',
  state,
  subject: 'dllhost.exe',
  check: 'com',
  attempts: 5,
  windowMs: 10 * MINUTE,
  untilWallMs,
});

/** The first of three checks without an answer. */
export const waiting = (incidentId = 'i1'): Notice =>
  ({
    ...base(incidentId),
    kind: 'probe',
    progid: 'meAppServer.AppServer',
    deed: { kind: 'no-action', why: { kind: 'waiting', failures: 1, needed: 3 } },
    isReminder: false,
    sinceMs: 0,
  }) as unknown as Notice;
