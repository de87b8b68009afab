/** Cost of the whole agent under Wine: CPU and memory of its processes and of Wine's server, as Linux counts them. */
import { cpuMs, usage } from './parts.js';
import { figure, sleep, withGoal, type Figure } from './statistics.js';
import { linuxPids, startAgent } from './wine-parts.js';

/** The engine compiles functions after some dozens of runs. */
const WARM_UP_MS = 60_000;
const PARTS = 6;
const PART_MS = 5_000;

const paces = [
  { delay: '120 ms', goal: 8 },
  { delay: '1 s', goal: 2 },
] as const;

export async function cpuFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { delay, goal } of paces) {
    const agent = await startAgent([`delay = ${delay}`, 'maxmemoryprocent = 100']);
    await sleep(WARM_UP_MS);
    const parts = ['node.exe', 'pwsh.exe', 'wineserver'].map(
      (mark) => [mark, linuxPids(mark)] as const,
    );
    const all = parts.flatMap(([, pids]) => pids);
    const values: number[] = [];
    const before = parts.map(([, pids]) => cpuMs(pids));
    for (let part = 0; part < PARTS; part++) {
      const used = cpuMs(all);
      await sleep(PART_MS);
      values.push((100 * (cpuMs(all) - used)) / PART_MS);
    }
    const ofParts = parts.map(
      ([, pids], index) => (100 * (cpuMs(pids) - (before[index] ?? 0))) / (PARTS * PART_MS),
    );
    const of = figure(`agent, shells and Wine's server, delay ${delay}`, '% of a core', values);
    figures.push(withGoal(of, `<= ${goal} %`, of.median <= goal));
    for (const [index, [mark, pids]] of parts.entries()) {
      const name = `of it ${mark} (${pids.length})`;
      figures.push(figure(name, '% of a core', [ofParts[index] ?? 0]));
      const memory = pids.reduce((sum, pid) => sum + usage(pid).memoryMb, 0);
      figures.push(figure(`memory of ${mark} (${pids.length}), delay ${delay}`, 'MB', [memory]));
    }
    await agent.stop();
  }
  return figures;
}
