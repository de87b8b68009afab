/** Limits the rate of mails: three of a burst, then one for the rest; never more than `max_mails` an hour. */
import { digest, inOne } from './mail-digest.js';
import type { Notice } from './notice.js';

export interface Postage {
  /** Times of the mails of the last hour, in milliseconds since the Unix epoch. */
  readonly sent: readonly number[];
  /** The oldest first. */
  readonly held: readonly Notice[];
  readonly send: readonly Notice[];
}

type Held = Pick<Postage, 'sent' | 'held'>;

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;
/** More mails than this within a minute are a burst. */
const BURST = 3;
const MOST_HELD = 100;
/** Maximum number of characters of held notices on disk. */
const MOST_TEXT = 300_000;
/** Part of the hourly limit reserved for held notices when the agent ends, and for the daily mail. */
const RESERVED = 1;

/** The earliest time of the next mail. */
export function whenReleasedMs(sent: readonly number[], maxMails: number): number {
  const first = sent.at(-BURST) ?? 0;
  const oldest = sent.at(RESERVED - maxMails) ?? 0;
  return Math.max(first + MINUTE_MS, oldest + HOUR_MS);
}

/** Releases what may be sent now: each as its own mail, or all held ones in one. */
export function release(state: Held, maxMails: number, nowMs: number): Postage {
  let sent = ofLastHour(state.sent, nowMs);
  let held = state.held;
  const most = maxMails - RESERVED;
  const send: Notice[] = [];
  while (held.length > 0) {
    const inMinute = sent.filter((each) => nowMs - each < MINUTE_MS).length;
    if (inMinute >= BURST || sent.length >= most) break;
    const isLast = inMinute === BURST - 1 || sent.length === most - 1;
    const [first] = held;
    if (!first) break;
    const isDigest = held.length > 1 && (isLast || held.length > BURST);
    send.push(isDigest ? digest(held) : first);
    held = isDigest ? [] : held.slice(1);
    sent = [...sent, nowMs];
  }
  return { sent, held: bounded(held), send };
}

/** Releases an urgent notice at once, unless the hourly limit is reached. */
export function releaseAtOnce(
  state: Held,
  notice: Notice,
  maxMails: number,
  nowMs: number,
): Postage {
  const sent = ofLastHour(state.sent, nowMs);
  if (sent.length >= maxMails) return { sent, held: bounded([...state.held, notice]), send: [] };
  return { sent: [...sent, nowMs], held: state.held, send: [notice] };
}

/** Releases everything in one mail, if the hourly limit allows it. */
export function releaseAll({ held, sent }: Held, maxMails: number, nowMs: number): Postage {
  const recent = ofLastHour(sent, nowMs);
  if (held.length === 0 || recent.length >= maxMails) {
    return { sent: recent, held: bounded(held), send: [] };
  }
  return { sent: [...recent, nowMs], held: [], send: [inOne(held)] };
}

function ofLastHour(sent: readonly number[], nowMs: number): readonly number[] {
  return sent.filter((each) => nowMs - each < HOUR_MS && each <= nowMs);
}

function bounded(held: readonly Notice[]): readonly Notice[] {
  if (held.length > 1 && JSON.stringify(held).length > MOST_TEXT) return [digest(held)];
  if (held.length <= MOST_HELD) return held;
  const surplus = held.length - MOST_HELD + 1;
  return [digest(held.slice(0, surplus)), ...held.slice(surplus)];
}
