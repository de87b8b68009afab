/**
 * The dashboard against the documented model of Grafana, which is no package of Debian or npm and cannot be run here. Source:
 * kinds/dashboard/dashboard_kind.cue of Grafana 10, "Standard options definitions" for the units, "Time series" and "Stat" for
 * the panels.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.js';

interface Source {
  readonly type: string;
  readonly uid: string;
}
interface Target {
  readonly refId: string;
  readonly datasource: Source;
  readonly expr: string;
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource: Source;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets: readonly Target[];
  readonly options: object;
  readonly fieldConfig: {
    readonly defaults: {
      readonly unit: string;
      readonly thresholds?: { readonly mode: string; readonly steps: { value: number | null }[] };
    };
    readonly overrides: readonly unknown[];
  };
}
interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: unknown;
  readonly datasource?: Source;
}

const dashboard = JSON.parse(
  readFileSync(join(ROOT, 'deploy', 'grafana', 'comwatch.json'), 'utf8'),
) as {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly id?: unknown;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
};
const { panels, templating } = dashboard;
const CHOSEN: Source = { type: 'prometheus', uid: '${source}' };

describe('the dashboard', () => {
  it('has the schema of Grafana 10 and no id of one installation', () => {
    expect(dashboard.schemaVersion).toBe(38);
    expect(dashboard.uid).toMatch(/^[\w-]{8,40}$/);
    expect(dashboard.title).toBe('comwatch');
    expect(dashboard.id ?? null).toBeNull();
  });

  it('asks the Prometheus that is chosen above it', () => {
    expect(templating.list[0]).toMatchObject({
      name: 'source',
      type: 'datasource',
      query: 'prometheus',
    });
    for (const { datasource } of templating.list.slice(1)) expect(datasource).toEqual(CHOSEN);
    for (const { title, datasource, targets } of panels) {
      for (const each of [datasource, ...targets.map((target) => target.datasource)])
        expect([title, each]).toEqual([title, CHOSEN]);
    }
  });

  it('uses no variable that it does not define', () => {
    const names = templating.list.map(({ name }) => name);
    const known = [...names, '__rate_interval'];
    const text = JSON.stringify([panels, templating]);
    const used = [...text.matchAll(/\$\{?(?!__all)(\w+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !known.includes(name ?? ''))).toEqual([]);
    expect(new Set(used)).toEqual(new Set(known));
  });

  it('has panels of types that are not deprecated, with units that Grafana knows', () => {
    for (const { title, type, fieldConfig, options } of panels) {
      expect([title, ['timeseries', 'stat']]).toEqual([title, expect.arrayContaining([type])]);
      const units = ['none', 'percent', 'percentunit', 's', 'bytes'];
      expect([title, units]).toEqual([title, expect.arrayContaining([fieldConfig.defaults.unit])]);
      expect([title, typeof options, fieldConfig.overrides]).toEqual([title, 'object', []]);
      const { thresholds } = fieldConfig.defaults;
      if (thresholds === undefined) continue;
      const values = thresholds.steps.map(({ value }) => value);
      expect([title, values[0]]).toEqual([title, null]);
      const others = values.slice(1).map(Number);
      expect([title, others]).toEqual([title, [...others].sort((one, other) => one - other)]);
    }
  });

  it('places every panel within the 24 columns, none over another', () => {
    const taken = new Map<string, string>();
    for (const { title, gridPos } of panels) {
      expect([title, gridPos.x + gridPos.w <= 24]).toEqual([title, true]);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect([title, taken.get(`${x} ${y}`)]).toEqual([title, undefined]);
          taken.set(`${x} ${y}`, title);
        }
    }
  });

  it('names every panel and every query of it once', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { title, targets } of panels) {
      expect([title, new Set(targets.map(({ refId }) => refId)).size]).toEqual([
        title,
        targets.length,
      ]);
      expect([title, targets.every(({ expr }) => expr !== '')]).toEqual([title, true]);
    }
  });
});
