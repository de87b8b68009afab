/** The table of the demo, from the log, and the report of comwatch. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { formatNumber } from '../src/texts/format.js';
import type { Language } from '../src/texts/language.js';
import { curves, type Curve, type LogLine } from './log.js';
import type { DemoTexts } from './texts.js';
import { IMAGE, type World } from './world.js';

/** Only the processes of the demo. */
function own(lines: readonly LogLine[], world: World): Curve[] {
  return [...curves(lines).values()].filter((each) => world.roleOf(each.pid));
}

export function summarize(
  lines: readonly LogLine[],
  world: World,
  texts: DemoTexts,
  language: Language,
): string[][] {
  const rows = own(lines, world).map((curve) => {
    const highest = (points: readonly { value: number }[]) =>
      Math.max(0, ...points.map((each) => each.value));
    const told = world.isMailed(curve.pid);
    return [
      `${IMAGE} ${curve.pid}`,
      texts.roles[world.roleOf(curve.pid) ?? 'idle'],
      `${formatNumber(highest(curve.cpu), language, 0)} %`,
      `${formatNumber(highest(curve.memory), language)} %`,
      curve.stoppedAtMs === undefined ? texts.alive : texts.stopped,
      told ? texts.yes : texts.no,
    ];
  });
  return [[...texts.summary], ...rows];
}

/** The report of comwatch on the record of its agent. Returns the file. */
export function writePage(world: World): string {
  const file = join(world.folder, 'report.html');
  const words = [
    'report',
    '--since',
    '1h',
    '-o',
    file,
    '--config',
    join(world.folder, 'monitor.ini'),
  ];
  const done = spawnSync(process.execPath, [join(process.cwd(), 'dist', 'main.js'), ...words], {
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`comwatch report: ${done.stderr}`);
  return file;
}
