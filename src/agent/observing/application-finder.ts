import type { Hosts } from '../../core/judging/com-verdict.js';
import type { Reason } from '../../core/reason.js';
import { guidOf, hostsOf, type Application } from '../../core/judging/suspects.js';
import { sameTarget } from '../../core/observing/identity.js';
import { ListedHosts } from './listed-hosts.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';
import { NotificationLog } from '../../core/notification-log.js';
import type {
  ApplicationAnswer,
  ApplicationReader,
  Clock,
  FoundApplication,
  Journal,
} from '../../ports.js';
import { whyUnknown, type ApplicationKey } from './scope.js';

const ASK_AGAIN_MS = 60_000;
/**
 * An application that was created again has another AppID: it is looked up again while no process has the known one.
 */
const DOUBT_AFTER_MS = 3 * 60_000;

/**
 * Determines which of the watched processes host an application. Its AppID is looked up once; command lines show which
 * process has it, and the COM+ catalogue is queried only when none of them does, or when one cannot be read: a host
 * that cannot be distinguished from others may be the one that hangs.
 */
export class ApplicationFinder {
  readonly #key: ApplicationKey;
  readonly #read: ApplicationReader;
  readonly #clock: Clock;
  readonly #journal: Journal;
  #found: FoundApplication | undefined;
  readonly #log = new NotificationLog();
  #unknownBecause: Reason | undefined;
  #askedAtMs: number | undefined;
  readonly #listed = new ListedHosts();

  readonly #everyone: (() => readonly Watched[]) | undefined;

  /**
   * @param everyone all processes of the watched name, including those of other applications: any of them may be a host
   */
  constructor(
    key: ApplicationKey,
    read: ApplicationReader,
    clock: Clock,
    journal: Journal,
    everyone?: () => readonly Watched[],
  ) {
    this.#everyone = everyone;
    this.#key = key;
    this.#read = read;
    this.#clock = clock;
    this.#journal = journal;
  }

  /** Properties known without a query: the class and its registration. */
  get found(): FoundApplication | undefined {
    return this.#found;
  }

  /** Processes whose command line names the application; `undefined` while it is not known. */
  known(watched: readonly Watched[]): Watched[] | undefined {
    const { appId } = this;
    if (appId === undefined) return undefined;
    const hosts = hostsOf(watched, { appId, name: null, instancePids: [] });
    // An AppID that Windows does not know is probably mistyped, unless a process has it.
    const isNowhere = this.#found?.appId === null && hosts.length === 0;
    return isNowhere ? undefined : hosts;
  }

  /** Reason why the AppID is not known, from the last answer; `undefined` when it is, or before the first answer. */
  get unknownBecause(): Reason | undefined {
    return this.#found?.appId ? undefined : this.#unknownBecause;
  }

  /** `{GUID}` in upper case, once known. */
  get appId(): string | undefined {
    return this.#found?.appId ?? guidOf(this.#key.application ?? '');
  }

  /** AppID that the COM+ catalogue gave for this process; `undefined` if it was not queried or does not list it. */
  listedAppId(target: Target): string | undefined {
    return this.#listed.appIdOf(target);
  }

