/** The first way: a process of Node that hosts .NET through edge-js, with a pipe of its own for the messages. */
import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { childEnvironment } from '../files/environment.js';
import { listenToOutput, type Connect } from './connection.js';
import { LineChannel } from './line-channel.js';
import { CHANNEL } from './messages.js';
import { invalid, readMessage } from './read-message.js';

export interface EdgeOptions {
  /** The script of the probe's process. */
  readonly script: string;
  /** The .NET assembly and the class in it that make the calls. */
  readonly assemblyFile: string;
  readonly typeName: string;
  /** Variables in addition to the agent's own; none that steers Node, .NET or edge-js reaches the process. */
  readonly env: Readonly<Record<string, string>>;
}

export function connectEdge({ script, assemblyFile, typeName, env }: EdgeOptions): Connect {
  return (events) => {
    const child = spawn(process.execPath, [script], {
      // Overlapped: on Windows both ends of the pipe are read and written at the same time.
      stdio: ['ignore', 'pipe', 'pipe', 'overlapped'],
      env: childEnvironment(process.env, env).variables,
      windowsHide: true,
    });
    listenToOutput([child.stdout, child.stderr], events.printed);
    // A child that could not be started has none.
    const pipe = child.stdio[CHANNEL] as Duplex | null | undefined;
    const channel = pipe
      ? new LineChannel(pipe, pipe, {
          line: (line) => {
            const read = readMessage(line);
            if (read.ok) events.message(read.value);
            else events.invalid(read.reason);
          },
          tooLong: () => events.invalid(invalid('size')),
          closed: () => undefined,
        })
      : undefined;
    channel?.send({ kind: 'load', assemblyFile, typeName });
    return {
      child,
      behindLauncher: () => undefined,
      send: (message) => channel?.send(message),
      stop: () => channel?.stop(),
    };
  };
}
