/** Which application a process belongs to: the one that it hosts, else the one that takes every process of the name. */
import type { Watched } from '../observing/process-table.js';
import { applicationOf } from './suspects.js';

/** What an application of the configuration says is its own. */
export interface Claim {
  readonly application: string;
  /**
   * `hosts`: processes that host its COM+ application; `rest`: every process of the name that no other application claims.
   */
  readonly kind: 'hosts' | 'rest';
  /** `{GUID}` in upper case; `undefined` while it is not known. Of `rest` it is the class that the COM check calls. */
  readonly appId: string | undefined;
  /** PIDs in which the COM+ catalogue has it. */
  readonly instancePids: readonly number[];
}

/**
 * Belongs to at most one. `undefined`: to none, or not known yet: a process whose command line is not read, or whose
 * AppID might turn out to be a claimed one, could still be a named application's host.
 */
export function ownerOf(watched: Watched, claims: readonly Claim[]): Claim | undefined {
  return ownerAmong(watched, sorted(claims));
}

/** Of these processes, those of one application. */
export function ownedBy(
  processes: readonly Watched[],
  application: string,
  claims: readonly Claim[],
): readonly Watched[] {
  const among = sorted(claims);
  // Without a named application there is nothing to distinguish.
  if (among.hosts.length === 0) return among.rest?.application === application ? processes : [];
  return processes.filter((each) => ownerAmong(each, among)?.application === application);
}

interface Claims {
  readonly hosts: readonly Claim[];
  readonly rest: Claim | undefined;
}

function sorted(claims: readonly Claim[]): Claims {
  return {
    hosts: claims.filter(({ kind }) => kind === 'hosts'),
    rest: claims.find(({ kind }) => kind === 'rest'),
  };
}

function ownerAmong(watched: Watched, { hosts, rest }: Claims): Claim | undefined {
  const appId = applicationOf(watched);
  const owner =
    appId === undefined
      ? hosts.find(({ instancePids }) => instancePids.includes(watched.target.pid))
      : hosts.find((claim) => claim.appId === appId);
  if (owner) return owner;
  const isAmbiguous =
    hosts.some((claim) => claim.appId === undefined) ||
    (hosts.length > 0 && watched.commandLine.kind !== 'read');
  return isAmbiguous ? undefined : rest;
}
