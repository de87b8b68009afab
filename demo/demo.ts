/**
 * The main job on real input, in three acts: limits, a server that grows, a server that hangs. Real processes, a real
 * SMTP server on loopback, and the agent as it ships. Everything it starts is gone afterwards, also after Ctrl+C.
 */
import { systemLanguage } from '../src/texts/language.js';
import { isStopped, LogTail, timeOf, type LogLine } from './log.js';
import { summarize, writePage } from './report.js';
import { printTable, say, Show } from './show.js';
import { demoTexts } from './texts.js';
import { ANSWER_SECONDS, CPU_LIMIT, IMAGE, MEMORY_LIMIT_MB, World, type Role } from './world.js';

const language = systemLanguage(process.env);
const texts = demoTexts[language];
/** A generous limit for busy machines: an act takes some ten seconds on an idle one. */
const LONGEST_ACT_MS = 600_000;

let interrupted = false;
process.on('SIGINT', () => (interrupted = true));
process.on('SIGTERM', () => (interrupted = true));

const world = new World();
process.on('exit', () => world.kill());
const tail = new LogTail(world.log);
const show = new Show(world, language);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function act(title: string, isOver: () => boolean): Promise<boolean> {
  say();
  say(`== ${title}`);
  return seen(title, isOver);
}

/** Shows the log until a condition holds; false when it takes too long. */
async function seen(title: string, isOver: () => boolean): Promise<boolean> {
  const endMs = Date.now() + LONGEST_ACT_MS;
  while (!interrupted && Date.now() < endMs) {
    for (const line of tail.next()) show.line(line);
    if (isOver()) return true;
    await sleep(100);
  }
  if (!interrupted) say(`${texts.missed} ${title}`);
  return false;
}

const did = (action: string): LogLine[] =>
  tail.lines.filter((line) => line['event.action'] === action);

/** Processes of a role that ended after a stop; on a busy machine one may end only after the agent has waited for it. */
const stopped = (role: Role): number =>
  new Set(
    did('stop')
      .filter(isStopped)
      .map((line) => Number(line['process.pid']))
      .filter((pid) => world.roleOf(pid) === role),
  ).size;

/** The server is known to be healthy, and old enough to be judged. */
function serverIsSettled(): boolean {
  const seen = did('target-seen').filter(
    (line) => world.roleOf(Number(line['process.pid'])) === 'server',
  );
  const last = seen.at(-1);
  const at = last ? timeOf(last) : Infinity;
  return Date.now() - at > 4_500;
}

/** Whether the server was stopped and has answered since: on a busy machine a check may have failed before. */
function cured(): () => boolean {
  const stops = stopped('server');
  const answers = did('probe-recovered').length;
  return () => stopped('server') > stops && did('probe-recovered').length > answers;
}

/** Whether a mail was received about every process that was stopped. */
const isAllMailed = (): boolean =>
  did('stop')
    .filter(isStopped)
    .map((line) => Number(line['process.pid']))
    .filter((pid) => world.roleOf(pid))
    .every(world.isMailed);

async function play(): Promise<boolean> {
  const first = () =>
    stopped('burn') > 0 && stopped('leak') > 0 && isAllMailed() && serverIsSettled();
  if (!(await act(texts.acts.limits, first))) return false;
  const second = cured();
  world.server('leak 150');
  if (!(await act(texts.acts.grows, () => second() && serverIsSettled()))) return false;
  const third = cured();
  world.server('hang');
  if (!(await act(texts.acts.hangs, third))) return false;
  if (!(await seen(texts.mail, isAllMailed))) return false;
  // A quiet second on the curves.
  await sleep(1_500);
  for (const line of tail.next()) show.line(line);
  return true;
}

async function main(): Promise<number> {
  say(texts.intro(IMAGE));
  say(texts.limits(CPU_LIMIT, MEMORY_LIMIT_MB, ANSWER_SECONDS));
  await world.open(language, (mail) => {
    say();
    say(`  ✉ ${texts.mail}: ${mail.subject ?? ''}`);
    for (const line of (mail.text ?? '').trim().split('\n')) say(`    │ ${line}`);
    say();
  });
  const complete = await play();
  tail.next();
  const summary = summarize(tail.lines, world, texts, language);
  await world.close();
  if (interrupted) return 130;
  const file = writePage(world);
  say();
  printTable(summary);
  say();
  say(`${texts.page} ${file}`);
  return complete ? 0 : 1;
}

process.exit(await main());
