/** Logs the events of a shell in the journal. */
import { foreign } from '../../../core/foreign.js';
import { unredacted, type Redact } from '../../../core/judging/probe-result.js';
import type { Level } from '../../../core/telling/journal-event.js';
import type { ShellSentence } from '../../../core/telling/sentences/shell.js';
import type { Clock, Journal } from '../../../ports.js';
import { systemClock } from '../../clock/clock.js';
import type { OnShellEvent, ShellEvent } from './shell-event.js';

const NOISE_WINDOW_MS = 60_000;
const LINES_PER_WINDOW = 10;
const MAX_LENGTH = 500;
/** Margin for a secret that begins in the logged part of a text. */
const SEARCHED_LENGTH = 8 * MAX_LENGTH;
/** Part of an answer that was interrupted by other output; an answer may hold a password. */
const BASE64 = /[A-Za-z0-9+/]{16,}={0,2}/g;

export interface ShellLogOptions {
  /** Removes secrets from a text before it is cut. */
  readonly redact?: Redact;
  readonly clock?: Pick<Clock, 'monotonicMs'>;
}

/** @param role `watch`, `act` or `ask` */
export function logShell(
  role: string,
  journal: Journal,
  { redact = unredacted, clock = systemClock }: ShellLogOptions = {},
): OnShellEvent {
  const noise = new NoiseLimit(clock);
  const say = (level: Level, sentence: ShellSentence) =>
    journal({ level, action: 'shell-noise', sentence });
  return (event) => {
    if (event.kind !== 'said') {
      journal(journalEventOf(role, event));
      return;
    }
    const { isWritten, dropped } = noise.next();
    if (dropped > 0) say('debug', { kind: 'shell-noise-dropped', role, lines: dropped });
    if (!isWritten) return;
    const { stream, text } = event;
    const said = foreign(withoutAnswers(text, redact), MAX_LENGTH);
    say(stream === 'stderr' ? 'warn' : 'debug', { kind: 'shell-said', role, stream, said });
  };
}

function journalEventOf(
  role: string,
  event: Exclude<ShellEvent, { kind: 'said' }>,
): Parameters<Journal>[0] {
  const { generation } = event;
  switch (event.kind) {
    case 'started':
      return {
        level: 'info',
        action: 'shell-start',
        sentence: { kind: 'shell-started', role, generation, tookMs: event.tookMs },
        fields: {
          'comwatch.shell.pid': event.pid ?? 0,
          'comwatch.shell.generation': generation,
        },
      };
    case 'recycled':
      return {
        level: 'info',
        action: 'shell-exit',
        sentence: { kind: 'shell-recycled', role, generation, cause: event.cause },
      };
    case 'given-up':
      return {
        level: 'warn',
        action: 'shell-error',
        sentence: {
          kind: 'shell-given-up',
          role,
          generation,
          reason: event.reason,
          nextStartMs: event.nextStartMs,
        },
        fields: { 'comwatch.reason': event.reason.kind },
      };
    case 'idled':
      return {
        level: 'info',
        action: 'shell-exit',
        sentence: { kind: 'shell-idled', role, generation },
      };
  }
}

/** Allows a few lines per minute and counts the rest. */
class NoiseLimit {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #beganMs = Number.NEGATIVE_INFINITY;
  #written = 0;
  #dropped = 0;

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** `dropped`: lines of the minute that has just ended. */
  next(): { readonly isWritten: boolean; readonly dropped: number } {
    const nowMs = this.#clock.monotonicMs();
    let dropped = 0;
    if (nowMs - this.#beganMs > NOISE_WINDOW_MS) {
      dropped = this.#dropped;
      this.#beganMs = nowMs;
      this.#written = 0;
      this.#dropped = 0;
    }
    const isWritten = this.#written < LINES_PER_WINDOW;
    if (isWritten) this.#written++;
    else this.#dropped++;
    return { isWritten, dropped };
  }
}

function withoutAnswers(text: string, redact: Redact): string {
  // Cut first: a search in megabytes ends in a stack overflow, and only the beginning is written.
  return redact(text.trim().slice(0, SEARCHED_LENGTH))
    .slice(0, 2 * MAX_LENGTH)
    .replaceAll(BASE64, (run) => (isEncoded(run) ? `[${run.length} characters]` : run));
}

/**
 * Recognises nonces and Base64, in which the kind of character changes at every second place. In names of classes and
 * in paths it changes where a word begins, and digits are rare.
 */
function isEncoded(run: string): boolean {
  const pieces = run.match(/[a-z]+|[A-Z]+|\d+|[+/=]+/g) ?? [];
  const changes = pieces.length / run.length;
  if (/^[0-9a-f]+$/i.test(run)) return true;
  if (!/[0-9+=]/.test(run)) return changes > 0.4;
  return changes > 0.25 && !isOfWords(run, changes);
}

/** Name with a digit that is made of whole words: `Win32Exception`. Of 20,000 encoded texts none was, of random letters 30. */
function isOfWords(run: string, changes: number): boolean {
  const inWords = (run.match(/[a-z]{3,}/g) ?? []).join('').length;
  return changes <= 0.37 && inWords / run.length >= 0.55;
}
