/** Curves of an incident as a quarter of an hour leaves them. */
import type { IncidentCurves } from '../../src/core/telling/incident-curves.js';

export const OPENED = Date.UTC(2026, 10, 26, 3, 15);

export function curves(changes: Partial<IncidentCurves> = {}): IncidentCurves {
  const minutes = Array.from({ length: 90 }, (_, at) => OPENED + (at - 60) * 15_000);
  return {
    limits: { cpu: 80, memory: 20 },
    processes: [
      {
        pid: 4712,
        name: 'dllhost.exe',
        startedUnixMs: OPENED - 3_600_000,
        points: minutes.slice(0, 64).map((at, n) => [at, n < 50 ? 12 + (n % 5) : 97, 3 + n / 10]),
      },
      {
        pid: 815,
        name: 'dllhost.exe',
        startedUnixMs: OPENED + 60_000,
        points: minutes.slice(66).map((at, n) => [at, n === 0 ? null : 8 + (n % 3), 2]),
      },
    ],
    probes: minutes
      .filter((_, at) => at % 4 === 0)
      .map((at, n) => [at, n > 12 && n < 16 ? 10_000 : 120 + n, !(n > 12 && n < 16)]),
    stops: [OPENED + 62_000],
    ...changes,
  };
}
