/** (a) A round trip through our framing against node-powershell's own invoke(). */
import { PowerShell } from 'node-powershell';
import { systemClock } from '../src/adapters/clock/clock.js';
import { ShellProcess } from '../src/adapters/powershell/shell/shell-process.js';
import { POWERSHELL, MODULE } from './parts.js';
import { figure, times, withGoal, type BenchResult } from './statistics.js';
import { reasonText } from '../src/texts/reason.js';

const ROUNDS = 1_000;

export async function benchFraming(): Promise<BenchResult> {
  const options = {
    executable: POWERSHELL,
    modulePath: MODULE,
    environment: {},
    maxAnswerLength: 1e6,
    redact: (text: string) => text,
    onNoise: () => undefined,
    onEnd: () => undefined,
  };
  const ours = new ShellProcess(options, systemClock);
  // node-powershell hangs on the line ends of Windows; on Linux its shell writes LF.
  const stock = new PowerShell({
    executable: POWERSHELL,
    spawnOptions: { env: { ...process.env, TERM: 'dumb', COMWATCH_MODULE: MODULE } },
  });
  await stock.invoke('Import-Module $env:COMWATCH_MODULE');
  const call = async () => {
    const answer = await ours.request('Test-Shell', {}, 5_000);
    if (!answer.ok) throw new Error(reasonText(answer.reason, 'en'));
  };
  const invoke = () => stock.invoke('ConvertTo-Json -InputObject (Test-Shell) -Compress');
  for (let warm = 0; warm < 200; warm++) {
    await call();
    await invoke();
  }
  const [a, b]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS / 50; round++) {
    a.push(...(await times(50, call)));
    b.push(...(await times(50, invoke)));
  }
  await ours.close(500);
  await stock.dispose('SIGKILL').catch(() => undefined);
  const mine = figure('our framing', 'ms', a);
  const theirs = figure('node-powershell invoke()', 'ms', b);
  return {
    title: '(a) round trip of the smallest request, the real PowerShell on Linux',
    figures: [withGoal(mine, '<= 0.2 ms median', mine.median <= 0.2), theirs],
    notes: [`invoke() / ours: ${(theirs.median / mine.median).toFixed(1)} x`],
  };
}
