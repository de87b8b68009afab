/**
 * The probe's process: hosts .NET through edge-js and makes the COM calls. What hangs or crashes, hangs or crashes
 * here; the agent ends this process and starts another one. Its only way in and out is the pipe that it was given.
 */
import { Socket } from 'node:net';
import type { Stage } from '../../core/judging/probe-result.js';
import { LineChannel } from './line-channel.js';
import {
  CHANNEL,
  LONGEST_TEXT,
  type FromHost,
  type StageAnswer,
  type ToHost,
  type WireCall,
  type WireTransaction,
} from './messages.js';

/** COM is asked to give up the call; a call that does not come back by then hangs for good. */
const SOFT_CANCEL_MS = 150;

type Method = 'Describe' | 'Activate' | 'Call' | 'CallAside' | 'Cancel' | 'Close';
type Invoke = (method: Method, input: unknown) => Promise<StageAnswer>;

interface Running {
  readonly id: number;
  readonly transaction: WireTransaction;
  stage: Stage;
  hasSession: boolean;
  abandoned: boolean;
}

let invoke: Invoke | undefined;
let running: Running | undefined;

const channel = new LineChannel(new Socket({ fd: CHANNEL }), {
  // The agent's lines are ours.
  line: (line) => take(JSON.parse(line) as ToHost),
  tooLong: () => end(new Error('a message of the agent is too long')),
  // The agent is gone, and this process ends with it.
  closed: () => process.exit(0),
});

function send(message: FromHost): void {
  channel.send(message);
}

/** Binds lazily: an old .NET or a missing native shows here, as a reason, not as a crash at start. */
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

async function probe(id: number, transaction: WireTransaction): Promise<void> {
  const current: Running = {
    id,
    transaction,
    stage: 'activate',
    hasSession: false,
    abandoned: false,
  };
  running = current;
  const { progid, apartment, authorize, sessionInfo } = transaction;
  const activated = await stage(current, 'activate', 'Activate', { progid, apartment });
  if (activated.ok && !current.abandoned) {
    const authorized = await stage(current, 'authorize', 'Call', authorize);
    if (authorized.ok) {
      current.hasSession = authorized.hasSession === true;
      if (!authorized.error && !isAbandoned(current)) {
        await stage(current, 'session-info', 'Call', sessionInfo);
      }
    }
    await logOut(current, 'Call');
  }
  await invoke?.('Close', null);
  if (running === current) running = undefined;
  send({ kind: 'idle', id });
}

/** Asked anew: it may have been abandoned during an await, which the compiler does not see. */
function isAbandoned({ abandoned }: Running): boolean {
  return abandoned;
}

async function logOut(current: Running, method: 'Call' | 'CallAside'): Promise<void> {
  if (!current.hasSession) return;
  current.hasSession = false;
  await stage(current, 'log-out', method, current.transaction.logOut);
}

async function stage(
  current: Running,
  name: Stage,
  method: Method,
  input: WireCall | { readonly progid: string; readonly apartment: string },
): Promise<StageAnswer> {
  if (!invoke) throw new Error('not loaded');
  current.stage = name;
  send({ kind: 'stage', id: current.id, stage: name });
  const answer = await invoke(method, input);
  send({ kind: 'ended', id: current.id, stage: name, answer: cut(answer) });
  return answer;
}

/** A server may answer megabytes; the agent sees the beginning. */
function cut(answer: StageAnswer): StageAnswer {
  if (!answer.ok) return { ...answer, message: answer.message.slice(0, LONGEST_TEXT) };
  const { error, info } = answer;
  return {
    ...answer,
    ...(error !== undefined && { error: error.slice(0, LONGEST_TEXT) }),
    ...(info !== undefined && { info: info.slice(0, LONGEST_TEXT) }),
  };
}

/** The soft cancel first; a session that is open is closed from a second thread while the first one hangs. */
async function abandon(id: number): Promise<void> {
  const current = running;
  if (current?.id !== id || current.abandoned) return;
  current.abandoned = true;
  const { stage: hung } = current;
  await invoke?.('Cancel', null);
  await new Promise((resolve) => setTimeout(resolve, SOFT_CANCEL_MS));
  const stillHangs = running === current && current.stage === hung;
  if (stillHangs && hung === 'session-info') await logOut(current, 'CallAside');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A fault of our own or of edge-js: the parent takes the end of this process for what it is. */
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
      probe(message.id, message.transaction).catch(end);
      break;
    case 'abandon':
      abandon(message.id).catch(end);
  }
}

// Ctrl+C reaches every process of the terminal; the agent ends this one when the session is closed.
for (const signal of ['SIGINT', 'SIGBREAK']) process.on(signal, () => undefined);
