import type { ApplicationFinder } from '../observing/application-finder.js';
import type { Seen } from '../observing/observer.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';
import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';

/** Which processes were known to host the class: their end begins a new server, and one that answered has started. */
export class HostWatch {
  readonly #finder: Pick<ApplicationFinder, 'known'>;
  readonly #own: () => readonly Watched[];
  #known: readonly Target[] = [];
  #answered: readonly Target[] = [];
  /** Hosts that an earlier agent knew, until a sample tells whether they are still there. */
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

  /** The only host at the time of an answer has given it. */
  hasAnswered(target: Target): boolean {
    return this.#answered.some((each) => sameTarget(each, target));
  }

  /** What the next agent is to go on with. */
  get kept(): Pick<ComKnowledge, 'hosts' | 'answered'> {
    return { hosts: this.#known, answered: this.#answered };
  }

  /** Goes on with what an earlier agent knew. */
  restore({ hosts, answered }: Pick<ComKnowledge, 'hosts' | 'answered'>): void {
    this.#known = hosts;
    this.#answered = answered;
    this.#remembered = hosts;
  }

  /** Processes that a sample shows to have ended, those among them that ended between two agents. */
  endedIn({ left, processes, isComplete }: Seen): readonly Target[] {
    const missing = this.#remembered.filter(
      (target) => !processes.some((each) => sameTarget(each.target, target)),
    );
    // A sample that left rows out may have left them out.
    this.#remembered = isComplete ? [] : missing;
    return [...(isComplete ? missing : []), ...left.map((each) => each.target)];
  }

  /** Notes the hosts that command lines name. */
  look(): void {
    this.resolved(this.#finder.known(this.#own()) ?? []);
  }

  /** Notes hosts, however they were found. */
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

  /** Forgets a host that this check has stopped: its end is known. */
  stopped(target: Target): void {
    this.left(target);
  }

  /** Forgets a process that has ended; whether it was a host. */
  left(target: Target): boolean {
    const wasKnown = this.isKnown(target);
    this.#known = this.#known.filter((each) => !sameTarget(each, target));
    this.#answered = this.#answered.filter((each) => !sameTarget(each, target));
    return wasKnown;
  }
}
