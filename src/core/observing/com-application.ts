/** What registry and COM+ catalogue know of a class or an application. */
import type { Reason } from '../reason.js';

/** `null` where they say nothing. */
export interface FoundApplication {
  /** `{GUID}` in upper case. */
  readonly appId: string | null;
  readonly classId: string | null;
  readonly name: string | null;
  /** Processes that run it, as the catalogue has them. */
  readonly instancePids: readonly number[];
  /** Of them, those that COM+ has recycled or that are paused: they take no new calls. */
  readonly retiredPids: readonly number[];
  readonly registered: { readonly bits64: boolean; readonly bits32: boolean };
  /** Several applications have this name or class. */
  readonly ambiguous: boolean;
  /** Why the catalogue did not answer. */
  readonly fault?: Reason | undefined;
}

export type ApplicationAnswer =
  | { readonly ok: true; readonly found: FoundApplication }
  | { readonly ok: false; readonly reason: Reason };

export interface ApplicationQuery {
  readonly progid?: string;
  /** Name or AppID; goes before the class. */
  readonly application?: string;
  /** Ask the COM+ catalogue too: slower, and it may block. */
  readonly catalog: boolean;
}
