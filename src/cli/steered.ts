/** The running agent from the operators' side: status.json, their requests, the changed file. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { processStartedUnixMs, systemClock } from '../adapters/clock/clock.js';
import { watchRequests } from '../adapters/state/request-folder.js';
import { openStatusFile, type StatusFile } from '../adapters/state/status-file.js';
import type { AgentControls } from '../agent/agent.js';
import type { Composition } from '../compose/compose.js';
import {
  NOTHING_WATCHED,
  STATUS_FORM,
  type AgentStatus,
  type WatchStatus,
} from '../core/telling/status.js';
import type { Answer, Request } from '../core/telling/steering.js';
import { readBytes } from '../config/bytes.js';
import type { Config } from '../config/config.js';
import { version } from '../version.js';
import { OwnFiguresWatch } from './own-figures.js';

/** Number of answers kept: clients look for theirs within that time. */
const MOST_ANSWERS = 20;
/** A request that arrives during a reload waits for it. */
const WAIT_MS = 20_000;
const LOOK_AT_FILE_MS = 15_000;

export interface SteeredOptions {
  readonly stateDir: string;
  /** The scheduled task that runs this process, if any. */
  readonly task: string | undefined;
  /** Reloads the file; resolves to the result. */
  readonly reload: () => Promise<Answer>;
  /** Called now and then. */
  readonly passed: () => void;
}

/** The present composition: replaced at a reload. */
interface Running {
  readonly config: Config;
  readonly readUnixMs: number;
  readonly fileHash: string | undefined;
  readonly composition: Composition;
  readonly controls: AgentControls;
}

export class Steered {
  readonly #options: SteeredOptions;
  readonly #ending = new AbortController();
  readonly #status: StatusFile;
  #answers: readonly (readonly [string, Answer])[] = [];
  #running: Running | undefined;
  #last: WatchStatus | undefined;
  #configChanged = false;
  readonly #own = new OwnFiguresWatch();
  #waiting: (() => void)[] = [];
  readonly #work: Promise<unknown>;

  constructor(options: SteeredOptions) {
    this.#options = options;
    this.#status = openStatusFile(options.stateDir, () => this.#make());
    const { signal } = this.#ending;
    this.#work = Promise.all([
      watchRequests(
        options.stateDir,
        (id, request) => this.#meet(id, request),
        (file, cause) =>
          this.#running?.composition.journal({
            level: 'warn',
            action: 'request',
            sentence: { kind: 'request-unusable', file, cause },
          }),
        signal,
      ),
      this.#lookAtFile(signal),
    ]);
  }

  /** Notes what runs from now on. */
  async attach(config: Config, composition: Composition, controls: AgentControls): Promise<void> {
    const fileHash = await hashOf(config.file);
    this.#running = { config, readUnixMs: systemClock.wallMs(), fileHash, composition, controls };
    this.#configChanged = false;
    for (const go of this.#waiting.splice(0)) go();
    await this.#status.write();
  }

  /** Notes that nothing runs until the next `attach`. */
  detach(): void {
    this.#last = this.#running?.controls.status();
    this.#running = undefined;
  }

  get running(): WatchStatus | undefined {
    return this.#running?.controls.status();
  }

  /** The present status of the agent. */
  get status(): AgentStatus {
    return this.#make();
  }

  /** @param isOurs whether the state folder is still this agent's */
  async close(isOurs: boolean): Promise<void> {
    this.#ending.abort();
    this.#own.close();
    this.detach();
    if (isOurs) await this.#status.close();
    else this.#status.leave();
    await this.#work;
  }

  async #meet(id: string, request: Request): Promise<void> {
    const controls = await this.#controls();
    // The requesting command has its own deadline.
    if (!controls) return;
    const answer =
      request.kind === 'reload' ? await this.#options.reload() : controls.steer(request);
    this.#answers = [...this.#answers, [id, answer] as const].slice(-MOST_ANSWERS);
    await this.#status.write();
  }

  async #controls(): Promise<AgentControls | undefined> {
    const { signal } = this.#ending;
    if (!this.#running && !signal.aborted) {
      const attached = new Promise<void>((resolve) => this.#waiting.push(resolve));
      await Promise.race([attached, systemClock.sleep(WAIT_MS, signal)]);
    }
    return this.#running?.controls;
  }

  /** A changed file is reported once, not loaded automatically. */
  async #lookAtFile(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await systemClock.sleep(LOOK_AT_FILE_MS, signal);
      this.#options.passed();
      const running = this.#running;
      if (!running || this.#configChanged || running.fileHash === undefined) continue;
      const hash = await hashOf(running.config.file);
      if (hash === undefined || hash === running.fileHash || running !== this.#running) continue;
      this.#configChanged = true;
      running.composition.journal({
        level: 'warn',
        action: 'configuration-warning',
        sentence: { kind: 'configuration-changed', file: running.config.file },
      });
    }
  }

  #make(): AgentStatus {
    const running = this.#running;
    const parts = running?.composition.parts() ?? { mailsWaiting: 0, shells: [] };
    return {
      form: STATUS_FORM,
      version: version(),
      hostName: hostname(),
      pid: process.pid,
      image: basename(process.execPath),
      startedUnixMs: processStartedUnixMs,
      task: this.#options.task ?? null,
      writtenUnixMs: Math.round(systemClock.wallMs()),
      configFile: running?.config.file ?? '',
      configReadUnixMs: Math.round(running?.readUnixMs ?? 0),
      configChanged: this.#configChanged,
      ...parts,
      ...this.#own.read(running?.composition.journal),
      answers: Object.fromEntries(this.#answers),
      ...(running?.controls.status() ?? this.#last ?? NOTHING_WATCHED),
    };
  }
}

async function hashOf(file: string): Promise<string | undefined> {
  try {
    const read = await readBytes(file);
    // An invalid file is reported when it is loaded.
    return read.kind === 'bytes'
      ? createHash('sha256').update(read.bytes).digest('hex')
      : undefined;
  } catch {
    return undefined;
  }
}
