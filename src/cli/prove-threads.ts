/** Plays nights in one thread per core. */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { proveWorkerPath } from '../parts.js';
import type { NightResult } from '../simulation/nights/play-night.js';
import type { Computer } from '../simulation/prove/prove-night.js';

/** Initial data of a thread. */
export interface NightsToPlay {
  /** The configuration as text: its patterns and passwords cannot be passed to a thread. */
  readonly text: string;
  readonly file: string;
  readonly computer: Computer;
}

const MOST_THREADS = 8;
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/**
 * Resolves to the nights in the order of their seeds; to fewer when the signal is aborted.
 * @param played called after each night with the number of nights so far
 */
export async function playInThreads(
  work: NightsToPlay,
  count: number,
  played: (done: number) => void,
  signal: AbortSignal,
): Promise<NightResult[]> {
  // The agent keeps V8's young generation small for months; these threads live for seconds.
  setFlagsFromString('--semi-space-growth-factor=2');
  setFlagsFromString('--min-semi-space-size=16');
  const nights: (NightResult | undefined)[] = [];
  const failed = new AbortController();
  const ending = AbortSignal.any([signal, failed.signal]);
  let next = 1;
  let done = 0;
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(proveWorkerPath, { workerData: work, resourceLimits });
      const end = () => void worker.terminate();
      ending.addEventListener('abort', end, { once: true });
      const give = () => {
        if (next > count || ending.aborted) end();
        else worker.postMessage(next++);
      };
      worker.on('message', (night: NightResult) => {
        nights[night.seed - 1] = night;
        played(++done);
        give();
      });
      worker.on('error', (error) => {
        failed.abort();
        reject(error);
      });
      worker.on('exit', () => {
        ending.removeEventListener('abort', end);
        resolve();
      });
      give();
    });
  const threads = Math.min(availableParallelism(), count, MOST_THREADS);
  await Promise.all(Array.from({ length: threads }, thread));
  return nights.filter((each) => each !== undefined);
}
