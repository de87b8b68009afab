import { describe, expect, it } from 'vitest';
import { incidentSvg, spanOf } from '../../../src/adapters/picture/incident-svg.js';
import { ceilingOf, timesOf } from '../../../src/adapters/picture/scale.js';
import { figureRows } from '../../../src/texts/picture.js';
import { curves, OPENED } from '../../support/curves.js';

const MINUTE = 60_000;
const svgOf = (of = curves()) => incidentSvg({ curves: of, openedUnixMs: OPENED }, 'en')?.svg ?? '';

describe('the picture of an incident', () => {
  it('is none where no figure is known', () => {
    expect(incidentSvg({ curves: null, openedUnixMs: OPENED }, 'en')).toBeUndefined();
    const nothing = curves({ processes: [], probes: [] });
    expect(incidentSvg({ curves: nothing, openedUnixMs: OPENED }, 'en')).toBeUndefined();
  });

  it('has a panel for each thing that is known', () => {
    expect(svgOf()).toMatch(/CPU, % \(limit 80\).*Memory, % \(limit 20\).*COM calls, s/s);
    expect(svgOf(curves({ probes: [] }))).not.toContain('COM calls, s');
    expect(svgOf(curves({ processes: [] }))).not.toContain('CPU');
    expect(svgOf(curves({ limits: null }))).not.toContain('stroke-dasharray="6 4"');
  });

  it('keeps names of processes words', () => {
    const [first] = curves().processes;
    if (!first) throw new Error('no curve');
    const name = '<image href="file:///etc/passwd"/>&\u0007';
    const svg = svgOf(curves({ processes: [{ ...first, name }] }));
    expect(svg).not.toContain('<image');
    expect(svg).toContain('&lt;image');
    expect(svg).not.toContain('\u0007');
  });

  it('holds no figure that is not one', () => {
    const [first] = curves().processes;
    if (!first) throw new Error('no curve');
    for (const value of [0, 1e15, Number.MAX_VALUE]) {
      const svg = svgOf(curves({ processes: [{ ...first, points: [[OPENED, value, value]] }] }));
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('begins a quarter of an hour before the opening', () => {
    const [first] = curves().processes;
    if (!first) throw new Error('no curve');
    const points = [[OPENED - 40 * MINUTE, 1, 1] as const, ...first.points];
    const span = spanOf(curves({ processes: [{ ...first, points }] }), OPENED);
    expect(span?.fromUnixMs).toBe(OPENED - 15 * MINUTE);
  });

  it('leaves a gap where nothing was measured', () => {
    const [first] = curves().processes;
    if (!first) throw new Error('no curve');
    const far = first.points.filter((_, at) => at < 10 || at > 40);
    const svg = svgOf(curves({ processes: [{ ...first, points: far }], probes: [] }));
    const paths = [...svg.matchAll(/<path d="(M[^"]*)" fill="none"/g)].map(([, d]) => d ?? '');
    expect(paths).toHaveLength(2);
    for (const each of paths) expect(each.match(/M/g)).toHaveLength(2);
  });
});

describe('the scales', () => {
  it('end above the highest figure, at a round one', () => {
    expect([0, 0.3, 97, 100, 1_000, NaN].map(ceilingOf)).toEqual([1, 0.4, 120, 120, 1_200, 1]);
  });

  it('name at most eight times, at whole minutes', () => {
    for (const minutes of [1, 7, 30, 45, 600, 20_000, 2_000_000]) {
      const times = timesOf({ fromUnixMs: OPENED, untilUnixMs: OPENED + minutes * MINUTE });
      expect(times.length).toBeGreaterThan(0);
      expect(times.length).toBeLessThanOrEqual(8);
      if (minutes < 20_000) expect(times.every((each) => each % MINUTE === 0)).toBe(true);
    }
  });
});

describe('the figures in words', () => {
  it('say what the picture shows', () => {
    const rows = figureRows(curves(), 'ru').map((row) => row.join(': '));
    expect(rows).toEqual([
      'Показатели: dllhost.exe 4712, наибольшее: ЦП 97 %, память 9,3 %',
      ': dllhost.exe 815, наибольшее: ЦП 10 %, память 2 %',
      'Пределы: ЦП 80 %, память 20 %',
      'Вызовы COM: 23, из них не прошло 3; самый долгий 10 с',
      expect.stringMatching(/^Выгрузки: \d\d:16:02$/) as string,
    ]);
  });
});
