/** Turns verdicts into actions. Pure: a plan can be printed, which is what observe mode does. */
import type { Instant } from '../instant.js';
import { entryOf } from '../observing/identity.js';
import type { Watched } from '../observing/process-table.js';
import { applicationOf } from '../judging/suspects.js';
import { firstAsked, type Attempts, type AttemptTable } from './attempts.js';
import { requestStop, type BrakeRules, type BrakeState } from './brake.js';
import type { Pause } from './pause.js';
import { refusalOf, type Refusal } from './protection.js';

/** The part of a verdict that a plan needs, whichever check made it. */
export interface Judged {
  readonly target: Watched['target'];
  readonly watched: Watched;
  /** Whether enough of the last samples agree that action is needed. */
  readonly sustained: boolean;
}

interface Planned<V extends Judged> {
  readonly verdict: V;
  readonly attempts: Attempts;
}

export type Action<V extends Judged = Judged> = Planned<V> &
  (
    | { readonly kind: 'stop' }
    | { readonly kind: 'observe' }
    | { readonly kind: 'refuse'; readonly refusal: Refusal }
    | {
        readonly kind: 'braked';
        /** Key of the hold. */
        readonly key: string;
        /** End of the hold on the brake's own clock. */
        readonly untilMs: number;
        readonly attemptsCounted: number;
        readonly tripped: boolean;
      }
    /** The agent is paused: the action is held back and is no attempt. */
    | { readonly kind: 'held'; readonly pause: Pause }
    | {
        readonly kind: 'wait';
        readonly why: 'under-way' | 'stopped' | 'observed' | 'retry' | 'command-line';
      }
  );

export interface PlanContext {
  readonly mode: 'act' | 'observe';
  readonly check: 'limits' | 'com';
  /** Name of the application of the configuration; `undefined`: the unnamed one. */
  readonly application: string | undefined;
  /** PIDs of the agent, its parents and children. */
  readonly ownProcesses: ReadonlySet<number>;
  /** Command-line patterns and AppIDs that are never stopped. */
  readonly excluded: readonly string[];
  readonly brakeRules: BrakeRules;
  /** Whether it was stopped a moment ago: a sample that still shows it is old. */
  readonly isStopped: (target: Watched['target']) => boolean;
  readonly now: Instant;
  /** The brake's own clock. */
  readonly brakeNowMs: number;
}

export interface Plan<V extends Judged> {
  readonly actions: readonly Action<V>[];
  readonly attempts: AttemptTable;
  readonly brake: BrakeState;
}

/** How long to wait for a command line that is being read before the target counts as unidentified. */
const COMMAND_LINE_WAIT_MS = 30_000;

/** Plans the sustained verdicts in their order, the worst first, as far as the brake allows. */
export function plan<V extends Judged>(
  verdicts: readonly V[],
  attempts: AttemptTable,
  brake: BrakeState,
  context: PlanContext,
): Plan<V> {
  const nextAttempts = new Map(attempts);
  let nextBrake = brake;
  const actions: Action<V>[] = [];
  for (const verdict of verdicts) {
    if (!verdict.sustained) continue;
    const known =
      entryOf(nextAttempts, verdict.target) ?? firstAsked(verdict.target, context.now.monotonicMs);
    const planned = planOne(verdict, known, nextBrake, context);
    nextBrake = planned.brake;
    nextAttempts.set(verdict.target.pid, planned.action.attempts);
    actions.push(planned.action);
  }
  return { actions, attempts: nextAttempts, brake: nextBrake };
}

/** Holds back every sustained verdict during a pause: the brake is not consulted, nothing counts as an attempt. */
export function holdBack<V extends Judged>(
  verdicts: readonly V[],
  attempts: AttemptTable,
  pause: Pause,
  nowMs: number,
): readonly Action<V>[] {
  return verdicts
    .filter(({ sustained }) => sustained)
    .map((verdict) => ({
      kind: 'held',
      verdict,
      attempts: entryOf(attempts, verdict.target) ?? firstAsked(verdict.target, nowMs),
      pause,
    }));
}

/**
 * Whether an attempt on this process may begin now, apart from the brake: not while it is refused or waits for its next
 * attempt. A process that cannot be stopped must not stand in the way of the next suspect.
 */
export function mayBeStopped(
  watched: Watched,
  attempts: AttemptTable,
  context: Pick<PlanContext, 'ownProcesses' | 'excluded' | 'isStopped' | 'now'>,
): boolean {
  const { now, ownProcesses, excluded, isStopped } = context;
  if (isStopped(watched.target)) return false;
  const known = entryOf(attempts, watched.target);
  if (known && (known.isUnderWay || known.isObserved || now.monotonicMs < known.nextMs)) {
    return false;
  }
  const refusal = refusalOfWatched(watched, ownProcesses, excluded);
  return !refusal || isBeingRead(watched, refusal, known?.askedMs ?? now.monotonicMs, now);
}

function refusalOfWatched(
  { target, commandLine, catalogueAppId }: Watched,
  ownProcesses: ReadonlySet<number>,
  excluded: readonly string[],
): Refusal | undefined {
  return refusalOf(target, commandLine, ownProcesses, excluded, catalogueAppId);
}

/** The command line may still arrive: the plan waits. */
function isBeingRead(
  { commandLine }: Watched,
  refusal: Refusal,
  askedMs: number,
  now: Instant,
): boolean {
  return (
    commandLine.kind === 'unread' &&
    refusal.reason === 'unidentified' &&
    now.monotonicMs - askedMs < COMMAND_LINE_WAIT_MS
  );
}

function planOne<V extends Judged>(
  verdict: V,
  attempts: Attempts,
  brake: BrakeState,
  context: PlanContext,
): { readonly action: Action<V>; readonly brake: BrakeState } {
  const { now, mode } = context;
  const wait = (why: Extract<Action, { kind: 'wait' }>['why']) => ({
    action: { kind: 'wait' as const, verdict, attempts, why },
    brake,
  });
  if (attempts.isUnderWay) return wait('under-way');
  if (context.isStopped(verdict.target)) return wait('stopped');
  const { target, watched } = verdict;
  const refusal = refusalOfWatched(watched, context.ownProcesses, context.excluded);
  if (refusal) {
    return isBeingRead(watched, refusal, attempts.askedMs, now)
      ? wait('command-line')
      : { action: { kind: 'refuse', verdict, attempts, refusal }, brake };
  }
  if (attempts.isObserved) return wait('observed');
  if (now.monotonicMs < attempts.nextMs) return wait('retry');
  const subject = {
    check: context.check,
    image: target.name,
    appId: applicationOf(watched),
    application: context.application,
  };
  const answer = requestStop(brake, subject, context.brakeNowMs, context.brakeRules);
  switch (answer.kind) {
    case 'go': {
      const counted = { ...attempts, count: attempts.count + 1 };
      const action: Action<V> =
        mode === 'observe'
          ? { kind: 'observe', verdict, attempts: { ...counted, isObserved: true } }
          : { kind: 'stop', verdict, attempts: { ...counted, isUnderWay: true } };
      return { action, brake: answer.state };
    }
    case 'braked':
      return {
        action: {
          kind: 'braked',
          verdict,
          attempts,
          key: answer.key,
          untilMs: answer.untilMs,
          attemptsCounted: answer.attempts,
          tripped: answer.tripped,
        },
        brake: answer.state,
      };
  }
}
