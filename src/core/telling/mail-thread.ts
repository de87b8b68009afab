/** What one incident, or one trouble of the agent, has said by mail. Wall times in milliseconds since the Unix epoch. */
import { digest, inOne } from './mail-digest.js';
import { helplessKey, isStop, mayBeFollowed } from './mail-news.js';
import type { Notice } from './notice.js';

export interface MailRules {
  readonly remindMs: number;
  readonly quietMs: number;
  /** Within an hour; the last of them is the summary of the rest. */
  readonly maxMails: number;
}

export interface Thread {
  readonly incidentId: string;
  /** The last mail about it. */
  readonly lastUnixMs: number;
  /** What the agent could not help with, as far as it was mailed. */
  readonly helpless: readonly string[];
  /** Its end was mailed: once more that it has come back, then only its end. */
  readonly ends: number;
  readonly isOver: boolean;
  /** The end, until it is certain that it is one. */
  readonly end: { readonly notice: Notice; readonly dueUnixMs: number } | null;
  /** The last notice about what lasts: repeated when nothing else is said of it. */
  readonly standing: Notice | null;
  /** News that wait until the last mail is a minute old. */
  readonly news: readonly Notice[];
}

/** A thread, and what it says now: nothing, or one mail. */
export interface Turn {
  readonly thread: Thread;
  readonly said: readonly Notice[];
}

/** News within this are one mail. */
const SPACING_MS = 60_000;
/** A server that answers is believed after this, and a minute after the last mail; one that has failed again only after `quiet`. */
const STEADY_MS = 30_000;
/** News wait for an end that comes so soon after them. */
const SOON_MS = 15_000;
/** An opening without an outcome waits for one. */
const OPENING_MS = 5_000;
const MOST_HELPLESS = 50;
const MOST_NEWS = 20;

/** An incident opens, goes on, or comes back. */
export function trouble(
  known: Thread | undefined,
  notice: Notice,
  { remindMs }: MailRules,
  nowMs: number,
): Turn {
  const base = known ?? begun(notice, nowMs);
  const key = helplessKey(notice);
  const isHelplessNow = key !== undefined && !base.helpless.includes(key);
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
  // What is not mailed now is what the next reminder tells.
  return { thread: { ...next, standing: notice }, said: [] };
}

/** What may be followed by an outcome within seconds waits for it. */
function opened(thread: Thread, notice: Notice, nowMs: number): Turn {
  if (!mayBeFollowed(notice)) return { thread, said: [notice] };
  return {
    thread: { ...thread, news: [notice], lastUnixMs: nowMs + OPENING_MS - SPACING_MS },
    said: [],
  };
}

/** The server answers: the end of the incident, once it is certain to be one. */
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

/** Its end is mailed, with the news that still wait. */
export function ended(thread: Thread, notice: Notice, nowMs: number): Turn {
  const { said } = mailed(thread, [notice], nowMs);
  const over = { ...begun(notice, nowMs), incidentId: thread.incidentId, isOver: true };
  return { thread: { ...over, ends: thread.ends + 1 }, said };
}

/** What concerns the agent itself says itself when it is over, if it can. */
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

/** Time passes: an end that has become certain, news that have waited, a reminder. */
export function passed(thread: Thread, rules: MailRules, nowMs: number): Turn {
  const { end, standing } = thread;
  if (end && end.dueUnixMs <= nowMs) return ended(thread, end.notice, nowMs);
  if (thread.news.length > 0) return newsDue(thread, nowMs);
  if (!standing || reminderMs(thread, rules) > nowMs) return { thread, said: [] };
  const turn = mailed(thread, [again(standing, nowMs)], nowMs);
  return isOwn(standing) ? { ...turn, thread: { ...turn.thread, standing } } : turn;
}

/** When `passed` has something to say. */
export function nextTurnMs(thread: Thread, rules: MailRules): number {
  return Math.min(thread.end?.dueUnixMs ?? Infinity, newsMs(thread), reminderMs(thread, rules));
}

/** A clock that was set back makes nothing wait longer. */
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

/** It is of the agent itself, and not of an application. */
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

/** One mail, of the news that wait and of what comes now. */
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

/** The same trouble still stands. */
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
