/**
 * Checks whether state and log can be written: a lasting condition of each, reported in the log, the Event Log and by
 * mail.
 */
import type { DiskTurn } from '../adapters/files/json-file.js';
import { LastingCondition } from '../agent/telling/lasting-condition.js';
import { instantOf } from '../core/instant.js';
import type { FileReason } from '../core/reason.js';
import type { Clock, Journal, Notifier } from '../ports.js';

export interface DiskHealthPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
  /** Reason why the log cannot be written now. */
  readonly logTrouble: () => FileReason | undefined;
}

/** Interval of checks, shorter than the minute after which a condition is mailed. */
const LOOK_EVERY_MS = 15_000;

export class DiskHealth {
  readonly #ports: DiskHealthPorts;
  readonly #state: LastingCondition;
  readonly #log: LastingCondition;
  /** Files of the state that the disk refuses. */
  readonly #refused = new Map<string, FileReason>();
  readonly #end = new AbortController();

  constructor(ports: DiskHealthPorts) {
    this.#ports = ports;
    this.#state = new LastingCondition('state-folder', ports);
    this.#log = new LastingCondition('log-folder', ports);
  }

  /** Checks periodically until it is closed. */
  async watch(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      this.look();
      await this.#ports.clock.sleep(LOOK_EVERY_MS, signal);
    }
  }

  /** Listener of a state store: called when a write fails, and when one succeeds again. */
  turnOf(name: string): DiskTurn {
    return (reason) => {
      if (reason === undefined) this.#refused.delete(name);
      else this.#refused.set(name, reason);
      this.look();
    };
  }

  look(): void {
    const [refused] = this.#refused.values();
    this.#tell(this.#state, refused);
    this.#tell(this.#log, this.#ports.logTrouble());
  }

  close(): void {
    this.#end.abort();
  }

  #tell(condition: LastingCondition, reason: FileReason | undefined): void {
    const { clock } = this.#ports;
    const now = instantOf(clock);
    if (reason !== undefined) condition.fails(reason, now);
    else if (condition.isFailing) condition.works(now);
  }
}
