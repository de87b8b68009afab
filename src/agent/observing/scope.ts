import type { ApplicationFinder } from './application-finder.js';
import type { LastingTrouble } from '../telling/lasting-trouble.js';
import type { Watched } from '../../core/observing/process-table.js';
import type { Clock } from '../../ports.js';

export interface ScopePorts {
  readonly clock: Clock;
  readonly health: Pick<LastingTrouble, 'failed' | 'worked'>;
}

/** `[shellprocess] application`: who is not one of its hosts is neither judged nor blamed. */
export function scopeOf(
  finder: ApplicationFinder | undefined,
  { clock, health }: ScopePorts,
  signal: AbortSignal,
): (watched: readonly Watched[]) => readonly Watched[] {
  if (!finder) return (watched) => watched;
  return (watched) => {
    // Asked for beside the check; until it is known, nobody is in it.
    void finder.refresh(signal, watched);
    const now = { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
    const known = finder.known(watched);
    if (known) health.worked(now);
    else if (finder.unknownBecause !== undefined) health.failed(finder.unknownBecause, now);
    return known ?? [];
  };
}
