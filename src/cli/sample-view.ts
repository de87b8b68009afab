/**
 * Content of `comwatch sample` before it is put into words: each process with its application and what speaks against
 * it.
 */
import { scopeOf } from '../agent/observing/scope.js';
import type { ApplicationConfig, Config } from '../config/config.js';
import { breachedLimits, type BreachedLimit } from '../core/judging/limits.js';
import { ownerOf, type Claim } from '../core/judging/ownership.js';
import { guidOf } from '../core/judging/suspects.js';
import type { Machine, SampleSource } from '../core/observing/model.js';
import type { Watched } from '../core/observing/process-table.js';
import type { Reason } from '../core/reason.js';

/** Standing of a process: judged now, or the reason why not. */
export type Standing =
  | { readonly kind: 'judged'; readonly over: readonly BreachedLimit[] }
  | { readonly kind: 'young'; readonly leftMs: number }
  /** A process that hosts none of the applications to which the checks are limited. */
  | { readonly kind: 'elsewhere' }
  /** The application that it hosts is not known. */
  | { readonly kind: 'unidentified' };

export interface SampleRow {
  readonly watched: Watched;
  /** `undefined`: it belongs to none, or that is not known. */
  readonly application: ApplicationConfig | undefined;
  readonly standing: Standing;
}

/** Content of the agent's state folder; nothing is written there. */
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

/**
 * State of the COM+ application whose hosts an application of the configuration judges: its AppID, or the reason why it
 * is not known.
 */
export type Resolved =
  | { readonly kind: 'known'; readonly appId: string; readonly instancePids: readonly number[] }
  | { readonly kind: 'unknown'; readonly reason: Reason };

/**
 * Gives each process to at most one application, as the agent does.
 * @param resolved by application of the configuration, for those that judge the hosts of one COM+ application
 */
export function rowsOf(
  config: Config,
  watched: readonly Watched[],
  resolved: ReadonlyMap<ApplicationConfig, Resolved>,
): SampleRow[] {
  const claims = config.applications.map((each, at): Claim => {
    const scope = scopeOf(each);
    const answer = resolved.get(each);
    const known = answer?.kind === 'known' ? answer : undefined;
    return {
      application: String(at),
      kind: scope === undefined ? 'rest' : 'hosts',
      appId: known?.appId ?? guidOf(scope?.application ?? ''),
      instancePids: known?.instancePids ?? [],
    };
  });
  return watched.map((each) => {
    const owner = ownerOf(each, claims);
    const application = owner && config.applications[Number(owner.application)];
    return { watched: each, application, standing: standingOf(each, application, claims) };
  });
}

function standingOf(
  watched: Watched,
  application: ApplicationConfig | undefined,
  claims: readonly Claim[],
): Standing {
  if (!application) {
    const isKnown = watched.commandLine.kind === 'read' && claims.every(({ appId }) => appId);
    return { kind: isKnown ? 'elsewhere' : 'unidentified' };
  }
  if (!watched.settled) {
    return { kind: 'young', leftMs: Math.max(0, application.watch.graceMs - watched.ageMs) };
  }
  const { limits } = application;
  return { kind: 'judged', over: limits ? breachedLimits(watched.figures, limits) : [] };
}
