/**
 * A spell of slow answers: it begins with the first, and ends with the first quick answer that comes `quiet` after the
 * last slow one. Pure.
 */
import type { Instant } from '../instant.js';
import { isCount, isFigure, isShortText, isTable } from '../table.js';
import { toMonotonicMs, toUnixMs } from '../wall-time.js';
import { slownessOf } from './slowness.js';

export interface SlowSpell {
  /** Identifier of its incident. */
  readonly id: string;
  /** Shortest time of the server before the spell. */
  readonly floorMs: number;
  readonly answers: number;
  readonly slowestMs: number;
  /** The first and the last slow answer, and the last mail (monotonic). */
  readonly beganMs: number;
  readonly lastMs: number;
  readonly mailedMs: number;
}

/** Summary of a spell that has ended. */
export interface SlowOver {
  readonly kind: 'slow-over';
  readonly end: SlowEnd;
  readonly tookMs: number;
  readonly answers: number;
  readonly slowestMs: number;
  /** Time from the first slow answer to the last. */
  readonly lastedMs: number;
  /** Time without a slow answer. */
  readonly quietMs: number;
}

export interface SlowRules {
  readonly slowMetric: number;
  readonly quietMs: number;
  readonly remindMs: number;
}

/** `usual`: not quick compared with the time before the spell, but `time_cache` no longer holds a quicker answer. */
export type SlowEnd = 'quick' | 'usual';

export type SlowTurn =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'slow';
      readonly spell: SlowSpell;
      readonly mail: 'opens' | 'reminds' | 'none';
    }
  | { readonly kind: 'over'; readonly spell: SlowSpell; readonly end: SlowEnd };

/**
 * Updates the spell with an answer.
 * @param answer its time, and the quickest within `time_cache`
 * @param newId makes the identifier of a spell that begins with it
 */
export function slowTurn(
  known: SlowSpell | undefined,
  { tookMs, floorMs }: { readonly tookMs: number; readonly floorMs: number },
  newId: string,
  { slowMetric, quietMs, remindMs }: SlowRules,
  now: Instant,
): SlowTurn {
  const nowMs = now.monotonicMs;
  if (slownessOf(tookMs, floorMs).ratio <= slowMetric) {
    if (!known || nowMs - known.lastMs < quietMs) return { kind: 'none' };
    const isQuick = slownessOf(tookMs, known.floorMs).ratio <= slowMetric;
    return { kind: 'over', spell: known, end: isQuick ? 'quick' : 'usual' };
  }
  if (!known) {
    const times = { beganMs: nowMs, lastMs: nowMs, mailedMs: nowMs };
    return {
      kind: 'slow',
      spell: { id: newId, floorMs, answers: 1, slowestMs: tookMs, ...times },
      mail: 'opens',
    };
  }
  const isDue = nowMs - known.mailedMs >= remindMs;
  const spell = {
    ...known,
    answers: known.answers + 1,
    slowestMs: Math.max(known.slowestMs, tookMs),
    lastMs: nowMs,
    mailedMs: isDue ? nowMs : known.mailedMs,
  };
  return { kind: 'slow', spell, mail: isDue ? 'reminds' : 'none' };
}

/** A spell in wall time, for the next agent. */
export interface StoredSlowSpell extends Omit<SlowSpell, 'beganMs' | 'lastMs' | 'mailedMs'> {
  readonly beganUnixMs: number;
  readonly lastUnixMs: number;
  readonly mailedUnixMs: number;
}

export function storeSlowSpell(spell: SlowSpell, now: Instant): StoredSlowSpell {
  const { beganMs, lastMs, mailedMs, ...rest } = spell;
  return {
    ...rest,
    beganUnixMs: toUnixMs(beganMs, now),
    lastUnixMs: toUnixMs(lastMs, now),
    mailedUnixMs: toUnixMs(mailedMs, now),
  };
}

export function recallSlowSpell(stored: StoredSlowSpell, now: Instant): SlowSpell {
  const { beganUnixMs, lastUnixMs, mailedUnixMs, ...rest } = stored;
  const monotonic = (unixMs: number) => toMonotonicMs(Math.min(unixMs, now.wallMs), now);
  return {
    ...rest,
    beganMs: monotonic(beganUnixMs),
    lastMs: monotonic(lastUnixMs),
    mailedMs: monotonic(mailedUnixMs),
  };
}

export function isSlowSpell(value: unknown): value is StoredSlowSpell {
  if (!isTable(value)) return false;
  const { id, floorMs, answers, slowestMs, beganUnixMs, lastUnixMs, mailedUnixMs } = value;
  const figures = [floorMs, slowestMs, beganUnixMs, lastUnixMs, mailedUnixMs];
  return isShortText(id) && isCount(answers) && figures.every((each) => isFigure(each));
}
