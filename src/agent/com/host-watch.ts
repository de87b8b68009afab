import type { ApplicationFinder } from '../observing/application-finder.js';
import type { Seen } from '../observing/observer.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';
import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';

/** Processes known to host the class: the end of one means a new server, and an answer shows that its host has started. */
export class HostWatch {
  readonly #finder: Pick<ApplicationFinder, 'known'>;
  readonly #own: () => readonly Watched[];
  #known: readonly Target[] = [];
  #answered: readonly Target[] = [];
  /** Hosts known to an earlier agent, until a sample shows whether they are still running. */
  #remembered: readonly Target[] = [];

  constructor(finder: Pick<ApplicationFinder, 'known'>, own: () => readonly Watched[]) {
    this.#finder = finder;
    this.#own = own;
  }

  get known(): readonly { readonly target: Target }[] {
    return this.#known.map((target) => ({ target }));
  }

  /** Known hosts that are not among these, though their end has not been seen. */
  unseen(present: readonly Watched[]): Target[] {
    return this.#known.filter((each) => !present.some(({ target }) => sameTarget(target, each)));
  }

  isKnown(target: Target): boolean {
    return this.#known.some((each) => sameTarget(each, target));
  }

  /** Notes an answer, which the only host at that time must have given. */
  hasAnswered(target: Target): boolean {
    return this.#answered.some((each) => sameTarget(each, target));
  }

  /** State with which the next agent continues. */
  get kept(): Pick<ComKnowledge, 'hosts' | 'answered'> {
    return { hosts: this.#known, answered: this.#answered };
  }

  /** Continues with the state of an earlier agent. */
  restore({ hosts, answered }: Pick<ComKnowledge, 'hosts' | 'answered'>): void {
    this.#known = hosts;
    this.#answered = answered;
    this.#remembered = hosts;
  }

  /** Processes that have ended according to a sample, including those that ended between two agents. */
  endedIn({ left, processes, isComplete }: Seen): readonly Target[] {
    const missing = this.#remembered.filter(
      (target) => !processes.some((each) => sameTarget(each.target, target)),
    );
    // An incomplete sample may have omitted them.
    this.#remembered = isComplete ? [] : missing;
    return [...(isComplete ? missing : []), ...left.map((each) => each.target)];
  }

  /** Notes the hosts identified by their command lines. */
  look(): void {
    this.resolved(this.#finder.known(this.#own()) ?? []);
  }

  /** Notes hosts found in any way. */
  resolved(hosts: readonly Watched[]): void {
    const news = hosts.filter(({ target }) => !this.isKnown(target));
    if (news.length > 0) this.#known = [...this.#known, ...news.map(({ target }) => target)];
  }

  answered(): void {
    const own = this.#own();
    const [only, ...others] = own.filter(({ target }) => this.isKnown(target));
    const isAlone = others.length === 0 && this.unseen(own).length === 0;
    if (!only || !isAlone || this.hasAnswered(only.target)) return;
    this.#answered = [...this.#answered, only.target];
  }

  /** Forgets a host that this check has stopped, since its end is known. */
  stopped(target: Target): void {
    this.left(target);
  }

  /** Forgets a process that has ended; returns whether it was a host. */
  left(target: Target): boolean {
    const wasKnown = this.isKnown(target);
    this.#known = this.#known.filter((each) => !sameTarget(each, target));
    this.#answered = this.#answered.filter((each) => !sameTarget(each, target));
    return wasKnown;
  }
}
