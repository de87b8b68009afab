/** A test process of the doctor: it uses a known share of a core and holds a known amount of memory. */
import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { childEnvironment } from '../adapters/files/environment.js';
import { systemTrouble } from '../core/system-trouble.js';
import { imageName } from '../core/observing/identity.js';
import type { Reason } from '../core/reason.js';
import { failure, success, type Result } from '../core/result.js';
import type { Clock } from '../ports.js';

/** Figures of the process by its own account. */
export interface OwnFigures {
  /** CPU time used so far, and the time of the report (its own monotonic clock). */
  readonly cpuMs: number;
  readonly atMs: number;
  readonly workingSetBytes: number;
}

export interface Workload {
  readonly pid: number;
  /** Unix milliseconds before and after its start. */
  readonly startedBetween: readonly [fromMs: number, untilMs: number];
  /** `undefined` when it does not answer. */
  readonly figures: (signal: AbortSignal) => Promise<OwnFigures | undefined>;
  readonly isRunning: () => boolean;
  /** Whether it ended within this time. */
  readonly ended: (withinMs: number, signal: AbortSignal) => Promise<boolean>;
  readonly close: () => void;
}

export interface WorkloadOptions {
  /** 0 to 1 of one core. */
  readonly share: number;
  readonly holdBytes: number;
}

/** Image name of every process started here. */
export const workloadImage = imageName(basename(process.execPath));

const START_MS = 15_000;
const ANSWER_MS = 5_000;

/**
 * Uses CPU until it has used its share of the time so far, so that it makes up for delays on a busy machine. Ends with
 * its parent. Takes the name of its executable: see adapters/files/process-name.ts.
 */
const SCRIPT = `
if (process.platform === 'linux') 
  require('node:fs').writeFileSync('/proc/self/comm', require('node:path').basename(process.execPath));
const [, share, bytes] = process.argv.map(Number);
const kept = Buffer.alloc(bytes, 1);
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const beganMs = performance.now(), before = used();
if (share > 0) setInterval(() => {
  const due = (performance.now() - beganMs) * share, until = performance.now() + 60;
  while (used() - before < due && performance.now() < until);
}, 20);
process.on('message', () => process.send({
  cpuMs: used(), atMs: performance.now(), workingSetBytes: process.memoryUsage.rss(), kept: kept.length }));
process.on('disconnect', () => process.exit());
process.send('ready');
`;

export async function startWorkload(
  { share, holdBytes }: WorkloadOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<Workload, Reason>> {
  const fromMs = clock.wallMs();
  let child: ChildProcess;
  try {
    child = spawn(process.execPath, ['-e', SCRIPT, String(share), String(holdBytes)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: childEnvironment(process.env).variables,
      windowsHide: true,
    });
  } catch (error) {
    return failure(systemTrouble(error));
  }
  const untilMs = clock.wallMs();
  let fault: Reason | undefined;
  child.on('error', (error) => (fault = systemTrouble(error)));
  const close = () => void child.kill('SIGKILL');
  const ready = await heard(child, clock, START_MS, signal);
  if (ready === undefined || child.pid === undefined) {
    close();
    return failure(fault ?? { kind: 'workload-silent', deadlineMs: START_MS });
  }
  return success({
    pid: child.pid,
    startedBetween: [fromMs, untilMs],
    isRunning: () => isRunning(child),
    close,
    figures: async (aborted) => {
      if (!child.connected) return undefined;
      child.send('figures', () => undefined);
      return figuresOf(await heard(child, clock, ANSWER_MS, aborted));
    },
    ended: async (withinMs, aborted) => {
      const gone = new AbortController();
      child.once('exit', () => gone.abort());
      if (isRunning(child)) await clock.sleep(withinMs, AbortSignal.any([gone.signal, aborted]));
      return !isRunning(child);
    },
  });
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** The next message; `undefined` when none comes. */
async function heard(
  child: ChildProcess,
  clock: Clock,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<unknown> {
  const over = new AbortController();
  let message: unknown;
  const take = (value: unknown) => {
    message = value;
    over.abort();
  };
  const end = () => over.abort();
  child.once('message', take).once('exit', end).once('error', end);
  await clock.sleep(deadlineMs, AbortSignal.any([over.signal, signal]));
  child.off('message', take).off('exit', end).off('error', end);
  return message;
}

function figuresOf(value: unknown): OwnFigures | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { cpuMs, atMs, workingSetBytes } = value as Partial<Record<keyof OwnFigures, unknown>>;
  return typeof cpuMs === 'number' &&
    typeof atMs === 'number' &&
    typeof workingSetBytes === 'number'
    ? { cpuMs, atMs, workingSetBytes }
    : undefined;
}
