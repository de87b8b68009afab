/** A way to a process that makes the COM calls: its start and its protocol. */
import type { ChildProcess } from 'node:child_process';
import type { FromHost, TransactionRequestMessage } from './messages.js';
import type { InvalidAnswer } from './read-message.js';

export interface ConnectionEvents {
  /** Called with a message that has the agreed form. */
  readonly message: (message: FromHost) => void;
  readonly invalid: (answer: InvalidAnswer) => void;
  /** Called with other output of the process, which explains why it ended. */
  readonly printed: (text: string) => void;
}

export interface Connection {
  readonly child: ChildProcess;
  /** The process that makes the calls, if it differs from the child, which is a launcher then. */
  readonly behindLauncher: () => number | undefined;
  readonly send: (message: TransactionRequestMessage) => void;
  /** Stops reading and writing. */
  readonly stop: () => void;
}

/** Begins to load at once. The start may throw; no later method does. */
export type Connect = (events: ConnectionEvents) => Connection;

/** Passes on what the process prints on its standard error, and on its standard output unless that is the channel. */
export function listenToOutput(
  streams: readonly (NodeJS.ReadableStream | null | undefined)[],
  printed: (text: string) => void,
): void {
  for (const stream of streams) {
    stream?.setEncoding('utf8').on('data', (text: string) => printed(text));
    stream?.on('error', () => undefined);
  }
}
