import type { CommandLine, Target } from '../../../core/observing/model.js';
import { sameInstant } from '../../../core/observing/identity.js';
import { readCommandLines } from './rows.js';
import type { Shell } from '../shell/shell.js';

const DEADLINE_MS = 5_000;
/** After a read that failed: Windows opens processes for it, and WMI may hang. */
const BACK_OFF_MS = [5_000, 30_000, 300_000];
const MOST_AT_ONCE = 100;
/** What Windows did not give once it may give later: WMI that is starved answers without it. */
const HIDDEN_AGAIN_MS = 5 * 60_000;

interface Known {
  readonly startedAt: string;
  readonly commandLine: CommandLine;
  readonly readAtMs: number;
}

/**
 * Reads the command line of each target once and remembers it by identity; one that Windows hides is asked for again
 * now and then. Never in the way of a sample.
 */
export class CommandLines {
  readonly #shell: Pick<Shell, 'call'>;
  #known = new Map<number, Known>();
  #reading = false;
  #failures = 0;
  #notBeforeMs = 0;

  constructor(shell: Pick<Shell, 'call'>) {
    this.#shell = shell;
  }

  of(target: Pick<Target, 'pid' | 'startedAt'>): CommandLine {
    const known = this.#known.get(target.pid);
    return known && sameInstant(known.startedAt, target.startedAt)
      ? known.commandLine
      : { kind: 'unread' };
  }

  /** Forgets what is gone and begins to read what is new; does not wait for it. */
  follow(present: readonly Pick<Target, 'pid' | 'startedAt'>[], nowMs: number): void {
    const byPid = new Map(present.map((each) => [each.pid, each.startedAt]));
    for (const [pid, known] of this.#known) {
      const startedAt = byPid.get(pid);
      if (startedAt === undefined || !sameInstant(startedAt, known.startedAt))
        this.#known.delete(pid);
    }
    if (this.#reading || nowMs < this.#notBeforeMs) return;
    const unread = present.filter((each) => this.of(each).kind === 'unread');
    const hidden = present.filter((each) => this.#isHiddenSince(each, nowMs - HIDDEN_AGAIN_MS));
    const due = [...unread, ...hidden].slice(0, MOST_AT_ONCE);
    if (due.length > 0) void this.#read(due, nowMs);
  }

  #isHiddenSince({ pid }: Pick<Target, 'pid'>, atMs: number): boolean {
    const known = this.#known.get(pid);
    return known?.commandLine.kind === 'hidden' && known.readAtMs <= atMs;
  }

  async #read(targets: readonly Pick<Target, 'pid' | 'startedAt'>[], nowMs: number): Promise<void> {
    this.#reading = true;
    const Id = targets.map((each) => each.pid);
    const answer = await this.#shell.call('Get-TargetCommandLine', { Id }, DEADLINE_MS);
    this.#reading = false;
    const rows = answer.ok ? readCommandLines(answer.output) : undefined;
    if (!rows) {
      const wait = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 0;
      this.#failures++;
      this.#notBeforeMs = performance.now() + wait;
      return;
    }
    this.#failures = 0;
    for (const target of targets) {
      const row = rows.find(
        (each) => each.pid === target.pid && sameInstant(each.startedAt, target.startedAt),
      );
      // Gone or reused meanwhile: the next sample says so.
      if (!row) continue;
      this.#known.set(target.pid, {
        startedAt: target.startedAt,
        readAtMs: nowMs,
        commandLine:
          row.commandLine === null ? { kind: 'hidden' } : { kind: 'read', text: row.commandLine },
      });
    }
  }
}
