/** Looks up and reports the outcome of stops that an earlier agent had begun when it ended. */
import { sameTarget } from '../../core/observing/identity.js';
import type { Intent } from '../../core/acting/intent.js';
import { imageName } from '../../core/observing/identity.js';
import type { LateNotice } from '../../core/telling/notice.js';
import type { Journal, Notifier } from '../../ports.js';
import type { Observer } from '../observing/observer.js';
import { applicationFields, targetFields } from '../telling/fields.js';
import type { IntentKeeper } from './intent-keeper.js';

/** Maximum number of incomplete samples to wait through for a complete one. */
const MOST_INCOMPLETE = 10;

/**
 * Reports each intent at the first sample of its image that shows the process or is complete; immediately where its
 * image is no longer watched.
 */
export function tellLateOutcomes(
  left: readonly Intent[],
  observers: readonly (readonly [{ readonly name: string }, Observer])[],
  intents: IntentKeeper,
  ports: {
    readonly journal: Journal;
    readonly notify: Notifier;
    readonly clock: { wallMs(): number };
  },
  hostName: string,
): void {
  for (const intent of left) {
    const found = observers.find(([{ name }]) => name === imageName(intent.target.name));
    let isReported = false;
    const tell = (state: LateNotice['state']) => {
      if (isReported) return;
      isReported = true;
      void tellLate(intent, state, ports, hostName).then(() => intents.done(intent));
    };
    if (!found) tell('unknown');
    let incomplete = 0;
    found?.[1].onSample(({ processes, isComplete }) => {
      const runs = processes.some(({ target }) => sameTarget(target, intent.target));
      if (runs) tell('running');
      else if (isComplete) tell('gone');
      else if (++incomplete >= MOST_INCOMPLETE) tell('unknown');
    });
  }
}

async function tellLate(
  { target, incidentId, check, application, begunUnixMs }: Intent,
  state: LateNotice['state'],
  { journal, notify, clock }: Parameters<typeof tellLateOutcomes>[3],
  hostName: string,
): Promise<void> {
  journal({
    level: 'warn',
    action: 'stop',
    sentence: { kind: 'late-outcome', target, state },
    incidentId,
    fields: {
      ...targetFields(target),
      ...applicationFields(application),
      'comwatch.outcome': state,
    },
    mailed: true,
  });
  await notify({
    kind: 'late',
    id: `${incidentId}-late-${target.pid}-${target.startedAt}`,
    incidentId,
    hostName,
    at: clock.wallMs(),
    ...(application !== undefined && { application }),
    target,
    check,
    begunUnixMs,
    state,
  });
}
