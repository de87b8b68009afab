import type { ApplicationFinder } from '../com/application-finder.js';
import type { Watched } from '../../core/watch.js';

/** `[shellprocess] application`: who is not one of its hosts is neither judged nor blamed. */
export function scopeOf(
  finder: ApplicationFinder | undefined,
  signal: AbortSignal,
): (watched: readonly Watched[]) => readonly Watched[] {
  if (!finder) return (watched) => watched;
  return (watched) => {
    // Asked for beside the check; until it is known, nobody is in it.
    void finder.refresh(signal);
    return finder.known(watched) ?? [];
  };
}
