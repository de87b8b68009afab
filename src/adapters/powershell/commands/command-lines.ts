import {
  afterFailure,
  listed,
  noBackoff,
  waitLeftMs,
  type Backoff,
} from '../../../core/backoff.js';
import type { CommandLine, Target } from '../../../core/observing/model.js';
import { sameInstant } from '../../../core/observing/identity.js';
import type { Reason } from '../../../core/reason.js';
import { NotificationLog } from '../../../core/notification-log.js';
import type { Clock, Journal } from '../../../ports.js';
import type { Shell, ShellAnswer } from '../shell/shell.js';
import { unusable } from './answer.js';
import { readCommandLines } from './rows.js';

type Way = 'process' | 'cim';

/** Deadlines: reading from the process itself takes less than a millisecond; WMI may hang. */
const DEADLINE_MS: Readonly<Record<Way, number>> = { process: 5_000, cim: 10_000 };
/** Wait after a failed read, since each read opens the process. */
const WAITS = listed([5_000, 30_000, 300_000]);
const MOST_AT_ONCE = 100;
/** Wait before a command line that was withheld is read again: an overloaded WMI answers without it. */
const HIDDEN_AGAIN_MS = 5 * 60_000;

interface Known {
  readonly startedAt: string;
  readonly commandLine: CommandLine;
  readonly readAtMs: number;
}

type Identity = Pick<Target, 'pid' | 'startedAt'>;

export interface CommandLineOptions {
  /** A shell other than the one that samples. */
  readonly shell: Pick<Shell, 'call'>;
  readonly journal: Journal;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/**
 * Reads the command line of each target once and caches it by identity: from the process itself, else from CIM. One
 * that Windows hides is requested again now and then. Never delays a sample.
 */
export class CommandLines {
  readonly #options: CommandLineOptions;
  #known = new Map<number, Known>();
  #reading = false;
  readonly #backoff: Record<Way, Backoff> = { process: noBackoff, cim: noBackoff };
  readonly #log = new NotificationLog({ reading: 'works' });

  constructor(options: CommandLineOptions) {
    this.#options = options;
  }

  of(target: Identity): CommandLine {
    const known = this.#known.get(target.pid);
    return known && sameInstant(known.startedAt, target.startedAt)
      ? known.commandLine
      : { kind: 'unread' };
  }

  /** Drops processes that have exited and starts reading new ones, without waiting. */
  follow(present: readonly Identity[]): void {
    const nowMs = this.#options.clock.monotonicMs();
    const byPid = new Map(present.map((each) => [each.pid, each.startedAt]));
    for (const [pid, known] of this.#known) {
      const startedAt = byPid.get(pid);
      if (startedAt === undefined || !sameInstant(startedAt, known.startedAt))
        this.#known.delete(pid);
    }
    if (this.#reading) return;
    const unread = present.filter((each) => this.of(each).kind === 'unread');
    const hidden = present.filter((each) => this.#isHiddenSince(each, nowMs - HIDDEN_AGAIN_MS));
    const due = [...unread, ...hidden].slice(0, MOST_AT_ONCE);
    if (due.length > 0 && this.#ways(nowMs).length > 0) void this.#read(due);
  }

  #isHiddenSince({ pid }: Identity, atMs: number): boolean {
    const known = this.#known.get(pid);
    return known?.commandLine.kind === 'hidden' && known.readAtMs <= atMs;
  }

  #ways(nowMs: number): Way[] {
    return (['process', 'cim'] as const).filter(
      (way) => waitLeftMs(this.#backoff[way], nowMs) === 0,
    );
  }

  async #read(targets: readonly Identity[]): Promise<void> {
    this.#reading = true;
    let left = targets;
    for (const way of this.#ways(this.#options.clock.monotonicMs())) {
      if (left.length > 0) left = await this.#readBy(way, left);
    }
    this.#reading = false;
  }

  /** Reads command lines by one way, and returns the processes whose command line it did not give. */
  async #readBy(way: Way, targets: readonly Identity[]): Promise<readonly Identity[]> {
    const { shell, clock } = this.#options;
    const parameters = { Id: targets.map(({ pid }) => pid), Way: way };
    const answer = await shell.call('Get-TargetCommandLine', parameters, DEADLINE_MS[way]);
    const nowMs = clock.monotonicMs();
    const rows = answer.ok ? readCommandLines(answer.value.output) : undefined;
    if (!rows) {
      this.#failed(way, answer, nowMs);
      return targets;
    }
    this.#backoff[way] = noBackoff;
    const left: Identity[] = [];
    for (const target of targets) {
      const row = rows.find(
        ({ pid, startedAt }) => pid === target.pid && sameInstant(startedAt, target.startedAt),
      );
      // The process has exited or its PID was reused: the next sample shows it.
      if (row) this.#keep(target, row.commandLine, nowMs);
      if (this.of(target).kind !== 'read') left.push(target);
    }
    if (left.length < targets.length) this.#say(undefined);
    return left;
  }

  #keep({ pid, startedAt }: Identity, text: string | null, readAtMs: number): void {
    const commandLine: CommandLine = text === null ? { kind: 'hidden' } : { kind: 'read', text };
    this.#known.set(pid, { startedAt, readAtMs, commandLine });
  }

  #failed(way: Way, answer: ShellAnswer, nowMs: number): void {
    this.#backoff[way] = afterFailure(this.#backoff[way], WAITS, nowMs);
    // A process that cannot be read itself may be readable through CIM.
    if (way === 'cim') this.#say(unusable(answer));
  }

  /** Reports the first failure, and once when it works again. */
  #say(cause: Reason | undefined): void {
    if (!this.#log.isNews('reading', cause ? 'fails' : 'works')) return;
    this.#options.journal({
      level: cause ? 'warn' : 'info',
      action: cause ? 'sample-failed' : 'sample-recovered',
      sentence: cause
        ? { kind: 'command-lines-not-read', cause }
        : { kind: 'command-lines-read-again' },
    });
  }
}
