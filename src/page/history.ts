/** The curves known to the page: those it was loaded with, and every update since. */
import type { View, ViewCurve, ViewProbe, ViewUpdate } from '../core/viewing/view.js';

export interface Curve extends Pick<ViewCurve, 'pid' | 'name' | 'startedUnixMs' | 'application'> {
  readonly at: number[];
  readonly cpu: (number | null)[];
  readonly memory: (number | null)[];
  stoppedUnixMs: number | null;
}

/** Maximum points of one curve: a day by the minute, and hours of live ones. */
const MOST_POINTS = 12_000;
const MOST_PROBES = 6_000;

export class PageHistory {
  readonly curves = new Map<string, Curve>();
  probes: ViewProbe[] = [];

  /** The data of a restarted agent begin where those of the previous one end. */
  take({ history }: View): void {
    for (const each of history.curves) {
      const known = this.curves.get(keyOf(each));
      const first = each.atUnixMs[0] ?? Infinity;
      const kept = known ? known.at.filter((second) => second * 1_000 < first).length : 0;
      this.curves.set(keyOf(each), {
        ...each,
        at: [...(known?.at.slice(0, kept) ?? []), ...each.atUnixMs.map((ms) => ms / 1_000)],
        cpu: [...(known?.cpu.slice(0, kept) ?? []), ...each.cpuPercent],
        memory: [...(known?.memory.slice(0, kept) ?? []), ...each.memoryPercent],
      });
    }
    this.#addProbes(history.probes);
  }

  update({ status, probes, stopped }: ViewUpdate): void {
    const at = status.writtenUnixMs / 1_000;
    for (const { name: application, processes } of status.applications) {
      for (const each of processes) {
        const { pid, name, startedUnixMs } = each;
        const curve: Curve = this.curves.get(keyOf(each)) ?? {
          ...{ pid, name, startedUnixMs, application },
          ...{ at: [], cpu: [], memory: [], stoppedUnixMs: null },
        };
        this.curves.set(keyOf(each), curve);
        if (at <= (curve.at.at(-1) ?? 0)) continue;
        curve.at.push(at);
        curve.cpu.push(each.cpuPercent);
        curve.memory.push(each.memoryPercent);
        if (curve.at.length > MOST_POINTS) {
          for (const column of [curve.at, curve.cpu, curve.memory]) column.splice(0, 1_000);
        }
      }
    }
    for (const each of stopped) {
      const curve = [...this.curves.values()].find(
        ({ pid, startedUnixMs }) =>
          pid === each.pid && Math.abs(startedUnixMs - each.startedUnixMs) <= 1,
      );
      if (curve) curve.stoppedUnixMs ??= each.stoppedUnixMs;
    }
    this.#addProbes(probes);
  }

  #addProbes(probes: readonly ViewProbe[]): void {
    const key = ({ atUnixMs, application }: ViewProbe) => `${atUnixMs} ${application ?? ''}`;
    const known = new Set(this.probes.map(key));
    this.probes = [...this.probes, ...probes.filter((each) => !known.has(key(each)))]
      .sort((one, other) => one.atUnixMs - other.atUnixMs)
      .slice(-MOST_PROBES);
  }
}

export function keyOf({ pid, startedUnixMs }: Pick<ViewCurve, 'pid' | 'startedUnixMs'>): string {
  return `${pid} ${Math.round(startedUnixMs)}`;
}
