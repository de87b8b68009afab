/** The mails of one incident, or of one trouble of the agent. Wall times in milliseconds since the Unix epoch. */
import { digest, inOne } from './mail-digest.js';
import { helplessKey, isKnownNews, isStop, mayBeFollowed } from './mail-news.js';
import type { Notice } from './notice.js';

export interface MailRules {
  readonly remindMs: number;
  readonly quietMs: number;
  /** Mails within an hour; the last of them is the summary of the rest. */
  readonly maxMails: number;
}

export interface Thread {
  readonly incidentId: string;
  /** The last mail about it. */
  readonly lastUnixMs: number;
  /** Failures of the agent to help that were mailed. */
  readonly helpless: readonly string[];
  /** Number of times its end was mailed: after the first, one more mail reports the relapse, then only its end. */
  readonly ends: number;
  readonly isOver: boolean;
  /** The end, held until it is certain. */
  readonly end: { readonly notice: Notice; readonly dueUnixMs: number } | null;
  /** The last notice about a lasting state, repeated when there is no other news. */
  readonly standing: Notice | null;
  /** News held until the last mail is a minute old. */
  readonly news: readonly Notice[];
}

/** A thread, and the mail that it sends now, if any. */
export interface Turn {
  readonly thread: Thread;
  readonly said: readonly Notice[];
}

/** News within this time share one mail. */
const SPACING_MS = 60_000;
/**
 * Time for which a server must keep answering before the end is mailed, at least a minute after the last mail; after a
 * relapse, `quiet`.
 */
const STEADY_MS = 30_000;
/** How long news wait for an end that may follow. */
const SOON_MS = 15_000;
/** How long an opening waits for its first outcome. */
const OPENING_MS = 5_000;
const MOST_HELPLESS = 50;
const MOST_NEWS = 20;

/** Takes a notice of an incident that opens, continues or recurs. */
export function trouble(
  known: Thread | undefined,
  notice: Notice,
  { remindMs }: MailRules,
  nowMs: number,
): Turn {
  const base = known ?? begun(notice, nowMs);
  const key = helplessKey(notice);
  const isHelplessNow = key !== undefined && !isKnownNews(base.helpless, key, notice);
  const helpless = isHelplessNow ? [...base.helpless, key].slice(-MOST_HELPLESS) : base.helpless;
  const next = { ...base, helpless, end: null, isOver: false };
  if (!known) return opened(next, { ...notice, opens: true }, nowMs);
  if (known.isOver) return mailed(next, [notice], nowMs);
  // The first outcome is part of the mail that opens.
  if (isStop(notice) && next.news.some(({ opens }) => opens)) return mailed(next, [notice], nowMs);
  if (isStop(notice) || isHelplessNow) {
    return newsDue({ ...next, news: withNews(next.news, notice) }, nowMs);
  }
  if (nowMs - base.lastUnixMs >= remindMs) return mailed(next, [reminding(notice)], nowMs);
  // Events that are not mailed now appear in the next reminder.
  return { thread: { ...next, standing: notice }, said: [] };
}

/** Holds an opening that may be followed by an outcome within seconds. */
function opened(thread: Thread, notice: Notice, nowMs: number): Turn {
  if (!mayBeFollowed(notice)) return { thread, said: [notice] };
  return {
    thread: { ...thread, news: [notice], lastUnixMs: nowMs + OPENING_MS - SPACING_MS },
    said: [],
  };
}

/** Takes a recovery: the end of the incident once it is certain. */
export function answered(
  known: Thread | undefined,
  notice: Notice,
  { quietMs }: MailRules,
  nowMs: number,
): Turn {
  const thread = known ?? begun(notice, nowMs);
  if (thread.isOver) return { thread, said: [] };
  const steadyMs = Math.max(nowMs + STEADY_MS, thread.lastUnixMs + SPACING_MS);
  const latestMs = nowMs + quietMs;
  const dueUnixMs = thread.ends > 0 ? latestMs : Math.min(steadyMs, latestMs);
  return { thread: { ...thread, end: { notice, dueUnixMs } }, said: [] };
}

/** Mails its end, together with pending news. */
export function ended(thread: Thread, notice: Notice, nowMs: number): Turn {
  const { said } = mailed(thread, [notice], nowMs);
  const over = { ...begun(notice, nowMs), incidentId: thread.incidentId, isOver: true };
  return { thread: { ...over, ends: thread.ends + 1 }, said };
}

