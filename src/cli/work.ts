/** Work of a command after its words have been parsed. */
import type { Command } from 'commander';

export interface Flags {
  readonly account?: string;
  readonly config?: string;
  readonly debug?: boolean;
  readonly once?: boolean;
  readonly observe?: boolean;
  readonly explain?: boolean;
  readonly keys?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly repeat?: string;
  readonly why?: string;
  readonly task?: string;
  readonly withCalls?: boolean;
  readonly output?: string;
  readonly nights?: string;
  readonly since?: string;
  readonly set?: readonly string[];
}

/** @param words arguments of the command */
export type Work = (flags: Flags, file: string, words: readonly string[]) => Promise<number>;

/**
 * @param needsFile whether the command is useless without a configuration
 * @param most maximum number of arguments
 */
export type Act = (
  work: Work,
  needsFile?: boolean,
  most?: number,
) => (own: unknown, command: Command) => Promise<void>;
