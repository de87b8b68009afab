/**
 * The part of the bench that the Windows node.exe runs under Wine: sends requests to a shell of the real Windows
 * PowerShell and times them.
 */
import { openSampler } from '../src/adapters/powershell/commands/sampler.js';
import { Shell } from '../src/adapters/powershell/shell/shell.js';
import { PACES, WARM_UP_ROUNDS, WATCHED, type InsideLine } from './inside-wine-lines.js';
import { sleep, times } from './statistics.js';
import { spawn } from 'node:child_process';

const [executable = '', modulePath = '', echo = ''] = process.argv.slice(2);
const shell = new Shell({
  executable,
  modulePath,
  onEvent: () => undefined,
  firstCallDeadlineMs: 120_000,
});
const { sample } = openSampler({
  shell,
  processName: 'dllhost.exe',
  source: 'process',
  journal: () => undefined,
});
const signal = new AbortController().signal;
const tell = (line: InsideLine) => console.log(JSON.stringify(line));

const ask = async () => {
  const answer = await shell.call('Test-Shell', {}, 60_000);
  if (!answer.ok) throw new Error(JSON.stringify(answer.reason));
};
const round = async () => {
  const answer = await sample(signal);
  if (!answer.ok || answer.value.rows.length !== WATCHED) throw new Error(JSON.stringify(answer));
};

const echoing = spawn(echo, [], { stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
const exchange = () =>
  new Promise<void>((resolve) => {
    echoing.stdout.once('data', () => resolve());
    // As long as the smallest request.
    echoing.stdin.write('17 Test-Shell e30=\n');
  });
await times(300, exchange);
tell({ kind: 'echo', values: await times(1_000, exchange) });
echoing.kill();

await times(300, ask);
tell({ kind: 'framing', values: await times(1_000, ask) });
await times(WARM_UP_ROUNDS, round);
tell({ kind: 'round', values: await times(300, round) });
for (const { delayMs, rounds } of PACES) {
  tell({ kind: 'begins', delayMs });
  for (let turn = 0; turn < rounds; turn++) {
    const began = performance.now();
    await round();
    await sleep(Math.max(0, delayMs - (performance.now() - began)));
  }
  tell({ kind: 'ends', delayMs });
}
await shell.close();
process.exit(0);
