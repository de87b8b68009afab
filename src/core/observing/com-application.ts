/** What registry and COM+ catalogue hold on a class or an application. */
import type { Reason } from '../reason.js';

/** `null` where they have no entry. */
export interface FoundApplication {
  /** `{GUID}` in upper case. */
  readonly appId: string | null;
  readonly classId: string | null;
  readonly name: string | null;
  /** Processes that run it, according to the catalogue. */
  readonly instancePids: readonly number[];
  /** Those of them that COM+ has recycled or paused: they accept no new calls. */
  readonly retiredPids: readonly number[];
  readonly registered: { readonly bits64: boolean; readonly bits32: boolean };
  /** Whether several applications have this name or class. */
  readonly ambiguous: boolean;
  /** Reason why the catalogue did not answer. */
  readonly fault?: Reason | undefined;
}

export type ApplicationAnswer =
  | { readonly ok: true; readonly found: FoundApplication }
  | { readonly ok: false; readonly reason: Reason };

export interface ApplicationQuery {
  readonly progid?: string;
  /** Name or AppID; takes precedence over the class. */
  readonly application?: string;
  /** Whether to query the COM+ catalogue as well: slower, and it may block. */
  readonly catalog: boolean;
}
