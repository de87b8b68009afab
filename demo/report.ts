/** The table and the page of the demo, from the log. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNumber } from '../src/texts/format.js';
import type { Language } from '../src/texts/language.js';
import { answersOf, curves, type Curve, type LogLine } from './log.js';
import { chart, page, seriesOf } from './page.js';
import type { DemoTexts } from './texts.js';
import { ANSWER_SECONDS, CPU_LIMIT, IMAGE, MEMORY_LIMIT, type World } from './world.js';

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
    const told = world.mails.some((text) => text.includes(`PID ${curve.pid}`));
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

/** Returns the file. */
export function writePage(
  lines: readonly LogLine[],
  world: World,
  texts: DemoTexts,
  language: Language,
): string {
  const all = own(lines, world);
  const times = all.flatMap((each) => each.memory.map((point) => point.atMs));
  const span = {
    fromMs: Math.min(...times),
    toMs: Math.max(...times),
    language,
    limitLabel: texts.limit,
    secondLabel: texts.second,
  };
  const draw = (title: string, figure: 'cpu' | 'memory', limit: number) =>
    chart({
      title,
      ...span,
      limit,
      series: all.map((each) =>
        seriesOf(each, `${each.pid} ${texts.roles[world.roleOf(each.pid) ?? 'idle']}`, figure),
      ),
    });
  const answers = chart({
    title: texts.answers,
    ...span,
    limit: ANSWER_SECONDS * 1_000,
    series: [{ label: '', ...answersOf(lines) }],
  });
  const file = join(world.folder, 'report.html');
  writeFileSync(
    file,
    page({
      language,
      heading: texts.heading,
      note: texts.note,
      charts: [
        draw(texts.cpu, 'cpu', CPU_LIMIT),
        draw(texts.memory, 'memory', MEMORY_LIMIT),
        answers,
      ],
      summary: summarize(lines, world, texts, language),
    }),
  );
  return file;
}
