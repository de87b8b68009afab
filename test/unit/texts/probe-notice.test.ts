import { describe, expect, it } from 'vitest';
import type { NoAction } from '../../../src/core/judging/com-verdict.js';
import { failureClasses } from '../../../src/core/judging/failure-class.js';
import type { ProbeDeed, ProbeNotice } from '../../../src/core/telling/notice.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { STARTED_UNIX_MS } from '../../support/build.js';
import { failure, floored } from '../../support/suspects.js';

const watched = floored(4712, { cpu: [1, 90] });
const suspect = {
  target: watched.target,
  watched,
  sustained: true,
  rule: 'floor',
  ratios: { cpuFloor: 1, memoryFloor: 5, cpuRatio: 90, memoryRatio: 1 },
} as const;

function notice(deed: ProbeDeed, changes: Partial<ProbeNotice> = {}): ProbeNotice {
  return {
    kind: 'probe',
    id: '20261125-com-1',
    incidentId: '20261125-com',
    hostName: 'SRV01',
    progid: 'meAppServer.AppServer',
    at: STARTED_UNIX_MS,
    failure: failure({ detail: { kind: 'no-answer', afterMs: 100_000 } }),
    times: { activate: 12, authorize: 100_000 },
    floors: { activate: 10, authorize: 25 },
    failures: 2,
    sinceMs: 130_000,
    stops: 0,
    observes: false,
    isReminder: false,
    alarmMetric: 10,
    deed,
    ...changes,
  };
}

const all = (deed: ProbeDeed, language: 'ru' | 'en', changes: Partial<ProbeNotice> = {}) => {
  const { headline, rows, advice } = describeNotice(notice(deed, changes), language);
  return [headline, ...rows.map((row) => row.join(': ')), advice].join('\n');
};

const none = (why: NoAction): ProbeDeed => ({ kind: 'no-action', why });
const waiting = none({ kind: 'waiting', failures: 1, needed: 3 });
const unresolved = none({ kind: 'unresolved', reason: { kind: 'shell-silent' } });

/** One of every kind: a new one does not compile until it is added here. */
const reasons: { readonly [Kind in NoAction['kind']]: Extract<NoAction, { kind: Kind }> } = {
  class: { kind: 'class' },
  stopping: { kind: 'stopping' },
  unproven: { kind: 'unproven' },
  confirming: { kind: 'confirming', failures: 1, needed: 2 },
  settling: { kind: 'settling' },
  waiting: { kind: 'waiting', failures: 1, needed: 3 },
  'no-suspect': { kind: 'no-suspect' },
  'not-in-the-process': { kind: 'not-in-the-process' },
  unresolved: { kind: 'unresolved', reason: { kind: 'shell-silent' } },
  'no-host': { kind: 'no-host', application: 'App' },
  'several-hosts': { kind: 'several-hosts', application: 'App', pids: [7, 8] },
  young: { kind: 'young', pid: 7 },
  'not-now': { kind: 'not-now', pids: [7] },
};

describe('a mail about a failed COM check', () => {
  it('says first what was done to whom', () => {
    const deed = {
      kind: 'tried',
      suspect,
      outcome: { kind: 'stopped', tookMs: 3 },
      attempt: 1,
    } as const;
    expect(describeNotice(notice(deed), 'ru').headline).toBe(
      'meAppServer.AppServer: нет ответа за отведённое время; dllhost.exe 4712 выгружен',
    );
    const text = all(deed, 'ru');
    expect(text).toContain('90 %, минимум 1 %, в 90 раз');
    expect(text).toMatch(/Память: .*, не выросла$/m);
    expect(text).toContain('Authorize 100 с');
    expect(text).toContain('Обычно: запуск 10 мс, Authorize 25 мс');
    expect(text).toContain('нет ответа за 100 с');
  });

  it.each(Object.values(reasons))(
    'explains in both languages why no process was stopped: $kind',
    (why) => {
      for (const language of ['ru', 'en'] as const) {
        const text = all(none(why), language);
        expect(text).not.toMatch(/undefined|NaN|null|\[object/);
        const { advice } = describeNotice(notice(none(why)), language);
        expect(/[а-я]/i.test(advice)).toBe(language === 'ru');
      }
      expect(all(none(why), 'ru')).not.toMatch(/ of | in a row|no answer/);
    },
  );

  it('says that the unload did not help', () => {
    const text = all(waiting, 'ru', { stops: 1 });
    expect(text).toContain('выгрузка НЕ ПОМОГЛА');
    expect(text).toContain('сейчас 1 из 3');
    expect(all(none({ kind: 'no-suspect' }), 'en', { stops: 2 })).toContain('did NOT HELP');
  });

  it('says for how long when it is long', () => {
    const long = { sinceMs: 2 * 3_600_000 };
    expect(all(unresolved, 'ru', long)).toContain('не отвечает уже 2 ч');
    expect(all(unresolved, 'ru')).not.toContain('не отвечает уже');
  });

  it.each(failureClasses)('gives a hint for every class: %s', (failureClass) => {
    for (const language of ['ru', 'en'] as const) {
      const with_ = describeNotice(
        notice(none({ kind: 'class' }), { failure: failure({ failureClass }) }),
        language,
      );
      expect(with_.advice.length).toBeGreaterThan(40);
    }
  });

  it('names the code as people search for it', () => {
    const code = { hresult: '0x800706BE', name: 'RPC_S_CALL_FAILED', failureClass: 'rpc' } as const;
    expect(all(waiting, 'ru', { failure: failure(code) })).toContain(
      '0x800706BE RPC_S_CALL_FAILED',
    );
  });
});
