/** Assigns the processes of an image to the applications of the configuration. */
import type { Instant } from '../../core/instant.js';
import type { Watched } from '../../core/observing/process-table.js';
import { ownedBy, ownerOf, type Claim } from '../../core/judging/ownership.js';
import { applicationOf } from '../../core/judging/suspects.js';
import type { Condition } from '../telling/lasting-condition.js';
import type { ApplicationFinder } from './application-finder.js';

/** One application, as far as its processes are concerned. */
export interface Member {
  /** A key unique among the applications; the empty text for the unnamed one. */
  readonly key: string;
  /** Finds its hosts; `undefined` for the application that takes every process that no other one claims. */
  readonly scope: ApplicationFinder | undefined;
  /** Queries the catalogue for the processes that host it; `undefined` where no COM+ application is configured. */
  readonly finder: Pick<ApplicationFinder, 'listedAppId'> | undefined;
  /** State of the condition that the scope is known. */
  readonly health: Condition | undefined;
}

export class Membership {
  readonly #members: readonly Member[];

  constructor(members: readonly Member[]) {
    this.#members = members;
  }

  /** Selects the processes of one application from these. */
  own(key: string, processes: readonly Watched[]): readonly Watched[] {
    return ownedBy(this.identified(processes), key, this.#claims());
  }

  /** The name of the application that a process belongs to; `undefined` for the unnamed one, for none, or while it is not known. */
  nameOf(watched: Watched): string | undefined {
    const [identified = watched] = this.identified([watched]);
    return ownerOf(identified, this.#claims())?.application || undefined;
  }

  /** Including the AppID from the catalogue for processes whose command line names none. */
  identified(processes: readonly Watched[]): readonly Watched[] {
    if (processes.every((each) => applicationOf(each) !== undefined)) return processes;
    return processes.map((each) => {
      if (applicationOf(each) !== undefined) return each;
      const found = this.#members.flatMap(({ finder }) => finder?.listedAppId(each.target) ?? []);
      const [catalogueAppId, ...others] = new Set(found);
      // Listed for two applications: one of the answers is wrong.
      return catalogueAppId === undefined || others.length > 0 ? each : { ...each, catalogueAppId };
    });
  }

  get hasNames(): boolean {
    return this.#members.some(({ key }) => key !== '');
  }

  /** Looks up unknown properties of the applications in the background, and reports lasting problems. */
  refresh(processes: readonly Watched[], now: Instant, signal: AbortSignal): void {
    const owners = new Map<string, string>();
    for (const { key, scope, health } of this.#members) {
      if (!scope) continue;
      void scope.refresh(signal, processes);
      const { appId = '' } = scope;
      const owner = owners.get(appId);
      if (appId !== '' && owner === undefined) owners.set(appId, key === '' ? scope.name : key);
      // Two names of one COM+ application, which the configuration alone does not reveal.
      if (owner !== undefined) {
        health?.fails({ kind: 'application-taken', name: scope.name, owner }, now);
      } else if (scope.known(processes)) health?.works(now);
      else if (scope.unknownBecause) health?.fails(scope.unknownBecause, now);
    }
  }

  #claims(): Claim[] {
    return this.#members.map(({ key, scope }) => ({
      application: key,
      kind: scope ? 'hosts' : 'rest',
      appId: scope?.appId,
      instancePids: [],
    }));
  }
}
