import type { Watched } from '../observing/process-table.js';

/** The oldest process by the age that is certain: a wall clock set back makes a new process look old. */
export function oldest(watched: readonly Watched[]): Watched | undefined {
  const [first, ...others] = watched;
  if (!first) return undefined;
  return others.reduce((known, each) => (isOlder(each, known) ? each : known), first);
}

function isOlder(one: Watched, other: Watched): boolean {
  if (one.ageMs !== other.ageMs) return one.ageMs > other.ageMs;
  return BigInt(one.target.startedAt) < BigInt(other.target.startedAt);
}
