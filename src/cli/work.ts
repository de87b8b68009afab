/** What a command does once its words are taken apart. */
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

/** @param words what follows the command */
export type Work = (flags: Flags, file: string, words: readonly string[]) => Promise<number>;

/**
 * @param needsFile whether the command is of no use without a configuration
 * @param most words after the command
 */
export type Act = (
  work: Work,
  needsFile?: boolean,
  most?: number,
) => (own: unknown, command: Command) => Promise<void>;
