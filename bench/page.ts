/**
 * Cost of the status page and /metrics for the agent: CPU and memory, and the effect of 50 simultaneous clients on its
 * samples.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, withGoal, type BenchResult } from './statistics.js';

const root = process.cwd();
const PORT = 23_000 + (process.pid % 9_000);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Run {
  readonly cpuPercent: number;
  readonly memoryMb: number;
  readonly samples: number;
  readonly missed: number;
  readonly slowestMs: number;
}

/** CPU time of a process, in seconds. Source: proc(5), /proc/pid/stat; 100 ticks a second. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function memoryMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb ?? 0) / 1_024;
}

async function measure(
  status: string,
  seconds: number,
  load: (endMs: number) => Promise<unknown>,
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-bench-page-'));
  writeFileSync(
    join(folder, 'monitor.ini'),
    `[powershell]\npath = ${join(root, 'test', 'stand-ins', 'pwsh-with-stand-ins')}\n${status}[shellprocess]\nname = dllhost.exe\nsource = process\ndelay = 1 s\nmaxcpuprocent = 90\n`,
  );
  const words = [
    join(root, 'dist', 'main.js'),
    'run',
    '--debug',
    '--config',
    join(folder, 'monitor.ini'),
  ];
  const agent = spawn(process.execPath, words, { stdio: 'ignore' });
  const pid = agent.pid ?? 0;
  try {
    await sleep(20_000);
    const [beganMs, beganCpu] = [Date.now(), cpuSeconds(pid)];
    await load(beganMs + seconds * 1_000);
    await sleep(Math.max(0, beganMs + seconds * 1_000 - Date.now()));
    const lengthS = (Date.now() - beganMs) / 1_000;
    const lines = readFileSync(join(folder, 'monitor.log'), 'utf8').split('\n').filter(Boolean);
    const events = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((each) => Date.parse(String(each['@timestamp'])) >= beganMs);
    const samples = events.filter((each) => each['event.action'] === 'sample');
    return {
      cpuPercent: (100 * (cpuSeconds(pid) - beganCpu)) / lengthS,
      memoryMb: memoryMb(pid),
      samples: samples.length,
      missed: events.reduce((sum, each) => sum + Number(each['comwatch.slots_missed'] ?? 0), 0),
      slowestMs: Math.max(
        0,
        ...samples.map((each) => Number(each['comwatch.sample.took_ms'] ?? 0)),
      ),
    };
  } finally {
    agent.kill('SIGKILL');
  }
}

const address = `http://127.0.0.1:${PORT}`;

async function scrape(endMs: number): Promise<void> {
  while (Date.now() < endMs) {
    await (await fetch(`${address}/metrics`)).text();
    await sleep(15_000);
  }
}

/** Clients that read, that send requests without end, that send nothing, that read nothing. */
async function fifty(endMs: number): Promise<void> {
  const flood = async () => {
    while (Date.now() < endMs) {
      await fetch(`${address}/view.json`).then(
        (answer) => answer.arrayBuffer(),
        () => sleep(50),
      );
    }
  };
  const idle = (text: string) => {
    const socket = connect(PORT, '127.0.0.1', () => socket.write(text));
    socket.on('error', () => undefined).pause();
    return sleep(endMs - Date.now()).then(() => socket.destroy());
  };
  await Promise.all([
    ...Array.from({ length: 20 }, flood),
    ...Array.from({ length: 15 }, () => idle('GET /metr')),
    ...Array.from({ length: 15 }, () => idle('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n')),
  ]);
}

const SECONDS = 60;

export async function benchPage(): Promise<BenchResult> {
  const listen = `[status]\nlisten = 127.0.0.1:${PORT}\n`;
  const plain = await measure('', SECONDS, () => Promise.resolve());
  const scraped = await measure(listen, SECONDS, scrape);
  const crowded = await measure(listen, SECONDS, fifty);
  const cpu = scraped.cpuPercent - plain.cpuPercent;
  const memory = scraped.memoryMb - plain.memoryMb;
  const isUnaffected = crowded.missed === 0 && crowded.samples >= plain.samples - 2;
  return {
    title:
      '(h) status page and /metrics on Linux: a scrape every 15 s, then 50 clients for a minute',
    figures: [
      withGoal(
        figure('CPU of the agent with the page less without', '% of a core', [cpu]),
        '< 0.5 %',
        cpu < 0.5,
      ),
      withGoal(
        figure('memory of the agent with the page less without', 'MB', [memory]),
        '< 15 MB',
        memory < 15,
      ),
      withGoal(
        figure('samples in a minute with 50 clients', 'samples', [crowded.samples]),
        `>= ${plain.samples - 2} samples`,
        isUnaffected,
      ),
      figure('slowest sample with 50 clients', 'ms', [crowded.slowestMs]),
      figure('CPU of the agent with 50 clients', '% of a core', [crowded.cpuPercent]),
    ],
    notes: [
      'Samples by Get-Process with the stand-ins of the tests: says what the listener costs, nothing of CIM.',
      '20 clients ask for everything without end, 15 send half a request, 15 do not read the events that they asked for.',
    ],
  };
}
