/**
 * The main job on real input: three real processes named dllhost.exe, a real SMTP server on loopback, and the agent as
 * it ships. Everything it starts is gone afterwards, also after Ctrl+C.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { systemLanguage } from '../src/texts/language.js';
import { curves, LogTail, type Curve, type LogLine } from './log.js';
import { chart, page, seriesOf } from './page.js';
import { demoTexts } from './texts.js';

const root = process.cwd();
const folder = join(root, 'out', 'demo');
const language = systemLanguage(process.env);
const texts = demoTexts[language];
const CPU_LIMIT = 70;
const MEMORY_LIMIT_MB = 500;
const memoryLimit = Math.round(((100 * MEMORY_LIMIT_MB * 2 ** 20) / totalmem()) * 1_000) / 1_000;
const LONGEST_MS = 25_000;

const children: ChildProcess[] = [];
const roles = new Map<number, string>();
const mails: string[] = [];
let interrupted = false;
process.on('SIGINT', () => (interrupted = true));
process.on('SIGTERM', () => (interrupted = true));
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

function startWorkload(role: keyof typeof texts.roles, ...words: string[]): void {
  const guid = `/Processid:{${'ABC'[roles.size] ?? 'D'}0000000-0000-0000-0000-000000000000}`;
  const child = spawn(
    join(root, 'out', 'workload', 'dllhost.exe'),
    [role, ...words, guid, '--with-parent'],
    { stdio: 'ignore' },
  );
  children.push(child);
  roles.set(child.pid ?? 0, texts.roles[role]);
}

async function startMailServer(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail.text ?? '');
        say();
        say(`  ✉ ${texts.mail}: ${mail.subject ?? ''}`);
        for (const line of (mail.text ?? '').trim().split('\n')) say(`    │ ${line}`);
        say();
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function writeConfig(port: number): string {
  const file = join(folder, 'monitor.ini');
  writeFileSync(
    file,
    `[monitor]
language = ${language}
[powershell]
path = ${join(root, 'out', 'powershell-host', 'powershell-host')}
[shellprocess]
name = dllhost.exe
source = process
delay = 250 ms
cpu_window = 1 s
grace = 3 s
sustain = 3 of 4
maxcpuprocent = ${CPU_LIMIT}
maxmemoryprocent = ${memoryLimit}
[mail]
recipients = night@example.org
sender = comwatch@example.org
host = 127.0.0.1
port = ${port}
`,
  );
  return file;
}

/** One line a second with the figures of each process; breaches and stops as they come. */
function show(line: LogLine, lastShownMs: number): number {
  const at = Date.parse(String(line['@timestamp']));
  const time = new Date(at).toTimeString().slice(0, 8);
  switch (line['event.action']) {
    case 'sample': {
      if (at - lastShownMs < 1_000 || !Array.isArray(line['comwatch.sample.pid']))
        return lastShownMs;
      const cpu = line['comwatch.sample.cpu'] as number[];
      const memory = line['comwatch.sample.memory'] as number[];
      const cells = (line['comwatch.sample.pid'] as number[]).flatMap((pid, n) => {
        if (!roles.has(pid)) return [];
        const percent = cpu[n] ?? -1;
        const shown = percent < 0 ? '  ?  ' : `${percent.toFixed(0)} %`;
        return [
          `${pid} ${roles.get(pid) ?? ''}: CPU ${shown.padStart(5)}, ${(memory[n] ?? 0).toFixed(1)} %`,
        ];
      });
      say(`${time}  ${cells.join('  |  ')}`);
      return at;
    }
    case 'breach':
      say(`${time}  ▲ ${texts.breach}: ${String(line['message'])}`);
      return lastShownMs;
    case 'stop':
      say(`${time}  ✖ ${texts.stop}: ${String(line['message'])}`);
      return lastShownMs;
    default:
      return lastShownMs;
  }
}

/** Only the processes of the demo: others of that name may run on this machine. */
function own(lines: readonly LogLine[]): Curve[] {
  return [...curves(lines).values()].filter((each) => roles.has(each.pid));
}

function summarize(lines: readonly LogLine[]): string[][] {
  const rows = own(lines).map((curve) => {
    const highest = (points: { value: number }[]) =>
      Math.max(0, ...points.map((each) => each.value));
    const told = mails.some((text) => text.includes(`PID ${curve.pid}`));
    return [
      `dllhost.exe ${curve.pid}`,
      roles.get(curve.pid) ?? '',
      `${highest(curve.cpu).toFixed(0)} %`,
      `${highest(curve.memory).toFixed(1)} %`,
      curve.stoppedAtMs === undefined ? texts.alive : texts.stopped,
      told ? texts.yes : texts.no,
    ];
  });
  return [[...texts.summary], ...rows];
}

function printTable(rows: readonly string[][]): void {
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  for (const row of rows)
    say(`  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('   ')}`);
}

function writePage(lines: readonly LogLine[], summary: readonly string[][]): string {
  const all = own(lines);
  const label = (pid: number) => `${pid} ${roles.get(pid) ?? ''}`;
  const times = all.flatMap((each) => each.memory.map((point) => point.atMs));
  const span = { fromMs: Math.min(...times), toMs: Math.max(...times) };
  const draw = (title: string, figure: 'cpu' | 'memory', limit: number) =>
    chart({
      title,
      ...span,
      limit,
      limitLabel: texts.limit,
      series: all.map((each) => seriesOf(each, label(each.pid), figure)),
    });
  const file = join(folder, 'report.html');
  writeFileSync(
    file,
    page({
      language,
      heading: texts.heading,
      note: texts.note,
      charts: [draw(texts.cpu, 'cpu', CPU_LIMIT), draw(texts.memory, 'memory', memoryLimit)],
      summary,
    }),
  );
  return file;
}

async function main(): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say(texts.intro);
  say(texts.limits(CPU_LIMIT, MEMORY_LIMIT_MB));
  say();
  const server = await startMailServer();
  const address = server.server.address();
  const config = writeConfig(typeof address === 'object' && address ? address.port : 0);
  startWorkload('idle');
  startWorkload('burn', '100', '4');
  startWorkload('leak', '110', '2000');
  const agent = spawn(
    process.execPath,
    [join(root, 'dist', 'main.js'), 'run', '--debug', '--config', config],
    { stdio: 'ignore' },
  );
  children.push(agent);
  const ended = new Promise((resolve) => agent.on('exit', resolve));

  const tail = new LogTail(join(folder, 'monitor.log'));
  const begun = Date.now();
  let lastShownMs = 0;
  let doneAtMs = Infinity;
  while (!interrupted && Date.now() - begun < LONGEST_MS && Date.now() < doneAtMs + 2_000) {
    for (const line of tail.next()) lastShownMs = show(line, lastShownMs);
    if (mails.length >= 2 && doneAtMs === Infinity) doneAtMs = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  agent.kill('SIGINT');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
  tail.next();
  for (const child of children) child.kill('SIGKILL');
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (interrupted) return 130;

  const summary = summarize(tail.lines);
  printTable(summary);
  say();
  say(`${texts.page} ${writePage(tail.lines, summary)}`);
  if (doneAtMs !== Infinity) return 0;
  say(texts.failed);
  return 1;
}

process.exit(await main());
