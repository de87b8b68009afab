/**
 * Decides which notices become mails: one when an incident opens, one when it is over, one for each stop of a process
 * and when the agent cannot help, a reminder while it lasts; bursts are combined into a digest. Pure; wall times in
 * milliseconds since the Unix epoch.
 */
import {
  release,
  releaseAll,
  releaseAtOnce,
  whenReleasedMs,
  type Postage,
} from './mail-postage.js';
import {
  answered,
  clamped,
  ended,
  nextTurnMs,
  passed,
  standingTrouble,
  trouble,
  type MailRules,
  type Thread,
  type Turn,
} from './mail-thread.js';
import type { BrakeNotice, Notice } from './notice.js';

export type { MailRules } from './mail-thread.js';

export interface MailState {
  readonly threads: readonly Thread[];
  /** Times of the mails of the last hour. */
  readonly sent: readonly number[];
  /** Notices held until a mail may be sent again, oldest first. */
  readonly held: readonly Notice[];
  /** Handed to the outbox and not yet confirmed. */
  readonly leaving: readonly Notice[];
}

export const noMails: MailState = { threads: [], sent: [], held: [], leaving: [] };

export interface MailStep {
  readonly state: MailState;
  readonly send: readonly Notice[];
}

type Said = Pick<Turn, 'said'>;

const MOST_THREADS = 100;

/** State of the next agent: troubles of the agent itself start over, the brake continues, unconfirmed notices go again. */
export function goOn(state: MailState): MailStep {
  const threads = state.threads.map((each) =>
    each.standing?.kind === 'trouble' ? { ...each, standing: null } : each,
  );
  return { state: { ...state, threads }, send: state.leaving };
}

/** Takes a notice. */
export function take(state: MailState, notice: Notice, rules: MailRules, nowMs: number): MailStep {
  const threads = state.threads.map((each) => clamped(each, rules, nowMs));
  const known = find(threads, notice);
  const turn = turnOf(known, notice, rules, nowMs);
  if (turn === 'at-once') {
    return sending({ ...state, threads }, releaseAtOnce(state, notice, rules.maxMails, nowMs));
  }
  const { thread, said } = turn;
  const others = threads.filter((each) => each !== known);
  const kept = bounded(thread ? [...others, thread] : threads);
  const held = [...state.held, ...kept.said, ...said];
  return letGo({ ...state, threads: kept.threads, held }, rules, nowMs);
}

/** Releases what has become due: certain ends, news, reminders, and held notices. */
export function pass(state: MailState, rules: MailRules, nowMs: number): MailStep {
  const turns = state.threads.map((each) => passed(clamped(each, rules, nowMs), rules, nowMs));
  const threads = turns.map(({ thread }) => thread);
  const held = [...state.held, ...turns.flatMap(({ said }) => said)];
  return letGo({ ...state, threads, held }, rules, nowMs);
}

/** Releases everything in one mail when the agent ends, since the next agent may start much later. */
export function finish(state: MailState, rules: MailRules, nowMs: number): MailStep {
  const turns = state.threads.map((thread): Turn => {
    const { end, news } = thread;
    if (end) return ended(thread, end.notice, nowMs);
    return { thread: { ...thread, news: [] }, said: news };
  });
  const threads = turns.map(({ thread }) => thread);
  const held = [...state.held, ...turns.flatMap(({ said }) => said)];
  const next = { ...state, threads, held };
  return sending(next, releaseAll(next, rules.maxMails, nowMs));
}

/** Confirms notices that are in the outbox. */
export function left(state: MailState, gone: readonly Notice[]): MailState {
  return { ...state, leaving: state.leaving.filter((each) => !gone.includes(each)) };
}

/** The next time at which `pass` has something to do. */
export function nextPassMs({ threads, sent, held }: MailState, rules: MailRules): number {
  const released = held.length > 0 ? whenReleasedMs(sent, rules.maxMails) : Infinity;
  return Math.min(released, ...threads.map((each) => nextTurnMs(each, rules)));
}

function turnOf(
  known: Thread | undefined,
  notice: Notice,
  rules: MailRules,
  nowMs: number,
): (Partial<Turn> & Said) | 'at-once' {
  switch (notice.kind) {
    case 'breach':
    case 'probe':
    case 'late':
      return trouble(known, notice, rules, nowMs);
    case 'probe-turn':
      return notice.turn.kind === 'recovered'
        ? answered(known, notice, rules, nowMs)
        : // A spell of slow answers says itself when it begins, lasts and is over.
          { said: [notice] };
    case 'closed':
      return closing(known, notice, nowMs);
    case 'trouble':
    case 'brake':
      return standingTrouble(known, notice, rules, nowMs);
    case 'bridge':
    case 'upgrade':
    case 'watchdog':
    case 'summary':
      return { said: [notice] };
    case 'daily':
    case 'weekly':
    case 'test':
      return 'at-once';
  }
}

/** The end of an unknown incident is mailed, too: an earlier version has mailed its beginning. */
function closing(known: Thread | undefined, notice: Notice, nowMs: number): Partial<Turn> & Said {
  if (!known) return { said: [notice] };
  return known.isOver ? { said: [] } : ended(known, notice, nowMs);
}

/** The release of the brake ends the thread of its hold, which has another identifier. */
function find(threads: readonly Thread[], notice: Notice): Thread | undefined {
  const isOfBrake = ({ standing }: Thread) =>
    notice.kind === 'brake' && standing?.kind === 'brake' && isSameHold(standing, notice);
  return threads.find((each) => each.incidentId === notice.incidentId || isOfBrake(each));
}

function isSameHold(one: BrakeNotice, other: BrakeNotice): boolean {
  return (
    one.subject === other.subject &&
    one.check === other.check &&
    one.application === other.application
  );
}

/** Drops the thread that has been silent longest, closed ones first; news that it still holds are mailed. */
function bounded(threads: readonly Thread[]): Pick<MailState, 'threads'> & Said {
  if (threads.length <= MOST_THREADS) return { threads, said: [] };
  const forgotten = threads.find(({ isOver }) => isOver) ?? threads[0];
  const { news = [], end = null } = forgotten ?? {};
  return {
    threads: threads.filter((each) => each !== forgotten),
    said: [...news, ...(end ? [end.notice] : [])],
  };
}

function letGo(state: MailState, { maxMails }: MailRules, nowMs: number): MailStep {
  return sending(state, release(state, maxMails, nowMs));
}

function sending(state: MailState, { sent, held, send }: Postage): MailStep {
  return { state: { ...state, sent, held, leaving: [...state.leaving, ...send] }, send };
}
