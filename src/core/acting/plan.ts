/** Verdicts to deeds. Computes only: it can be printed, and that is what observing prints. */
import { requestStop, type BrakeRules, type BrakeState } from './brake.js';
import { incidentOf, openIncident, type Incident, type Incidents } from './incident.js';
import type { Verdict } from '../judging/limits.js';
import { refusalOf, type Refusal } from './protection.js';
import type { Instant, Watched } from '../observing/process-table.js';

/** What a plan needs of a verdict, whichever check gave it. */
export type Judged = Pick<Verdict, 'target' | 'watched' | 'sustained'>;

export type Action<V extends Judged = Verdict> =
  | { readonly kind: 'stop'; readonly verdict: V; readonly incident: Incident }
  | { readonly kind: 'observe'; readonly verdict: V; readonly incident: Incident }
  | {
      readonly kind: 'refuse';
      readonly verdict: V;
      readonly incident: Incident;
      readonly refusal: Refusal;
    }
  | {
      readonly kind: 'braked';
      readonly verdict: V;
      readonly incident: Incident;
      readonly untilWallMs: number;
      readonly attempts: number;
      readonly tripped: boolean;
    }
  | {
      readonly kind: 'wait';
      readonly verdict: V;
      readonly incident: Incident;
      readonly why: 'stopping' | 'retry' | 'command-line';
    };

export interface PlanContext {
  /** The incident that all of these belong to; by default each target opens one of its own. */
  readonly incidentId?: string;
  readonly mode: 'act' | 'observe';
  readonly family: ReadonlySet<number>;
  readonly brakeRules: BrakeRules;
  readonly now: Instant;
}

export interface Plan<V extends Judged = Verdict> {
  readonly actions: readonly Action<V>[];
  readonly incidents: Incidents;
  readonly brake: BrakeState;
}

/** A command line that is being read may be waited for this long before the target counts as unidentified. */
const COMMAND_LINE_PATIENCE_MS = 10_000;

/** Plans for the sustained verdicts, in their order: the worst first, while the brake lets go. */
export function plan<V extends Judged>(
  verdicts: readonly V[],
  incidents: Incidents,
  brake: BrakeState,
  context: PlanContext,
): Plan<V> {
  const nextIncidents = new Map(incidents);
  let nextBrake = brake;
  const actions: Action<V>[] = [];
  for (const verdict of verdicts) {
    if (!verdict.sustained) continue;
    const known =
      incidentOf(incidents, verdict.target) ??
      openIncident(verdict.target, context.now.monotonicMs, context.now.wallMs, context.incidentId);
    const incident = { ...known, lastBreachMs: context.now.monotonicMs };
    const planned = planOne(verdict, incident, nextBrake, context);
    nextBrake = planned.brake;
    nextIncidents.set(verdict.target.pid, planned.action.incident);
    actions.push(planned.action);
  }
  return { actions, incidents: nextIncidents, brake: nextBrake };
}

/**
 * Whether an attempt on this process may begin now, as far as the brake lets it: not while it is refused, or waits for
 * its next attempt. Who cannot be stopped must not stand in the way of the next suspect.
 */
export function mayBeStopped(
  watched: Watched,
  incidents: Incidents,
  family: ReadonlySet<number>,
  now: Instant,
): boolean {
  const incident = incidentOf(incidents, watched.target);
  if (incident && (incident.stopping || now.monotonicMs < incident.nextAttemptMs)) return false;
  const refusal = refusalOf(watched.target, watched.commandLine, family);
  return !refusal || isBeingRead(watched, refusal, incident?.openedAtMs ?? now.monotonicMs, now);
}

/** Its command line may still come: it is waited for. */
function isBeingRead(
  { commandLine }: Watched,
  refusal: Refusal,
  openedAtMs: number,
  now: Instant,
): boolean {
  return (
    commandLine.kind === 'unread' &&
    refusal.reason === 'unidentified' &&
    now.monotonicMs - openedAtMs < COMMAND_LINE_PATIENCE_MS
  );
}

function planOne<V extends Judged>(
  verdict: V,
  incident: Incident,
  brake: BrakeState,
  { mode, family, brakeRules, now }: PlanContext,
): { readonly action: Action<V>; readonly brake: BrakeState } {
  if (incident.stopping) {
    return { action: { kind: 'wait', verdict, incident, why: 'stopping' }, brake };
  }
  const refusal = refusalOf(verdict.target, verdict.watched.commandLine, family);
  if (refusal) {
    return isBeingRead(verdict.watched, refusal, incident.openedAtMs, now)
      ? { action: { kind: 'wait', verdict, incident, why: 'command-line' }, brake }
      : { action: { kind: 'refuse', verdict, incident, refusal }, brake };
  }
  if (mode === 'observe') return { action: { kind: 'observe', verdict, incident }, brake };
  if (now.monotonicMs < incident.nextAttemptMs) {
    return { action: { kind: 'wait', verdict, incident, why: 'retry' }, brake };
  }
  const answer = requestStop(brake, verdict.target.name, now.wallMs, brakeRules);
  switch (answer.kind) {
    case 'go':
      return {
        action: {
          kind: 'stop',
          verdict,
          incident: { ...incident, stopping: true, attempts: incident.attempts + 1 },
        },
        brake: answer.state,
      };
    case 'braked':
      return {
        action: {
          kind: 'braked',
          verdict,
          incident,
          untilWallMs: answer.untilMs,
          attempts: answer.attempts,
          tripped: answer.tripped,
        },
        brake: answer.state,
      };
  }
}
