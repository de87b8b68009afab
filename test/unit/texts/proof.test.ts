import { describe, expect, it } from 'vitest';
import type { Because, ConfigurationProof, Finding } from '../../../src/core/telling/proof.js';
import { proofLines } from '../../../src/texts/proof.js';

const finding = (because: Because, isGood = false, key = 'maxcpuprocent'): Finding => ({
  section: 'shellprocess',
  application: undefined,
  key,
  isGood,
  because,
});

function proofWith(findings: readonly Finding[]): ConfigurationProof {
  return {
    nights: 200,
    assumed: {
      nightMs: 5 * 3_600_000,
      logicalProcessors: 8,
      physicalMemoryBytes: 32 * 2 ** 30,
      leastSpacingMs: 5_000,
      answersInMs: [500, 900],
    },
    broken: 134,
    cured: 133,
    medianCureMs: 334_000,
    stopsPerNight: { broken: 0.67, workingServer: 3.1, neighbours: 0.05 },
    mailsPerNight: 5.25,
    longestHang: { ms: 3_600_000, fault: 'hang', untilMorning: true },
    worstHour: { stops: 5, mails: 1, fault: 'burn' },
    faults: [{ fault: 'hang', nights: 17, broken: 17, cured: 16, medianCureMs: 334_000 }],
    findings,
  };
}

const said = (because: Because, value: string, language: 'en' | 'ru') =>
  proofLines(proofWith([finding(because)]), () => value, language).find((line) =>
    line.includes('maxcpuprocent'),
  );

describe('the verdict on a setting', () => {
  it.each([
    [20, 3, 'is a fifth of one core: normal work will be stopped 3 times a night.'],
    [100, 1, 'is one whole core: normal work will be stopped 1 time a night.'],
    [35, 0.1, 'is 0.35 of one core: normal work will be stopped once in 10 nights.'],
    [150, 0, 'is 1.5 cores: normal work never reached it.'],
  ])('%s %% of a core, %s stops a night, in English', (percentOfCore, stopsPerNight, expected) => {
    const line = said({ kind: 'cpu-limit', percentOfCore, stopsPerNight }, '20', 'en');
    expect(line).toContain(`[shellprocess] maxcpuprocent = 20 ${expected}`);
  });

  it.each([
    [
      20,
      3,
      '— это пятая часть одного ядра: обычная работа будет прервана выгрузкой 3 раза за ночь.',
    ],
    [100, 5, '— это одно ядро целиком: обычная работа будет прервана выгрузкой 5 раз за ночь.'],
    [35, 0.5, '— это 0,35 ядра: обычная работа будет прервана выгрузкой один раз за 2 ночи.'],
    [150, 0, '— это 1,5 ядра: обычная работа до предела не дошла.'],
  ])('%s %% of a core, %s stops a night, in Russian', (percentOfCore, stopsPerNight, expected) => {
    const line = said({ kind: 'cpu-limit', percentOfCore, stopsPerNight }, '20', 'ru');
    expect(line).toContain(`[shellprocess] maxcpuprocent = 20 ${expected}`);
  });
});

describe('the summary of the nights', () => {
  it('names stops, the longest hang, the worst hour and what it assumes', () => {
    const lines = proofLines(proofWith([]), () => undefined, 'en').join('\n');
    expect(lines).toContain('Broken servers stopped: 133 of 134; median time 5.6 min.');
    expect(lines).toContain('Longest hang: 60 min (calls hang), until the morning.');
    expect(lines).toContain('Worst hour: 5 stops, 1 mail (burns CPU, calls hang).');
    expect(lines).toContain('Assumed: 8 logical processors');
  });

  it('says the same in Russian', () => {
    const lines = proofLines(proofWith([]), () => undefined, 'ru').join('\n');
    expect(lines).toContain('Выгружено неисправных серверов: 133 из 134');
    expect(lines).toContain('Самое долгое зависание: 60 мин (вызовы зависают), до утра.');
    expect(lines).toContain('Худший час: 5 выгрузок, 1 письмо');
    expect(lines.replace(/check_load = stretch|Windows/g, '')).not.toMatch(/[a-z]{4,}/);
  });
});
