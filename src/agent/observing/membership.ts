/** Which processes of an image belong to which application of the configuration. */
import type { Instant } from '../../core/instant.js';
import type { Watched } from '../../core/observing/process-table.js';
import { ownedBy, ownerOf, type Claim } from '../../core/judging/ownership.js';
import { applicationOf } from '../../core/judging/suspects.js';
import type { Condition } from '../telling/lasting-condition.js';
import type { ApplicationFinder } from './application-finder.js';

/** One application as far as its processes are concerned. */
export interface Member {
  /** A key that is unique among the applications; the unnamed one has the empty text. */
  readonly key: string;
  /** Finds its hosts; `undefined` for the application that takes every process that no other one claims. */
  readonly scope: ApplicationFinder | undefined;
  /** Asks the catalogue which processes host it; `undefined` where no COM+ application is meant. */
  readonly finder: Pick<ApplicationFinder, 'listedAppId'> | undefined;
  /** Whether the scope is known. */
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

  /** With the AppID that the catalogue gives those whose command line tells none. */
  identified(processes: readonly Watched[]): readonly Watched[] {
    if (processes.every((each) => applicationOf(each) !== undefined)) return processes;
    return processes.map((each) => {
      if (applicationOf(each) !== undefined) return each;
      const found = this.#members.flatMap(({ finder }) => finder?.listedAppId(each.target) ?? []);
      const [catalogueAppId, ...others] = new Set(found);
      // Listed for two: one of the answers is wrong.
      return catalogueAppId === undefined || others.length > 0 ? each : { ...each, catalogueAppId };
    });
  }

  get hasNames(): boolean {
    return this.#members.some(({ key }) => key !== '');
  }

  /** Asks, beside whatever else goes on, for what is not known of the applications, and says what lasts. */
  refresh(processes: readonly Watched[], now: Instant, signal: AbortSignal): void {
    const owners = new Map<string, string>();
    for (const { key, scope, health } of this.#members) {
      if (!scope) continue;
      void scope.refresh(signal, processes);
      const { appId = '' } = scope;
      const owner = owners.get(appId);
      if (appId !== '' && owner === undefined) owners.set(appId, key === '' ? scope.name : key);
      // Two names of one COM+ application: no configuration shows that.
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
