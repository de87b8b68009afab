import type { Instant } from './instant.js';
/** Between the clock of one agent and the wall clock, which the next agent reads too. */

/** A wall clock may have been slewed by so much since. */
const SLACK_MS = 2_000;
/** What is older says nothing of the present. */
const OLDEST_MS = 24 * 60 * 60_000;

export function toUnixMs(monotonicMs: number, now: Instant): number {
  return Math.round(now.wallMs - (now.monotonicMs - monotonicMs));
}

export function toMonotonicMs(unixMs: number, now: Instant): number {
  return now.monotonicMs - (now.wallMs - unixMs);
}

/** Whether times that were written then still mean something: not when the clock was set back, nor after a day. */
export function isRecent(savedUnixMs: number, now: Instant): boolean {
  return savedUnixMs <= now.wallMs + SLACK_MS && now.wallMs - savedUnixMs <= OLDEST_MS;
}
