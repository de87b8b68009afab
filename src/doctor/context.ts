/** Data shared by the steps of the doctor. */
import type { WindowsFacts } from '../adapters/powershell/commands/machine-facts.js';
import type { Shells } from '../compose/compose.js';
import type { Config } from '../config/config.js';
import type { Machine } from '../core/observing/model.js';
import type { Reason } from '../core/reason.js';
import type { Result } from '../core/result.js';
import type { Clock, Journal } from '../ports.js';

export interface DoctorContext {
  readonly config: Config;
  /** Whether the protected passwords could not be read: no login is possible. */
  readonly isLocked: boolean;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly shells: Result<Shells, Reason>;
  /** Results of steps for later steps. */
  readonly learned: {
    machine?: Machine;
    windows?: WindowsFacts;
  };
}

/** The shells, once the step `shells` has succeeded. */
export function shellsOf({ shells }: DoctorContext): Shells {
  if (!shells.ok) throw new Error('a step without the shells that it needs');
  return shells.value;
}
