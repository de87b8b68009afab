import type { Hosts } from '../../core/com-verdict.js';
import { hostsOf, type Application } from '../../core/suspects.js';
import type { Watched } from '../../core/watch.js';
import type {
  ApplicationAnswer,
  ApplicationReader,
  Clock,
  FoundApplication,
  Journal,
} from '../../ports.js';

export interface ApplicationKey {
  readonly progid?: string;
  /** Name or AppID. */
  readonly application?: string;
}

const ASK_AGAIN_MS = 60_000;

/**
 * Knows which of the watched processes host an application. Its AppID is asked for once; which process has it stands
 * on the command lines, and the COM+ catalogue is asked only when none of them names it, or when one cannot be read:
 * a host that cannot be told from others may be the one that hangs.
 */
export class ApplicationFinder {
  readonly #key: ApplicationKey;
  readonly #read: ApplicationReader;
  readonly #clock: Clock;
  readonly #journal: Journal;
  #found: FoundApplication | undefined;
  #said = '';
  #askedAtMs: number | undefined;

  readonly #everyone: (() => readonly Watched[]) | undefined;

  /** @param everyone all of the watched name, also those that may not be blamed: one of them may be a host too */
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

  /** What is known without asking: the class and how it is registered. */
  get found(): FoundApplication | undefined {
    return this.#found;
  }

  /** Those whose command line names the application; `undefined` while it is not known. */
  known(watched: readonly Watched[]): Watched[] | undefined {
    const application = applicationOf(this.#found, []);
    return application && hostsOf(watched, application);
  }

  /** Asks for the AppID when it is due, beside whatever else goes on. */
  async refresh(signal: AbortSignal): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const due = this.#askedAtMs === undefined || nowMs - this.#askedAtMs >= ASK_AGAIN_MS;
    if (!due || this.#found?.appId) return;
    this.#askedAtMs = nowMs;
    this.#learn(await this.#read({ ...this.#key, catalog: false }, signal));
  }

  async hosts(watched: readonly Watched[], signal: AbortSignal): Promise<Hosts> {
    const named = this.known(watched);
    const name = this.#name();
    const everyone = this.#everyone?.() ?? watched;
    const unreadable = everyone.filter(({ commandLine }) => commandLine.kind !== 'read');
    if (named && named.length > 0 && unreadable.length === 0) {
      return { kind: 'hosts', hosts: named, application: name };
    }
    const answer = await this.#read({ ...this.#key, catalog: true }, signal);
    this.#learn(answer);
    if (!answer.ok) return { kind: 'unresolved', reason: because(answer.reason, unreadable) };
    const { found } = answer;
    if (found.ambiguous) {
      return { kind: 'unresolved', reason: `several applications are called ${name}` };
    }
    const application = applicationOf(found, found.instancePids);
    if (!application) return { kind: 'unresolved', reason: this.#why(found) };
    // The name comes from the catalogue alone: without it, nobody has said which of the unreadable are hosts.
    if (unreadable.length > 0 && found.name === null) {
      const reason = found.detail === '' ? 'the COM+ catalogue does not know it' : found.detail;
      return { kind: 'unresolved', reason: because(reason, unreadable) };
    }
    const hosts = hostsOf(watched, application);
    const outside = hostsOf(unreadable, application).filter((each) => !hosts.includes(each));
    if (outside.length > 0) {
      return { kind: 'unresolved', reason: because('more processes host it', outside) };
    }
    return { kind: 'hosts', hosts, application: this.#name() };
  }

  #learn(answer: ApplicationAnswer): void {
    if (answer.ok) this.#found = answer.found;
    const known = answer.ok ? applicationOf(answer.found, []) : undefined;
    const message = known
      ? `${this.#name()} is the application ${known.appId}`
      : `Which application ${this.#name()} is, is not known: ${answer.ok ? this.#why(answer.found) : answer.reason}`;
    if (message === this.#said) return;
    this.#said = message;
    this.#journal({ level: known ? 'info' : 'warn', action: 'application', message });
    if (answer.ok) this.#sayBitness(answer.found);
  }

  /** The agent is a 64-bit process. */
  #sayBitness({ registered: { bits32, bits64 } }: FoundApplication): void {
    if (!bits32 || bits64) return;
    this.#journal({
      level: 'warn',
      action: 'application',
      message: `${this.#name()} is registered as a 32-bit class only: it can be called in a process of its own, not in a DLL`,
    });
  }

  #why({ classId, detail }: FoundApplication): string {
    if (this.#key.application === undefined && classId === null) {
      return `${this.#name()} is not registered`;
    }
    return detail === '' ? 'the registry names no AppID for it' : detail;
  }

  #name(): string {
    return this.#found?.name ?? this.#key.application ?? this.#key.progid ?? '';
  }
}

function because(reason: string, unreadable: readonly Watched[]): string {
  if (unreadable.length === 0) return reason;
  const pids = unreadable.map(({ target }) => target.pid).join(', ');
  return `${reason}; the command lines of these cannot be read: ${pids}`;
}

function applicationOf(
  found: FoundApplication | undefined,
  instancePids: readonly number[],
): Application | undefined {
  if (!found?.appId) return undefined;
  return { appId: found.appId, name: found.name, instancePids };
}
