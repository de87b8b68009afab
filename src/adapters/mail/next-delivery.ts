import type { Letter } from './letter.js';
import type { RetryQueue } from './retry-queue.js';

export type NextDelivery =
  | { readonly kind: 'due'; readonly letter: Letter; readonly recipient: string }
  /** Infinity when nothing waits. */
  | { readonly kind: 'wait'; readonly untilMs: number };

/**
 * The delivery whose turn it is. Letters come in the order of their events; within an incident a later one does not
 * overtake an earlier one to the same recipient, or the newest mail would show an old state.
 * @param letters oldest first
 */
export function nextDelivery(
  letters: readonly Letter[],
  queue: Pick<RetryQueue, 'dueMs' | 'keepsOrder'>,
  nowMs: number,
): NextDelivery {
  const held = new Set<string>();
  let untilMs = Number.POSITIVE_INFINITY;
  for (const letter of letters) {
    for (const recipient of letter.waiting) {
      const thread = `${recipient} ${letter.notice.incidentId}`;
      if (held.has(thread)) continue;
      const dueMs = queue.dueMs(letter.notice.id, recipient);
      if (dueMs <= nowMs) return { kind: 'due', letter, recipient };
      if (queue.keepsOrder(letter.notice.id, recipient)) held.add(thread);
      untilMs = Math.min(untilMs, dueMs);
    }
  }
  return { kind: 'wait', untilMs };
}
