/** A way to a process that makes the COM calls: how it is started, and how the two talk. */
import type { ChildProcess } from 'node:child_process';
import type { FromHost, TransactionRequestMessage } from './messages.js';
import type { InvalidAnswer } from './read-message.js';

export interface ConnectionEvents {
  /** Read and found to be of the agreed form. */
  readonly message: (message: FromHost) => void;
  readonly invalid: (answer: InvalidAnswer) => void;
  /** What the process prints beside its messages: it tells why it ended. */
  readonly printed: (text: string) => void;
}

export interface Connection {
  readonly child: ChildProcess;
  /** The process that makes the calls, where it is another one than the child: behind a launcher. */
  readonly behindLauncher: () => number | undefined;
  readonly send: (message: TransactionRequestMessage) => void;
  /** Stops reading and writing. */
  readonly stop: () => void;
}

/** Begins to load at once. Starting it may throw; nothing later does. */
export type Connect = (events: ConnectionEvents) => Connection;

/** Hands over what the process prints on its standard error, and on its standard output where that is no channel. */
export function listenToOutput(
  streams: readonly (NodeJS.ReadableStream | null | undefined)[],
  printed: (text: string) => void,
): void {
  for (const stream of streams) {
    stream?.setEncoding('utf8').on('data', (text: string) => printed(text));
    stream?.on('error', () => undefined);
  }
}