/** Troubles of the agent report their own end, if they can. */
export function standingTrouble(
  known: Thread | undefined,
  notice: Extract<Notice, { readonly kind: 'trouble' | 'brake' }>,
  { remindMs }: MailRules,
  nowMs: number,
): Turn {
  const isOver = notice.state === (notice.kind === 'trouble' ? 'over' : 'off');
  const isEarly = known !== undefined && nowMs - known.lastUnixMs < remindMs;
  if (isEarly && notice.kind === 'trouble' && notice.isReminder)
    return { thread: { ...known, standing: notice }, said: [] };
  const base = known ?? begun(notice, nowMs);
  const { incidentId } = base;
  const thread = { ...base, lastUnixMs: nowMs, isOver, standing: isOver ? null : notice };
  return { thread, said: [{ ...notice, incidentId, ...(!known && { opens: true }) }] };
}

/** Mails what has become due: a certain end, pending news, a reminder. */
export function passed(thread: Thread, rules: MailRules, nowMs: number): Turn {
  const { end, standing } = thread;
  if (end && end.dueUnixMs <= nowMs) return ended(thread, end.notice, nowMs);
  if (thread.news.length > 0) return newsDue(thread, nowMs);
  if (!standing || reminderMs(thread, rules) > nowMs) return { thread, said: [] };
  const turn = mailed(thread, [again(standing, nowMs)], nowMs);
  return isOwn(standing) ? { ...turn, thread: { ...turn.thread, standing } } : turn;
}

/** The next time at which `passed` has something to report. */
export function nextTurnMs(thread: Thread, rules: MailRules): number {
  return Math.min(thread.end?.dueUnixMs ?? Infinity, newsMs(thread), reminderMs(thread, rules));
}

/** A clock that was set back does not prolong any wait. */
export function clamped(thread: Thread, { quietMs }: MailRules, nowMs: number): Thread {
  const { lastUnixMs, end } = thread;
  const latestMs = nowMs + Math.max(quietMs, SPACING_MS);
  const isDueLate = end !== null && end.dueUnixMs > latestMs;
  if (lastUnixMs <= nowMs && !isDueLate) return thread;
  return {
    ...thread,
    lastUnixMs: Math.min(lastUnixMs, nowMs),
    end: isDueLate ? { ...end, dueUnixMs: latestMs } : end,
  };
}

/** Whether the notice concerns the agent itself and not an application. */
function isOwn(notice: Notice): boolean {
  return notice.kind === 'trouble' || notice.kind === 'brake';
}

function withNews(news: readonly Notice[], notice: Notice): readonly Notice[] {
  const all = [...news, notice];
  return all.length > MOST_NEWS ? [digest(all)] : all;
}

function newsDue(thread: Thread, nowMs: number): Turn {
  if (newsMs(thread) > nowMs) return { thread, said: [] };
  return mailed(thread, [], nowMs);
}

function newsMs({ news, lastUnixMs, end }: Thread): number {
  if (news.length === 0) return Infinity;
  const dueMs = lastUnixMs + SPACING_MS;
  return end && end.dueUnixMs - dueMs <= SOON_MS ? Math.max(dueMs, end.dueUnixMs) : dueMs;
}

function reminderMs({ standing, end, lastUnixMs }: Thread, { remindMs }: MailRules): number {
  if (!standing || end) return Infinity;
  const dueMs = lastUnixMs + remindMs;
  return standing.kind === 'brake' && standing.untilWallMs <= dueMs ? Infinity : dueMs;
}

/** Combines pending news and the present notice into one mail. */
function mailed(thread: Thread, notices: readonly Notice[], nowMs: number): Turn {
  return {
    thread: { ...thread, lastUnixMs: nowMs, standing: null, news: [] },
    said: [inOne([...thread.news, ...notices])],
  };
}

function begun({ incidentId }: Notice, nowMs: number): Thread {
  const nothing = { end: null, standing: null, news: [], helpless: [] };
  return { incidentId, lastUnixMs: nowMs, ends: 0, isOver: false, ...nothing };
}

function reminding(notice: Notice): Notice {
  return 'isReminder' in notice ? { ...notice, isReminder: true } : notice;
}

/** Repeats a notice about a state that still lasts, with its present duration. */
function again(notice: Notice, nowMs: number): Notice {
  const sinceMs = Math.max(0, nowMs - notice.at);
  const repeated = {
    ...reminding(notice),
    id: `${notice.id}-${Math.round(nowMs)}`,
    at: nowMs,
    opens: false,
  };
  if ('lastedMs' in repeated) return { ...repeated, lastedMs: repeated.lastedMs + sinceMs };
  return 'sinceMs' in repeated ? { ...repeated, sinceMs: repeated.sinceMs + sinceMs } : repeated;
}
