import { describe, expect, it } from 'vitest';
import { IncidentBook } from '../../../src/agent/acting/incident-book.js';
import { Reporter, type NoticeMaker } from '../../../src/agent/telling/reporter.js';
import { firstAsked } from '../../../src/core/acting/attempts.js';
import type { Action } from '../../../src/core/acting/plan.js';
import type { StopOutcome } from '../../../src/core/acting/stop-outcome.js';
import type { Verdict } from '../../../src/core/judging/limits.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import { sentenceText } from '../../../src/texts/sentence.js';
import { STARTED_UNIX_MS, target, verdict } from '../../support/build.js';

const HOUR = 3_600_000;
const survived: StopOutcome = {
  kind: 'survived',
  waitedMs: 2_000,
  detail: { kind: 'still-running', waitedMs: 2_000 },
};

function bench() {
  const notices: Notice[] = [];
  const events: JournalEvent[] = [];
  const book = new IncidentBook();
  const time = { nowMs: 0 };
  const now = () => ({ monotonicMs: time.nowMs, wallMs: STARTED_UNIX_MS + time.nowMs });
  const reporter = new Reporter({
    journal: (event) => void events.push(event),
    notify: (notice) => Promise.resolve(void notices.push(notice)),
    book,
    remindMs: HOUR,
    brakeWallMs: (brakeMs) => STARTED_UNIX_MS + brakeMs,
  });
  const key = { check: 'limits', application: undefined, subject: 'dllhost.exe' } as const;
  const { incident } = book.evidence(key, now(), 11);
  const told = verdict({}, { target: target({ pid: 11 }) });
  const make: NoticeMaker = (deed, { id: incidentId, stops }, id, isReminder) =>
    ({
      kind: 'breach',
      id,
      incidentId,
      hostName: 'SRV01',
      at: now().wallMs,
      verdict: told,
      limits: { cpuPercent: 90, memoryPercent: 30 },
      sustain: { samples: 1, ofSamples: 1 },
      deed,
      isReminder,
      stops,
      attempts: 0,
      observes: false,
    }) as unknown as Notice;
  const attempts = firstAsked(told.target, 0);
  const braked: Action = {
    kind: 'braked',
    verdict: told,
    attempts,
    key: 'limits/dllhost.exe',
    untilMs: 600_000,
    attemptsCounted: 5,
    tripped: false,
  };
  const planned = (action: Action) => reporter.planned(incident, action, make, now());
  const attempted = (outcome: StopOutcome, attempt: number, of: Verdict = told) =>
    reporter.attempted(incident, { verdict: of, outcome, attempt }, make, now());
  return { notices, events, time, book, incident, braked, planned, attempted, told, attempts };
}

const reminders = (notices: readonly Notice[]) =>
  notices.map((each) => 'isReminder' in each && each.isReminder);

describe('what lasts', () => {
  it('is mailed once, and again an hour after the last mail, under an identifier of its own', () => {
    const { notices, events, time, braked, planned } = bench();
    for (; time.nowMs < 2 * HOUR + 60_000; time.nowMs += 60_000) planned(braked);
    expect(reminders(notices)).toEqual([false, true, true]);
    expect(new Set(notices.map(({ id }) => id)).size).toBe(3);
    expect(events.filter(({ action }) => action === 'plan')).toHaveLength(1);
  });

  it('is not reminded of while other mails of its incident go out', async () => {
    const { notices, time, braked, planned, attempted } = bench();
    planned(braked);
    time.nowMs += HOUR - 1;
    await attempted({ kind: 'stopped', tookMs: 3 }, 1);
    time.nowMs += HOUR - 1;
    planned(braked);
    expect(reminders(notices)).toEqual([false, false]);
    time.nowMs += 1;
    planned(braked);
    expect(reminders(notices)).toEqual([false, false, true]);
  });

  it('is not reminded of when its incident has closed', () => {
    const { notices, time, braked, planned, book, incident } = bench();
    planned(braked);
    book.close(incident);
    time.nowMs += 10 * HOUR;
    expect(book.open).toEqual([]);
    expect(notices).toHaveLength(1);
  });
});

describe('attempts', () => {
  it('that fail are mailed four times; each further one is a reminder of the fourth', async () => {
    const { notices, events, time, attempted } = bench();
    for (let attempt = 1; attempt <= 30; attempt++) {
      await attempted(survived, attempt);
      time.nowMs += 300_000;
    }
    expect(events).toHaveLength(30);
    expect(reminders(notices)).toEqual([false, false, false, false, true, true]);
  });

  it('are not mailed again by an agent whose samples come from another source', async () => {
    const { notices, attempted, incident, book, told } = bench();
    await attempted(survived, 1);
    const after = bench();
    after.book.restore([book.current(incident)]);
    const byOther = { ...told.target, startedAt: `${told.target.startedAt.slice(0, -1)}7` };
    const verdictByOther = verdict({ target: byOther }, { target: byOther });
    await after.attempted(survived, 1, verdictByOther);
    expect([notices.length, after.notices.length]).toEqual([1, 0]);
    await after.attempted(survived, 2, verdictByOther);
    expect(after.notices).toHaveLength(1);
  });

  it('that Windows refuses say when the next one follows', async () => {
    const { events, attempted } = bench();
    const detail = { kind: 'foreign', text: 'Access is denied' } as const;
    for (const attempt of [1, 4, 30])
      await attempted({ kind: 'refused', reason: 'access-denied', detail }, attempt);
    const words = events.map(({ sentence }) => sentenceText(sentence, 'en').split('; ')[1]);
    expect(words).toEqual([
      'the next attempt follows in 5 s',
      'the next attempt follows in 10 min',
      'the next attempt follows in 60 min',
    ]);
  });

  it('that are refused are mailed once for each reason', () => {
    const { notices, events, planned, told, attempts } = bench();
    const refuse = (reason: 'protected-name' | 'unidentified'): Action => ({
      kind: 'refuse',
      verdict: told,
      attempts,
      refusal: { reason, detail: { kind: 'shell-silent' } },
    });
    planned(refuse('protected-name'));
    planned(refuse('protected-name'));
    planned(refuse('unidentified'));
    expect(notices).toHaveLength(2);
    expect(events).toHaveLength(1);
  });

  it('that are under way or wait are not reported: their end is', () => {
    const { notices, events, planned, told, attempts } = bench();
    planned({ kind: 'stop', verdict: told, attempts });
    planned({ kind: 'wait', why: 'retry', verdict: told, attempts });
    expect([...notices, ...events]).toEqual([]);
  });
});
