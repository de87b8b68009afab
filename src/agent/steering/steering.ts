/** Carries out requests of operators to the running agent. */
import { instantOf } from '../../core/instant.js';
import type { Answer, Request } from '../../core/telling/steering.js';
import type { Clock } from '../../ports.js';
import type { BrakeKeeper } from '../acting/brake-keeper.js';
import type { PauseKeeper } from '../acting/pause-keeper.js';
import { toUnixMs } from '../../core/wall-time.js';

export interface SteeringParts {
  readonly clock: Clock;
  readonly pauses: PauseKeeper;
  readonly brake: BrakeKeeper;
  /** Names of the applications of the configuration; `undefined` is the unnamed one. */
  readonly applications: readonly (string | undefined)[];
}

/** A request that the checks can carry out; those about the configuration are handled elsewhere. */
export type CheckRequest = Exclude<Request, { readonly kind: 'reload' }>;

export function steer(request: CheckRequest, parts: SteeringParts): Answer {
  const { clock, pauses, brake, applications } = parts;
  const { application } = request;
  const names = applications.map((each) => each ?? '');
  if (application !== undefined && !names.includes(application)) {
    return { kind: 'unknown-application', known: names.filter((name) => name !== '') };
  }
  // If the agent has only one application, a request for it and one for all are the same.
  const whose = application === undefined || names.length === 1 ? undefined : application;
  const now = instantOf(clock);
  switch (request.kind) {
    case 'pause': {
      const { forMs, why, withCalls } = request;
      pauses.begin(whose, forMs, { why, withCalls });
      return { kind: 'paused', untilUnixMs: Math.round(now.wallMs + forMs) };
    }
    case 'resume': {
      const ended = whose === undefined ? pauses.endAll() : pauses.end(whose);
      if (!ended) return { kind: 'not-paused' };
      const still = pauses.of(whose);
      return {
        kind: 'resumed',
        stillUntilUnixMs: still ? toUnixMs(still.untilMs, now) : null,
      };
    }
    case 'release':
      return { kind: 'released', keys: brake.letGo(whose, now) };
  }
}
