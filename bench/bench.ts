/**
 * npm run bench [-- a b c d e f g h r s w] [--write]: all performance goals, side by side in one run. --write puts the
 * tables into README.md and README.ru.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { benchCpu, benchMemory, benchReaction } from './agent.js';
import { benchHang, benchProbe } from './com.js';
import { benchFraming } from './framing.js';
import { benchPage } from './page.js';
import { root } from './parts.js';
import { writeReadme } from './readme.js';
import { benchReplay } from './replay.js';
import { benchSampling } from './sampling.js';
import { benchStatus } from './status.js';
import { benchWine } from './wine.js';
import { printResult, type BenchResult } from './statistics.js';

const benches: Readonly<Record<string, () => Promise<BenchResult>>> = {
  a: benchFraming,
  b: benchSampling,
  c: benchCpu,
  d: benchReaction,
  e: benchMemory,
  f: benchProbe,
  g: benchHang,
  h: benchPage,
  r: benchReplay,
  s: benchStatus,
  w: benchWine,
};

const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));
const results: BenchResult[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`bench ${name}…`);
  const [load = 0] = loadavg();
  const result = await run();
  results.push(result);
  printResult(result);
  console.log(`  load of the machine before it: ${load.toFixed(1)}`);
  if (words.includes('--write')) writeReadme(name, result, load);
}
const folder = join(root, 'out', 'bench');
mkdirSync(folder, { recursive: true });
const file = join(folder, 'bench.json');
writeFileSync(
  file,
  JSON.stringify({ node: process.version, at: new Date().toISOString(), results }, null, 2),
);
console.log(`\n${file}`);
process.exit(0);
