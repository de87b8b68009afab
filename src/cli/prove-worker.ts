/** Entry point of a thread that plays nights for `comwatch prove`: one seed in, one night out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { NightsToPlay } from './prove-threads.js';
import { parseConfig } from '../config/load.js';
import { playable, proveNight } from '../simulation/prove/prove-night.js';

const { text, file, computer } = workerData as NightsToPlay;
const loaded = parseConfig(text, file);
if (!loaded.ok) throw new Error('a configuration that was read before cannot be read');
const config = playable(loaded.config);

parentPort?.on('message', (seed: number) => {
  void proveNight(seed, config, computer).then((night) => parentPort?.postMessage(night));
});
