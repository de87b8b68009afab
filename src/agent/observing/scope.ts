/** Identifies the COM+ application of a section, and the mistake when Windows does not know it. */
import type { ApplicationConfig } from '../../config/config.js';
import type { Reason } from '../../core/reason.js';
import type { FoundApplication } from '../../ports.js';

export interface ApplicationKey {
  readonly progid?: string;
  /** Name or AppID. */
  readonly application?: string;
}

/**
 * The COM+ application whose hosts an application judges: `[shellprocess] application`; for a named application without
 * it, the one of its class. `undefined` for one that has neither, and for the unnamed one, which takes the processes
 * that no other application claims.
 */
export function scopeOf({ name, watch, com }: ApplicationConfig): ApplicationKey | undefined {
  if (watch.application !== undefined) return { application: watch.application };
  return name !== undefined && com ? { progid: com.progid } : undefined;
}

/** Reason why an answer of Windows does not give the AppID. */
export function whyUnknown(
  { application }: ApplicationKey,
  { classId, fault, ambiguous }: FoundApplication,
  name: string,
): Reason {
  if (application === undefined && classId === null) return { kind: 'class-not-registered', name };
  if (ambiguous) return { kind: 'application-ambiguous', name };
  if (fault) return { kind: 'catalogue-failed', cause: fault };
  return application === undefined
    ? { kind: 'class-without-appid', name }
    : { kind: 'application-unknown', name };
}
