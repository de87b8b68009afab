/** (b) One sampling round, 300 processes present and 5 matching, compared with the alternatives. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import pidusage from 'pidusage';
import si from 'systeminformation';
import { openSampler } from '../src/adapters/powershell/commands/sampler.js';
import { POWERSHELL, MODULE, openShell, start, startDllhost } from './parts.js';
import { figure, sleep, time, times, withGoal, type BenchResult } from './statistics.js';

const ROUNDS = 100;

const PSUTIL = `
import sys, time, psutil
def round_():
    rows = []
    for each in psutil.process_iter(['name', 'create_time', 'cpu_times', 'memory_info']):
        if (each.info['name'] or '').lower() == 'dllhost.exe':
            rows.append((each.pid, each.info['create_time'], each.info['cpu_times'], each.info['memory_info'].rss))
    assert len(rows) == 5, rows
def lean():
    rows = []
    for each in psutil.process_iter():
        try:
            if each.name().lower() == 'dllhost.exe':
                rows.append((each.pid, each.create_time(), each.cpu_times(), each.memory_info().rss))
        except psutil.Error:
            pass
    assert len(rows) == 5, rows
for work in (round_, lean):
    for _ in range(10): work()
    values = []
    for _ in range(${ROUNDS}):
        t = time.perf_counter(); work(); values.append((time.perf_counter() - t) * 1000)
    print(' '.join('%.4f' % v for v in values))
`;

/** The system's Python, where Debian installs psutil. */
function psutilTimes(): { all: number[]; lean: number[] } | undefined {
  const python = '/usr/bin/python3';
  if (spawnSync(python, ['-c', 'import psutil']).status !== 0) return undefined;
  const [all = '', lean = ''] = execFileSync(python, ['-c', PSUTIL], { encoding: 'utf8' }).split(
    '\n',
  );
  return { all: all.split(' ').map(Number), lean: lean.split(' ').map(Number) };
}

function freshPowerShell(): Promise<void> {
  const parameters = Buffer.from(
    JSON.stringify({ Name: 'dllhost.exe', Source: 'process' }),
  ).toString('base64');
  return new Promise((resolve, reject) => {
    const child = spawn(POWERSHELL, ['-NoLogo', '-Command', '-'], {
      env: { ...process.env, COMWATCH_MODULE: MODULE },
    });
    child.on('exit', () => resolve());
    child.on('error', reject);
    child.stdout.resume();
    child.stdin.end(
      `Import-Module $env:COMWATCH_MODULE\nInvoke-ShellRequest '00112233445566aa' '1' 'Get-ProcessSample' '${parameters}'\n`,
    );
  });
}

export async function benchSampling(): Promise<BenchResult> {
  const matching = Array.from({ length: 5 }, () => startDllhost('idle'));
  const others = Array.from({ length: 295 }, () => start('sleep', ['600']));
  await sleep(500);
  const shell = openShell();
  const { sample } = openSampler({
    shell,
    processName: 'dllhost.exe',
    source: 'process',
    journal: () => undefined,
  });
  const signal = new AbortController().signal;
  const round = async () => {
    const answer = await sample(signal);
    if (!answer.ok || answer.value.rows.length !== 5)
      throw new Error(`wrong sample ${JSON.stringify(answer)}`);
  };
  await times(100, round);
  const ours = figure('comwatch, source process', 'ms', await times(ROUNDS, round));
  const fresh = figure('a fresh PowerShell per sample', 'ms', await times(5, freshPowerShell));
  const pids = matching.map((each) => each.pid ?? 0);
  const usages = figure(
    'pidusage, PIDs already known',
    'ms',
    await times(ROUNDS, () => pidusage(pids)),
  );
  const informed: number[] = [];
  for (let n = 0; n < 8; n++) {
    // It answers from a cache when called too soon.
    await sleep(700);
    informed.push(await time(() => si.processes()));
  }
  const information = figure('systeminformation.processes()', 'ms', informed);
  const python = psutilTimes();
  await shell.close();
  for (const child of [...matching, ...others]) child.kill('SIGKILL');

  const faster = fresh.median / ours.median;
  const figures = [
    withGoal(ours, '>= 20 x faster than a fresh PowerShell', faster >= 20),
    fresh,
    usages,
    information,
  ];
  const notes = [`a fresh PowerShell / ours: ${faster.toFixed(0)} x`];
  if (python) {
    const all = figure('psutil, process_iter with attributes', 'ms', python.all);
    const lean = figure('psutil, name first, then the rest', 'ms', python.lean);
    figures.push(all, lean);
    notes.push(`ours / psutil: ${(ours.median / lean.median).toFixed(2)}`);
  } else {
    notes.push('SKIPPED: psutil is not there (Debian: python3-psutil)');
  }
  return {
    title:
      '(b) one sampling round, the real PowerShell on Linux, 300 processes present, 5 matching',
    figures,
    notes: [
      ...notes,
      '.NET reads /proc here, process by process; on Windows one snapshot gives all: see (w). This says nothing of CIM.',
    ],
  };
}
