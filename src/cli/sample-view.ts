/** What `comwatch sample` shows, before it is words: each process with its application and what stands against it. */
import type { ApplicationConfig, Config } from '../config/config.js';
import { breachedLimits, type BreachedLimit } from '../core/judging/limits.js';
import { guidOf, hostsOf } from '../core/judging/suspects.js';
import type { Machine, SampleSource } from '../core/observing/model.js';
import type { Watched } from '../core/observing/process-table.js';
import type { Reason } from '../core/reason.js';

/** Whether a process would be judged now, or why not. */
export type Standing =
  | { readonly kind: 'judged'; readonly over: readonly BreachedLimit[] }
  | { readonly kind: 'young'; readonly leftMs: number }
  /** It hosts none of the applications that the configuration limits the checks to. */
  | { readonly kind: 'elsewhere' }
  /** What it hosts is not known, so it could be anyone's. */
  | { readonly kind: 'unidentified' };

export interface SampleRow {
  readonly watched: Watched;
  /** `undefined`: of none; a process without a named application belongs to the one without a name. */
  readonly application: ApplicationConfig | undefined;
  readonly standing: Standing;
}

/** What the state folder of the agent says; nothing is written there. */
export type BrakeView =
  | { readonly kind: 'free' }
  | { readonly kind: 'held'; readonly holds: readonly BrakeHold[] }
  | { readonly kind: 'unreadable'; readonly reason: Reason };

export interface BrakeHold {
  readonly key: string;
  readonly untilMs: number;
}

export interface SampleView {
  readonly config: Config;
  readonly machine: Machine;
  /** Wall clock of the sample. */
  readonly atMs: number;
  readonly source: SampleSource;
  readonly brake: BrakeView;
  readonly rows: readonly SampleRow[];
  /** Applications whose AppID is not known, with the reason. */
  readonly unresolved: readonly { readonly name: string; readonly reason: Reason }[];
}

/** AppID, or why it is not known, by the name or AppID that `[shellprocess] application` says. */
export type Resolved =
  | { readonly kind: 'known'; readonly appId: string; readonly instancePids: readonly number[] }
  | { readonly kind: 'unknown'; readonly reason: Reason };

/**
 * Gives each process to at most one application: the named one that it hosts, else the one without a name.
 * @param resolved by `application`, for those that have one
 */
export function rowsOf(
  config: Config,
  watched: readonly Watched[],
  resolved: ReadonlyMap<string, Resolved>,
): SampleRow[] {
  const owners = new Map<number, ApplicationConfig>();
  for (const each of config.applications) {
    const key = each.watch.application ?? '';
    const answer = resolved.get(key);
    const known = answer?.kind === 'known' ? answer : undefined;
    const appId = known?.appId ?? guidOf(key);
    if (appId === undefined) continue;
    const instancePids = known?.instancePids ?? [];
    for (const { target } of hostsOf(watched, { appId, name: key, instancePids })) {
      owners.set(target.pid, each);
    }
  }
  const rest = config.applications.find(({ watch }) => watch.application === undefined);
  const limited = config.applications.some(({ watch }) => watch.application !== undefined);
  return watched.map((each) => {
    const application = owners.get(each.target.pid) ?? rest;
    return { watched: each, application, standing: standingOf(each, application, limited, owners) };
  });
}

function standingOf(
  watched: Watched,
  application: ApplicationConfig | undefined,
  limited: boolean,
  owners: ReadonlyMap<number, ApplicationConfig>,
): Standing {
  const isOwned = owners.has(watched.target.pid);
  if (limited && !isOwned && watched.commandLine.kind !== 'read') return { kind: 'unidentified' };
  if (!application) return { kind: 'elsewhere' };
  if (!watched.settled) {
    return { kind: 'young', leftMs: Math.max(0, application.watch.graceMs - watched.ageMs) };
  }
  const { limits } = application;
  return { kind: 'judged', over: limits ? breachedLimits(watched.figures, limits) : [] };
}
