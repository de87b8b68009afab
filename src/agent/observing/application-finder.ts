import type { Hosts } from '../../core/judging/com-verdict.js';
import { guidOf, hostsOf, type Application } from '../../core/judging/suspects.js';
import type { Watched } from '../../core/observing/process-table.js';
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
/** An application that was made anew has another AppID: asked again while nobody has the one that is known. */
const DOUBT_AFTER_MS = 3 * 60_000;

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
  #unknownBecause: string | undefined;
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
    const appId = this.#found?.appId ?? guidOf(this.#key.application ?? '');
    if (appId === undefined) return undefined;
    const hosts = hostsOf(watched, { appId, name: null, instancePids: [] });
    // An AppID that Windows does not know is a mistyped one, unless a process has it.
    const isNowhere = this.#found?.appId === null && hosts.length === 0;
    return isNowhere ? undefined : hosts;
  }

  /** Why the AppID is not known, as the last answer had it; `undefined` when it is, or before the first answer. */
  get unknownBecause(): string | undefined {
    if (this.#found?.appId || this.#unknownBecause === undefined) return undefined;
    return `${this.#name()}: ${this.#unknownBecause}`;
  }

  /** Asks for the AppID when it is due, beside whatever else goes on; a known one when none of `watched` has it. */
  async refresh(signal: AbortSignal, watched: readonly Watched[] = []): Promise<void> {
    const known = this.known(watched);
    // A command line that is not read yet says nothing against the AppID.
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
    // A catalogue that fails says nothing against what it said before.
    const isNews = answer.ok && (answer.found.appId !== null || answer.found.detail === '');
    if (answer.ok && (isNews || !this.#found?.appId)) this.#found = answer.found;
    const known = answer.ok ? applicationOf(answer.found, []) : undefined;
    this.#unknownBecause = answer.ok ? this.#why(answer.found) : answer.reason;
    const message = known
      ? `${this.#name()} is the application ${known.appId}`
      : `Which application ${this.#name()} is, is not known: ${this.#unknownBecause}`;
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

  #why({ classId, detail, ambiguous }: FoundApplication): string {
    if (this.#key.application === undefined && classId === null) {
      return `${this.#name()} is not registered`;
    }
    if (ambiguous) return 'several applications are called so';
    if (detail !== '') return detail;
    return this.#key.application === undefined
      ? 'the registry names no AppID for it'
      : 'the COM+ catalogue does not know it';
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
