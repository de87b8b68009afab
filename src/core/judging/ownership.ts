/** Assigns a process to the application that it hosts, else to the application that claims every process of the image. */
import type { Watched } from '../observing/process-table.js';
import { applicationOf } from './suspects.js';

/** Processes that an application of the configuration claims. */
export interface Claim {
  readonly application: string;
  /**
   * `hosts`: processes that host its COM+ application; `rest`: every process of the image that no other application claims.
   */
  readonly kind: 'hosts' | 'rest';
  /** AppID as `{GUID}` in upper case; `undefined` while unknown. For `rest`, that of the class which the COM check calls. */
  readonly appId: string | undefined;
  /** PIDs of its instances in the COM+ catalogue. */
  readonly instancePids: readonly number[];
}

/**
 * The application to which a process belongs, at most one. `undefined`: none, or not known yet: a process whose command line has
 * not been read, or whose AppID may turn out to be a claimed one, could still host a named application.
 */
export function ownerOf(watched: Watched, claims: readonly Claim[]): Claim | undefined {
  return ownerAmong(watched, sorted(claims));
}

/** Selects the processes of one application. */
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
