import { inspect } from 'node:util';

const PREFIX = 'dpapi:';
const PROTECTED = /^dpapi:[A-Za-z0-9+/]{8,}={0,2}$/;

/** Whether a value of the file claims to be protected, correctly or not. */
export function isProtected(value: string): boolean {
  return value.startsWith(PREFIX);
}

/** Whether it has the form of a protected value: `dpapi:` and Base64. */
export function isWellFormed(value: string): boolean {
  return PROTECTED.test(value);
}

export function toProtected(base64: string): string {
  return PREFIX + base64;
}

export function fromProtected(value: string): string {
  return value.slice(PREFIX.length);
}

/** A value that must never be printed: every conversion to text gives `***`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The clear text, for the one place that passes it to a server. */
  reveal(): string {
    return this.#value;
  }

  get isEmpty(): boolean {
    return this.#value === '';
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}
