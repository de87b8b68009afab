import { describe, expect, it } from 'vitest';
import type { NobodyReason } from '../../../src/core/judging/com-verdict.js';
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
    failure: failure({ message: 'no answer within 100000 ms' }),
    times: { activate: 12, authorize: 100_000 },
    floors: { activate: 10, authorize: 25 },
    failures: 2,
    sinceMs: 130_000,
    unloaded: 0,
    alarmMetric: 10,
    deed,
    ...changes,
  };
}

const all = (deed: ProbeDeed, language: 'ru' | 'en', changes: Partial<ProbeNotice> = {}) => {
  const { headline, rows, advice } = describeNotice(notice(deed, changes), language);
  return [headline, ...rows.map((row) => row.join(': ')), advice].join('\n');
};

const nobody = (why: NobodyReason, detail = ''): ProbeDeed => ({ kind: 'nobody', why, detail });

const reasons: readonly NobodyReason[] = [
  'class',
  'unproven',
  'confirming',
  'settling',
  'waiting',
  'no-suspect',
  'unresolved',
  'no-host',
  'several-hosts',
  'young',
];

describe('a mail about a failed COM check', () => {
  it('says first what was done to whom', () => {
    const deed = {
      kind: 'tried',
      suspect,
      outcome: { kind: 'stopped', tookMs: 3 },
      attempt: 1,
    } as const;
    expect(describeNotice(notice(deed), 'ru').headline).toBe(
      'meAppServer.AppServer: нет ответа вовремя; dllhost.exe 4712 выгружен',
    );
    const text = all(deed, 'ru');
    expect(text).toContain('90 %, минимум 1 %, в 90 раз');
    expect(text).toMatch(/Память: .*, не выросла$/m);
    expect(text).toContain('Authorize 100 с');
    expect(text).toContain('Обычно: запуск 10 мс, Authorize 25 мс');
    expect(text).toContain('нет ответа за 100 с');
  });

  it.each(reasons)('explains in both languages why no process was stopped: %s', (why) => {
    for (const language of ['ru', 'en'] as const) {
      const text = all(nobody(why, '1/3'), language);
      expect(text).not.toMatch(/undefined|NaN|null|\[object/);
      const { advice } = describeNotice(notice(nobody(why, '1/3')), language);
      expect(/[а-я]/i.test(advice)).toBe(language === 'ru');
    }
    expect(all(nobody(why), 'ru')).not.toMatch(/ of | in a row|no answer/);
  });

  it('says that the unload did not help', () => {
    const text = all(nobody('waiting', '1/3'), 'ru', { unloaded: 1 });
    expect(text).toContain('выгрузка НЕ ПОМОГЛА');
    expect(text).toContain('сейчас 1 из 3');
    expect(all(nobody('no-suspect'), 'en', { unloaded: 2 })).toContain('did NOT HELP');
  });

  it('says for how long when it is long', () => {
    const long = { sinceMs: 2 * 3_600_000 };
    expect(all(nobody('unresolved', 'x'), 'ru', long)).toContain('не отвечает уже 2 ч');
    expect(all(nobody('unresolved', 'x'), 'ru')).not.toContain('не отвечает уже');
  });

  it.each(failureClasses)('gives a hint for every class: %s', (failureClass) => {
    for (const language of ['ru', 'en'] as const) {
      const with_ = describeNotice(
        notice(nobody('class'), { failure: failure({ failureClass }) }),
        language,
      );
      expect(with_.advice.length).toBeGreaterThan(40);
    }
  });

  it('names the code as people search for it', () => {
    const code = { hresult: '0x800706BE', name: 'RPC_S_CALL_FAILED', failureClass: 'rpc' } as const;
    expect(all(nobody('waiting', '1/3'), 'ru', { failure: failure(code) })).toContain(
      '0x800706BE RPC_S_CALL_FAILED',
    );
  });
});
