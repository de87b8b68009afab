import type { ComCheckPorts, ComCheckRules } from './com-check-ports.js';
import type { HostWatch } from './host-watch.js';
import type { Instant } from '../../core/instant.js';
import type { ComState } from '../../core/judging/com-state.js';
import {
  decide,
  needsHosts,
  type ComDecision,
  type Hosts,
} from '../../core/judging/com-verdict.js';
import type { ProbeFailure } from '../../core/judging/probe-result.js';
import { floorSuspects } from '../../core/judging/suspects.js';
import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';

type Ports = Pick<ComCheckPorts, 'clock' | 'executor' | 'finder' | 'knownGood' | 'own'>;

/** Gathers the evidence on a failed check and decides. */
export class ComDecider {
  readonly #rules: Pick<ComCheckRules, 'verdict' | 'excluded' | 'hasNeighbours'>;
  readonly #ports: Ports;
  readonly #hosts: HostWatch;

  constructor(
    rules: Pick<ComCheckRules, 'verdict' | 'excluded' | 'hasNeighbours'>,
    ports: Ports,
    hosts: HostWatch,
  ) {
    this.#rules = rules;
    this.#ports = ports;
    this.#hosts = hosts;
  }

  /** Processes for which no stop is in progress. */
  alive(watched: readonly Watched[]): readonly Watched[] {
    return watched.filter(({ target }) => !this.#ports.executor.isStopped(target));
  }

  /** Neighbours whose figures stand out now. */
  standingOut(now: Instant): Target[] {
    if (!this.#rules.hasNeighbours) return [];
    const among = this.alive(this.#ports.own()).filter(
      ({ target }) => !this.#hosts.isKnown(target),
    );
    return floorSuspects(among, this.#rules.verdict, now.monotonicMs).map(
      ({ watched }) => watched.target,
    );
  }

  /**
   * Looks up the hosts of the class only when the decision depends on them: the answer may take long.
   * @param state read again after the wait, during which a host may have ended
   */
  async decide(
    state: () => ComState,
    failure: ProbeFailure,
    signal: AbortSignal,
  ): Promise<ComDecision> {
    const { verdict } = this.#rules;
    const { finder, knownGood, executor, own } = this.#ports;
    const proven = knownGood.isProven;
    const asked = this.#ports.clock.monotonicMs();
    const hosts: Hosts = needsHosts(state(), failure, proven, asked, verdict)
      ? await finder.hosts(this.alive(own()), signal)
      : { kind: 'unresolved', reason: { kind: 'agent-ending' } };
    // A host may have ended during the wait: the evidence is compared again.
    const present = this.alive(own());
    const again = (watched: Watched) => {
      const { catalogueAppId } = watched;
      const found = present.filter(({ target }) => sameTarget(target, watched.target));
      return catalogueAppId === undefined
        ? found
        : found.map((each) => ({ ...each, catalogueAppId }));
    };
    const current: Hosts =
      hosts.kind === 'hosts' ? { ...hosts, hosts: hosts.hosts.flatMap(again) } : hosts;
    if (current.kind === 'hosts') this.#hosts.resolved(current.hosts);
    const isHost = (watched: Watched) =>
      current.kind === 'hosts' &&
      current.hosts.some(({ target }) => sameTarget(target, watched.target));
    return decide(
      state(),
      {
        failure,
        hosts: current,
        neighbours: !this.#rules.hasNeighbours ? [] : present.filter((each) => !isHost(each)),
        unseen: this.#hosts.unseen(present),
        proven,
        mayBeStopped: (each) => executor.mayBeStopped(each, this.#rules.excluded),
        hasAnswered: (each) => this.#hosts.hasAnswered(each.target),
        nowMs: this.#ports.clock.monotonicMs(),
      },
      verdict,
    );
  }
}
