/** (s) `comwatch status` beside a running agent, from the start of its process to its end: the packaged program and Node alone. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIN, POWERSHELL, root } from './parts.js';
import { figure, sleep, withGoal, type BenchResult } from './statistics.js';

const ROUNDS = 30;
const GOAL_MS = 300;
const WAIT_MS = 60_000;

/** The program as it ships. */
function packagedProgram(folder: string): string {
  const bundles = join(root, 'tools', 'package', 'bundles.mjs');
  const script = `
    const { bundleProgram } = await import(${JSON.stringify(bundles)});
    const { files } = await bundleProgram(${JSON.stringify(root)}, { main: 'src/main.ts' }, '0.0.0');
    const { writeFileSync } = await import('node:fs');
    for (const [name, content] of files) writeFileSync(${JSON.stringify(`${folder}/`)} + name, content);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script]);
  return join(folder, 'main.mjs');
}

/** Milliseconds of a process that succeeds. */
function timeOf(words: readonly string[]): number {
  const beganMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  const tookMs = performance.now() - beganMs;
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return tookMs;
}

export async function benchStatus(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-bench-status-'));
  const ini = join(folder, 'monitor.ini');
  writeFileSync(
    ini,
    `[powershell]\npath = ${POWERSHELL}\n[shellprocess]\nname = dllhost.exe\nsource = process\ndelay = 1 s\nmaxcpuprocent = 90\n`,
  );
  const program = packagedProgram(folder);
  const agent = spawn(process.execPath, [MAIN, 'run', '--config', ini], { stdio: 'ignore' });
  try {
    const untilMs = performance.now() + WAIT_MS;
    while (!existsSync(join(folder, 'state', 'status.json')) && performance.now() < untilMs) {
      await sleep(200);
    }
    // Until its shells have started and it samples.
    await sleep(15_000);
    const [asked, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(timeOf(['-e', '0']));
      asked.push(timeOf([program, 'status', '--config', ini]));
    }
    const status = figure('comwatch status', 'ms', asked);
    return {
      title: '(s) status of a running agent, from the start of the process to its end',
      figures: [
        withGoal(status, `<= ${GOAL_MS} ms median`, status.median <= GOAL_MS),
        figure('Node alone: node -e 0', 'ms', bare),
      ],
      notes: [`${process.version}, the program as it ships; in turn, ${ROUNDS} times each.`],
    };
  } finally {
    agent.kill('SIGKILL');
  }
}
