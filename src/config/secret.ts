import { inspect } from 'node:util';

const PREFIX = 'dpapi:';
const PROTECTED = /^dpapi:[A-Za-z0-9+/]{8,}={0,2}$/;

/** Whether a value of the file is one that a machine protected, right or not. */
export function isProtected(value: string): boolean {
  return value.startsWith(PREFIX);
}

/** Whether it has the form of one: `dpapi:` and Base64. */
export function isWellFormed(value: string): boolean {
  return PROTECTED.test(value);
}

export function toProtected(base64: string): string {
  return PREFIX + base64;
}

export function fromProtected(value: string): string {
  return value.slice(PREFIX.length);
}

/** A value that must never be printed: every way of turning it into text gives `***`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The clear text, for the one place that hands it to a server. */
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
