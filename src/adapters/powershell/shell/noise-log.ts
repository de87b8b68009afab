import { unredacted, type Redact } from '../../../core/judging/probe-result.js';
import type { Journal } from '../../../ports.js';

const LINES_PER_MINUTE = 10;
const MAX_LENGTH = 500;
/** A secret that begins in what is written ends in here. */
const SEARCHED_LENGTH = 8 * MAX_LENGTH;
/** Part of an answer that something broke; an answer may hold a password. */
const BASE64 = /[A-Za-z0-9+/]{16,}={0,2}/g;

/** What a shell says beside its answers: written, but not more than a few lines a minute; the rest is counted. */
export class NoiseLog {
  readonly #role: string;
  readonly #journal: Journal;
  readonly #redact: Redact;
  #minuteStart = Number.NEGATIVE_INFINITY;
  #written = 0;
  #dropped = 0;

  /** @param redact takes secrets out of what is said, before it is cut */
  constructor(role: string, journal: Journal, redact: Redact = unredacted) {
    this.#role = role;
    this.#journal = journal;
    this.#redact = redact;
  }

  add(stream: 'stdout' | 'stderr', text: string): void {
    const now = performance.now();
    if (now - this.#minuteStart > 60_000) {
      if (this.#dropped > 0) this.#write('debug', `${this.#dropped} further lines of noise`);
      this.#minuteStart = now;
      this.#written = 0;
      this.#dropped = 0;
    }
    if (this.#written >= LINES_PER_MINUTE) {
      this.#dropped++;
      return;
    }
    this.#written++;
    // Cut first: a search in megabytes ends in a stack overflow, and only the beginning is written.
    const clean = this.#redact(text.trim().slice(0, SEARCHED_LENGTH))
      .slice(0, 2 * MAX_LENGTH)
      .replaceAll(/[\u0000-\u001f]+/g, ' ')
      .replaceAll(BASE64, (run) => `[${run.length} characters]`)
      .slice(0, MAX_LENGTH);
    this.#write(stream === 'stderr' ? 'warn' : 'debug', `${stream}: ${clean}`);
  }

  #write(level: 'debug' | 'warn', message: string): void {
    this.#journal({
      level,
      action: 'shell-noise',
      message: `Shell ${this.#role} said on ${message}`,
    });
  }
}
