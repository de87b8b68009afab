import type { Instant } from './instant.js';
/** Conversion between the clock of one agent and the wall clock, which the next agent reads too. */

/** Tolerance for a wall clock that has been slewed since. */
const SLACK_MS = 2_000;
/** Age from which a stored state is no evidence about the present. */
const OLDEST_MS = 24 * 60 * 60_000;

export function toUnixMs(monotonicMs: number, now: Instant): number {
  return Math.round(now.wallMs - (now.monotonicMs - monotonicMs));
}

export function toMonotonicMs(unixMs: number, now: Instant): number {
  return now.monotonicMs - (now.wallMs - unixMs);
}

/** Whether times that were written then are still valid: not after the clock was set back, nor after a day. */
export function isRecent(savedUnixMs: number, now: Instant): boolean {
  return savedUnixMs <= now.wallMs + SLACK_MS && now.wallMs - savedUnixMs <= OLDEST_MS;
}
