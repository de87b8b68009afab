import { subjectOf } from '../core/acting/brake.js';
import type { AgentStatus } from '../core/telling/status.js';
import { formatDuration } from '../texts/format.js';
import { clockTime, type Words } from './words.js';

export interface Banner {
  readonly kind: 'bad' | 'warn' | 'info';
  readonly says: string;
}

/** A loop that is this far past its deadline hangs. */
const LATE_MS = 120_000;

/** Warnings that every reader must see first. */
export function banners(
  status: AgentStatus | null,
  goneSinceUnixMs: number | undefined,
  words: Words,
): readonly Banner[] {
  const found: Banner[] = [];
  if (goneSinceUnixMs !== undefined) {
    found.push({ kind: 'bad', says: words.gone(clockTime(goneSinceUnixMs)) });
  }
  if (!status) return found;
  for (const { name, dueUnixMs } of status.loops) {
    const lateMs = status.writtenUnixMs - dueUnixMs;
    const late = formatDuration(lateMs, words.locale);
    if (lateMs > LATE_MS) found.push({ kind: 'bad', says: words.late(name, late) });
  }
  for (const { key, untilUnixMs } of status.brake) {
    found.push({ kind: 'bad', says: words.braked(heldOf(key, words), clockTime(untilUnixMs)) });
  }
  if (status.stopRight === false) found.push({ kind: 'bad', says: words.noRight });
  for (const { application, untilUnixMs, why } of status.pauses) {
    const who = application ?? words.all;
    found.push({ kind: 'warn', says: words.paused(who, clockTime(untilUnixMs), why) });
  }
  if (status.configChanged) found.push({ kind: 'warn', says: words.configChanged });
  if (status.mailsWaiting > 0) {
    found.push({ kind: 'warn', says: words.mailsWaiting(status.mailsWaiting) });
  }
  if (status.mode === 'observe') found.push({ kind: 'info', says: words.observes });
  return found;
}

/** Scope of the suspension. */
function heldOf(key: string, words: Words): string {
  const { application, appId, image, check } = subjectOf(key) ?? {};
  const who = application ?? appId ?? image ?? words.all;
  if (check === undefined) return who;
  return `${who} (${check === 'com' ? words.comCheck : words.processCheck})`;
}
