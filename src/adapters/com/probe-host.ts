/**
 * The probe's process: hosts .NET through edge-js and makes the COM calls. Hangs and crashes stay in it; the agent ends
 * this process and starts another one. It communicates only over the pipe that it was given.
 */
import { Socket } from 'node:net';
import { LineChannel } from './line-channel.js';
import { CHANNEL, LONGEST_TEXT, type FromHost, type StageAnswer, type ToHost } from './messages.js';
import { TransactionSequence, type Invoke, type Method } from './transaction/sequence.js';

let invoke: Invoke | undefined;

const pipe = new Socket({ fd: CHANNEL });
const channel = new LineChannel(pipe, pipe, {
  // The lines come from the agent and are trusted.
  line: (line) => take(JSON.parse(line) as ToHost),
  tooLong: () => end(new Error('a message of the agent is too long')),
  // The agent has exited, so this process ends.
  closed: () => process.exit(0),
});

const sequence = new TransactionSequence(
  (method, input) => (invoke ? invoke(method, input) : Promise.reject(new Error('not loaded'))),
  (message) =>
    send(message.kind === 'ended' ? { ...message, answer: cut(message.answer) } : message),
);

function send(message: FromHost): void {
  channel.send(message);
}

/** Binds lazily: an old .NET or a missing native module appears here as a reason, not as a crash at start. */
async function load(assemblyFile: string, typeName: string): Promise<void> {
  try {
    const { default: edge } = await import('edge-js');
    const bound = new Map<Method, ReturnType<typeof edge.func>>();
    invoke = (method, input) =>
      new Promise((resolve, reject) => {
        let call = bound.get(method);
        if (!call) {
          call = edge.func({ assemblyFile, typeName, methodName: method });
          bound.set(method, call);
        }
        call(input, (error, answer) => {
          if (error) reject(error instanceof Error ? error : new Error(reasonOf(error)));
          else resolve(answer as StageAnswer);
        });
      });
    const { framework, bits } = (await invoke('Describe', null)) as unknown as {
      framework: string;
      bits: number;
    };
    send({ kind: 'ready', framework, bits });
  } catch (error) {
    send({ kind: 'failed', reason: reasonOf(error) });
  }
}

/** A server may answer megabytes; the agent gets the beginning. */
function cut(answer: StageAnswer): StageAnswer {
  if (!answer.ok) return { ...answer, message: answer.message.slice(0, LONGEST_TEXT) };
  const { error, info } = answer;
  return {
    ...answer,
    ...(error !== undefined && { error: error.slice(0, LONGEST_TEXT) }),
    ...(info !== undefined && { info: info.slice(0, LONGEST_TEXT) }),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An internal error, or one of edge-js: the parent judges by the end of this process. */
function end(error: unknown): void {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(70);
}

function take(message: ToHost): void {
  switch (message.kind) {
    case 'load':
      void load(message.assemblyFile, message.typeName);
      break;
    case 'probe':
      sequence.run(message.id, message.transaction).catch(end);
      break;
    case 'abandon':
      sequence.abandon(message.id).catch(end);
  }
}

// Ctrl+C reaches every process of the terminal; the agent ends this one when the session is closed.
for (const signal of ['SIGINT', 'SIGBREAK']) process.on(signal, () => undefined);