  /** Queries the catalogue, at most once a minute, for the processes in which the application runs. */
  async identify(signal: AbortSignal): Promise<void> {
    if (!this.#listed.isDue(this.#clock.monotonicMs())) return;
    this.#learn(await this.#askCatalogue(this.#everyone?.() ?? [], signal));
  }

  /** Looks up the AppID when it is due, in the background; also a known one when none of `watched` has it. */
  async refresh(signal: AbortSignal, watched: readonly Watched[] = []): Promise<void> {
    const known = this.known(watched);
    // A command line that has not been read yet is no evidence against the AppID.
    const isDoubted =
      known?.length === 0 &&
      guidOf(this.#key.application ?? '') === undefined &&
      watched.some(({ commandLine }) => commandLine.kind === 'read');
    if (known && this.#found && !isDoubted) return;
    const nowMs = this.#clock.monotonicMs();
    const pauseMs = known ? DOUBT_AFTER_MS : ASK_AGAIN_MS;
    if (this.#askedAtMs !== undefined && nowMs - this.#askedAtMs < pauseMs) return;
    this.#askedAtMs = nowMs;
    this.#learn(await this.#read({ ...this.#key, catalog: false }, signal));
  }

  /**
   * The processes that host it. A process whose command line cannot be read may be one, so the catalogue is queried
   * then.
   */
  async hosts(watched: readonly Watched[], signal: AbortSignal): Promise<Hosts> {
    const named = this.known(watched);
    const application = this.name;
    const unread = this.#unread(watched);
    const isClear = named && named.length > 0 && unread.length === 0;
    // With several hosts, only the catalogue shows which are recycled or paused.
    const answer =
      isClear && named.length === 1
        ? undefined
        : await this.#askCatalogue(this.#everyone?.() ?? watched, signal);
    if (answer) this.#learn(answer);
    if (isClear) {
      const retired = answer?.ok ? retiredOf(named, answer.found) : [];
      return { kind: 'hosts', hosts: named, retired, application };
    }
    if (!answer) return unresolved({ kind: 'application-unknown', name: application }, unread);
    if (!answer.ok) return unresolved(answer.reason, unread);
    return this.#hostsIn(answer.found, watched, unread);
  }

  /** Processes listed by the catalogue, and those whose command line names the application. */
  #hostsIn(
    found: FoundApplication,
    watched: readonly Watched[],
    unread: readonly Watched[],
  ): Hosts {
    if (found.ambiguous) return unresolved({ kind: 'application-ambiguous', name: this.name }, []);
    const known = applicationOf(found, found.instancePids);
    if (!known) return unresolved(this.#why(found), []);
    // The name comes from the catalogue alone: without it, the hosts among the unread ones are not known.
    if (unread.length > 0 && found.name === null) return unresolved(this.#unnamed(found), unread);
    // The newer answer takes precedence.
    const hosts = hostsOf(watched.map(withoutListing), known);
    const outside = hostsOf(unread, known).filter(
      ({ target }) => !hosts.some((each) => sameTarget(each.target, target)),
    );
    if (outside.length > 0) {
      return unresolved({ kind: 'hosts-elsewhere', pids: pidsOf(outside) }, []);
    }
    return {
      kind: 'hosts',
      // The catalogue identifies processes whose command line does not.
      hosts: hosts.map((each) =>
        each.commandLine.kind === 'read' ? each : { ...each, catalogueAppId: known.appId },
      ),
      retired: retiredOf(hosts, found),
      application: this.name,
    };
  }

  /** @param before processes as they were before the query */
  async #askCatalogue(before: readonly Watched[], signal: AbortSignal): Promise<ApplicationAnswer> {
    this.#listed.asked(this.#clock.monotonicMs());
    const answer = await this.#read({ ...this.#key, catalog: true }, signal);
    if (answer.ok) this.#listed.answered(answer.found, before, this.#everyone?.() ?? before);
    return answer;
  }

  #unread(watched: readonly Watched[]): Watched[] {
    const everyone = this.#everyone?.() ?? watched;
    return everyone.filter(({ commandLine }) => commandLine.kind !== 'read');
  }

  /** Reason why the catalogue does not give its name. */
  #unnamed({ fault }: FoundApplication): Reason {
    return fault ?? { kind: 'application-unknown', name: this.name };
  }

  #learn(answer: ApplicationAnswer): void {
    // A failed query of the catalogue does not invalidate its earlier answer.
    const isNews = answer.ok && (answer.found.appId !== null || answer.found.fault === undefined);
    if (answer.ok && (isNews || !this.#found?.appId)) this.#found = answer.found;
    const known = answer.ok ? applicationOf(answer.found, []) : undefined;
    const reason = answer.ok ? this.#why(answer.found) : answer.reason;
    this.#unknownBecause = reason;
    const { name } = this;
    if (!this.#log.isNews('application', JSON.stringify([name, known?.appId ?? reason]))) return;
    this.#journal({
      level: known ? 'info' : 'warn',
      action: 'application',
      sentence: known
        ? { kind: 'application-known', name, appId: known.appId }
        : { kind: 'application-not-known', name, reason },
    });
    if (answer.ok) this.#sayBitness(answer.found);
  }

  /** The agent is a 64-bit process. */
  #sayBitness({ registered: { bits32, bits64 } }: FoundApplication): void {
    if (!bits32 || bits64) return;
    this.#journal({
      level: 'warn',
      action: 'application',
      sentence: { kind: 'class-32-bit-only', name: this.name },
    });
  }

  #why(found: FoundApplication): Reason {
    return whyUnknown(this.#key, found, this.name);
  }

  /** Its name, else the way the configuration refers to it. */
  get name(): string {
    return this.#found?.name ?? this.#key.application ?? this.#key.progid ?? '';
  }
}

function withoutListing(watched: Watched): Watched {
  const copy: { -readonly [Key in keyof Watched]: Watched[Key] } = { ...watched };
  delete copy.catalogueAppId;
  return copy;
}

function unresolved(cause: Reason, unread: readonly Watched[]): Hosts {
  const reason: Reason =
    unread.length === 0 ? cause : { kind: 'command-lines-unread', pids: pidsOf(unread), cause };
  return { kind: 'unresolved', reason };
}

/** Processes that COM+ has recycled or paused. */
function retiredOf(hosts: readonly Watched[], { retiredPids }: FoundApplication): Target[] {
  return hosts.map(({ target }) => target).filter(({ pid }) => retiredPids.includes(pid));
}

function pidsOf(watched: readonly Watched[]): number[] {
  return watched.map(({ target }) => target.pid);
}

function applicationOf(
  found: FoundApplication | undefined,
  instancePids: readonly number[],
): Application | undefined {
  if (!found?.appId) return undefined;
  return { appId: found.appId, name: found.name, instancePids };
}
