import type { ComServer } from './com-server.js';
import type { MovedTime } from './moved-time.js';
import type { ApplicationAnswer, ApplicationQuery } from '../ports.js';

/** Time after which a reader of the COM+ catalogue gives up. */
const GIVES_UP_MS = 15_000;

/** Registry and COM+ catalogue of a simulated server. */
export class Catalogue {
  /** The catalogue hangs; the registry still answers. */
  isDead = false;
  /** Neither of them knows the class. */
  isEmpty = false;
  answersInMs = 0;
  /** Processes that COM+ has recycled, or that are paused. */
  readonly retired = new Set<number>();
  /** Called when the catalogue itself is queried. */
  onQuestion: (() => void) | undefined;
  readonly #time: MovedTime;
  readonly #servers: readonly ComServer[];

  constructor(time: MovedTime, servers: readonly ComServer[]) {
    this.#time = time;
    this.#servers = servers;
  }

  async read(query: ApplicationQuery): Promise<ApplicationAnswer> {
    if (query.catalog) this.onQuestion?.();
    const isSilent = query.catalog && this.isDead;
    const takesMs = isSilent ? GIVES_UP_MS : query.catalog ? this.answersInMs : 0;
    if (takesMs > 0) await new Promise<void>((resolve) => this.#time.after(takesMs, resolve));
    const server = this.isEmpty ? undefined : this.#find(query);
    const registered = { bits64: true, bits32: false };
    if (!server) {
      const nothing = {
        appId: null,
        classId: null,
        name: null,
        instancePids: [],
        retiredPids: [],
        ambiguous: false,
      };
      return { ok: true, found: { ...nothing, registered, fault: undefined } };
    }
    const { appId, name } = server.options;
    const isAsked = query.catalog && !isSilent;
    return {
      ok: true,
      found: {
        appId,
        classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
        name: isAsked ? name : null,
        instancePids: isAsked ? server.hosts.map(({ process }) => process.target.pid) : [],
        retiredPids: isAsked ? [...this.retired] : [],
        registered,
        ambiguous: false,
        fault: isSilent ? { kind: 'shell-silent' } : undefined,
      },
    };
  }

  #find({ progid, application }: ApplicationQuery): ComServer | undefined {
    return this.#servers.find(({ options }) =>
      application === undefined
        ? options.progid === progid
        : options.name === application || options.appId === application.toUpperCase(),
    );
  }
}
