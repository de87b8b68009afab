/** The processes of a probe: one is kept warm, and a failed start delays the next one. */
import { afterFailure, doubling, noBackoff, waitLeftMs } from '../../core/backoff.js';
import { foreign } from '../../core/foreign.js';
import type { BridgeName } from '../../core/judging/bridge.js';
import type { Redact } from '../../core/judging/probe-result.js';
import type { Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';
import type { Journal } from '../../ports.js';
import type { CallOff, TimedClock } from '../clock/clock.js';
import { unlessAborted, within } from '../clock/deadline.js';
import type { BridgeChoice, Bridges } from './bridge.js';
import { HostProcess, type Described } from './host-process.js';

export interface HostSupplyOptions {
  readonly bridges: Bridges;
  readonly choice: BridgeChoice;
  readonly startDeadlineMs: number;
  readonly journal: Journal;
  readonly clock: TimedClock;
  readonly redact?: Redact;
  /** A process that has served this many transactions is replaced between two checks. */
  readonly recycleAfter?: number;
}

/** The way by which the calls are made. */
export interface DescribedBridge extends Described {
  readonly bridge: BridgeName;
}

interface Started {
  readonly host: HostProcess;
  readonly bridge: BridgeName;
}

const RECYCLE_AFTER = 1_000;
/** Delays between failed starts. */
const WAITS = doubling(1_000, 60_000);
/** Upper bound for the exit of a killed process; one that the system does not release must not hold up the agent. */
const GONE_MS = 2_000;
/**
 * Creating a process holds up this one: for most of a second under Wine, and on Windows as long as a scanner takes. After
 * a call that hangs, the decision and the stop come first.
 */
const REPLACE_AFTER_MS = 500;

const ENDING = failure<Reason>({ kind: 'agent-ending' });

export class HostSupply {
  readonly #options: HostSupplyOptions;
  /** All running processes: one is warm, others close what an abandoned transaction left open. */
  readonly #hosts = new Set<HostProcess>();
  #warm: Started | undefined;
  /** Calls off the start of a replacement that is due soon. */
  #replacing: CallOff | undefined;
  #served = 0;
  #closed = false;
  /** Reason of the last failed start. */
  #refused: Reason | undefined;
  #backoff = noBackoff;
  #described: DescribedBridge | undefined;

  constructor(options: HostSupplyOptions) {
    this.#options = options;
  }

  get pids(): number[] {
    return [...this.#hosts].flatMap(({ pids }) => pids);
  }

  /** The latest process that became ready; `undefined` before the first one. */
  get described(): DescribedBridge | undefined {
    return this.#described;
  }

  /** Starts a process ahead of the next transaction, unless one is warm or a failed start was too recent. */
  warmUp(): void {
    this.#host();
  }

  /** A process that is ready. With `bridge = auto` it is a PowerShell where edge-js does not load. */
  async take(signal: AbortSignal): Promise<Result<HostProcess, Reason>> {
    if (this.#isEnding(signal)) return ENDING;
    const started = this.#host();
    if (!started) return this.#refused ? failure(this.#refused) : ENDING;
    const ready = await unlessAborted(started.host.ready, signal, undefined);
    if (!ready || this.#isEnding(signal)) return ENDING;
    if (ready.ok) return this.#works(started, ready.value);
    const { choice } = this.#options;
    return choice.failed(started.bridge, ready.reason)
      ? this.#fallBack(ready.reason, signal)
      : this.#refuse(ready.reason);
  }

  /** Takes a process back after a transaction. */
  release(host: HostProcess, reusable: boolean): void {
    this.#served++;
    const worn = this.#served >= (this.#options.recycleAfter ?? RECYCLE_AFTER);
    if (reusable && !worn && host === this.#warm?.host) return;
    host.kill();
    if (host === this.#warm?.host) this.#warm = undefined;
    if (!this.#replacing) this.#host();
  }

  /** Replaces the warm process, which hangs in a call: a new one starts soon, or at once for the next transaction. */
  replace(): void {
    this.#warm = undefined;
    this.#replacing?.();
    const start = () => {
      this.#replacing = undefined;
      this.#host();
    };
    this.#replacing = this.#options.clock.after(REPLACE_AFTER_MS, start, { background: true });
  }

  /** Ends the warm process, whose state is not known. */
  discard(): void {
    this.#warm?.host.kill();
    this.#warm = undefined;
  }

  /** Forbids further starts. */
  stop(): void {
    this.#closed = true;
    this.#replacing?.();
  }

  /** Ends all of them; resolves when they have exited, after `GONE_MS` at the latest. */
  async close(): Promise<void> {
    this.stop();
    const hosts = [...this.#hosts];
    for (const host of hosts) host.kill();
    await within(Promise.all(hosts.map(({ gone }) => gone)), GONE_MS, this.#options.clock);
  }

  /** The warm process, or a new one. */
  #host(): Started | undefined {
    if (this.#warm && !this.#warm.host.isEnding) return this.#warm;
    if (this.#closed) return undefined;
    if (waitLeftMs(this.#backoff, this.#options.clock.monotonicMs()) > 0) return undefined;
    return this.#start(this.#options.choice.present);
  }

  /** Node throws start errors that it does not know, such as those of a machine without free memory. */
  #start(bridge: BridgeName): Started | undefined {
    const { bridges, startDeadlineMs, redact, clock } = this.#options;
    const way = bridge === 'edge' ? success(bridges.edge) : bridges.powershell;
    if (!way.ok) {
      this.#refuse(way.reason);
      return undefined;
    }
    try {
      const options = { connect: way.value, startDeadlineMs, ...(redact && { redact }) };
      const host = new HostProcess(options, clock);
      this.#hosts.add(host);
      void host.gone.then(() => {
        this.#hosts.delete(host);
        this.#sayOfRejected(host);
      });
      this.#served = 0;
      this.#warm = { host, bridge };
      return this.#warm;
    } catch (error) {
      this.#refuse({ kind: 'child-fault', cause: foreign((error as Error).message) });
      return undefined;
    }
  }

  async #fallBack(edge: Reason, signal: AbortSignal): Promise<Result<HostProcess, Reason>> {
    const { bridges, choice } = this.#options;
    const neither = (powershell: Reason) => this.#refuse({ kind: 'no-bridge', edge, powershell });
    if (!bridges.powershell.ok) return neither(bridges.powershell.reason);
    const started = this.#start('powershell');
    if (!started) return this.#refused ? neither(this.#refused) : ENDING;
    const ready = await unlessAborted(started.host.ready, signal, undefined);
    if (!ready || this.#isEnding(signal)) return ENDING;
    if (!ready.ok) return neither(ready.reason);
    choice.fallBack(edge);
    return this.#works(started, ready.value);
  }

  #works({ host, bridge }: Started, { framework, bits }: Described): Result<HostProcess, Reason> {
    this.#refused = undefined;
    this.#backoff = noBackoff;
    this.#options.choice.loaded(bridge);
    const before = this.#described;
    const isSame =
      before?.bridge === bridge && before.framework === framework && before.bits === bits;
    if (!isSame) {
      this.#described = { bridge, framework, bits };
      this.#options.journal({
        level: 'info',
        action: 'probe',
        sentence: { kind: 'probe-child-ready', bridge, framework, bits },
      });
    }
    return success(host);
  }

  /** Keeps the reason of a failed start, and delays the next one. */
  #refuse(reason: Reason): Result<never, Reason> {
    this.#warm = undefined;
    this.#refused = reason;
    this.#backoff = afterFailure(this.#backoff, WAITS, this.#options.clock.monotonicMs());
    return failure(reason);
  }

  #sayOfRejected({ rejected }: HostProcess): void {
    if (rejected === undefined) return;
    this.#options.journal({
      level: 'warn',
      action: 'probe',
      sentence: { kind: 'probe-child-rejected', reason: rejected },
    });
  }

  /** Reads the value again after an await, which the compiler assumes to be unchanged. */
  #isEnding(signal: AbortSignal): boolean {
    return this.#closed || signal.aborted;
  }
}
