/** Maintenance windows in local time. */
import type { MaintenanceConfig } from './config.js';
import { cronOf } from './window-kind.js';
import type { OpenWindow } from '../core/acting/pause.js';

/** A window that begins in this second is open. */
const WITHIN_MS = 1_000;

/** Result for a wall time; valid until the next beginning, unless the clock is set back. */
interface Look {
  readonly atUnixMs: number;
  readonly lastUnixMs: number | undefined;
  readonly nextUnixMs: number;
}

/**
 * Determines which windows are open. Each begins by local time and lasts its full length, whatever the clocks do in
 * between. Called often: an expression is evaluated once between two beginnings.
 */
export function openWindowsOf(
  maintenance: readonly MaintenanceConfig[],
): (wallMs: number) => readonly OpenWindow[] {
  const all = maintenance.flatMap(({ application, withCalls, windows }) =>
    windows.map(({ cron, forMs }) => ({
      application,
      withCalls,
      forMs,
      last: lastBeginning(cron),
    })),
  );
  if (all.length === 0) return () => [];
  return (wallMs) =>
    all.flatMap(({ application, withCalls, forMs, last }): OpenWindow[] => {
      const beganUnixMs = last(wallMs);
      if (beganUnixMs === undefined || wallMs >= beganUnixMs + forMs) return [];
      return [{ application, withCalls, beganUnixMs, endsUnixMs: beganUnixMs + forMs }];
    });
}

/** The last beginning of the expression at or before a wall time. */
function lastBeginning(expression: string): (wallMs: number) => number | undefined {
  const cron = cronOf(expression);
  let look: Look | undefined;
  return (wallMs) => {
    if (!look || wallMs < look.atUnixMs || wallMs >= look.nextUnixMs) {
      const [last] = cron.previousRuns(1, new Date(wallMs + WITHIN_MS));
      const began = last && last.getTime() <= wallMs ? last.getTime() : undefined;
      const next = cron.nextRun(new Date(wallMs));
      look = {
        atUnixMs: wallMs,
        lastUnixMs: began,
        nextUnixMs: next ? next.getTime() : Number.POSITIVE_INFINITY,
      };
    }
    return look.lastUnixMs;
  };
}
