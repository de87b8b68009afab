/** Every deadline of the product against what the other side may take, and against those that it holds or lies in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { steps } from '../../src/core/doctor/steps.js';
import {
  DEADLINES,
  NO_DEADLINES,
  POWERSHELL_DEADLINES,
  POWERSHELL_NO_DEADLINES,
} from '../support/deadline-table.js';
import { findPowerShellWaits } from '../support/powershell-waits.js';
import { findWaits } from '../support/waits.js';

const read = (file: string) => readFileSync(file, 'utf8');

/** The milliseconds of a constant that is a number or a product of numbers. */
function msOf(file: string, name: string): number {
  const found = new RegExp(`const ${name} = ([\\d_ *]+);`).exec(read(join('src', file)))?.[1];
  if (found === undefined) throw new Error(`${file}: ${name}`);
  const factors = found.split('*').map((each) => Number(each.trim().replaceAll('_', '')));
  return factors.reduce((product, each) => product * each, 1);
}

/** Where nothing waits: what is simulated, words, and the core, which has no timer; its steps of doctor are deadlines. */
const WAITS_FOR_NOTHING = /^(?:simulation|texts|core\/(?!doctor\/))/;

const filesOf = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith(ending));

const listedIn = (...tables: readonly (typeof DEADLINES)[]) => {
  const rows = tables.flatMap((table) => Object.values(table)).flatMap(Object.entries<string>);
  const all = rows.flatMap(([file, names]) => names.split(' ').map((name) => `${file} ${name}`));
  return [...new Set(all)].sort();
};

describe('every duration that is waited for', () => {
  it('says in src what the other side may take, or why it is no deadline', () => {
    const files = filesOf('src', '.ts').filter((file) => !WAITS_FOR_NOTHING.test(file));
    const found = findWaits(new Map(files.map((file) => [file, read(join('src', file))])));
    expect(found).toEqual(listedIn(DEADLINES, NO_DEADLINES));
  }, 600_000);

  it('says so in ps and install', () => {
    const files = ['ps', 'install'].flatMap((folder) =>
      filesOf(folder, '.ps1').map((file) => `${folder}/${file}`),
    );
    const found = files.flatMap((file) =>
      findPowerShellWaits(read(file)).map((value) => `${file} ${value}`),
    );
    expect(found.sort()).toEqual(listedIn(POWERSHELL_DEADLINES, POWERSHELL_NO_DEADLINES));
  });

  const PLANTED: readonly [string, string, string][] = [
    ['a deadline in place', 'await within(work, 7_000);', '7_000'],
    [
      'a constant of any name',
      'const PATIENCE = 7_000;\nawait within(work, PATIENCE);',
      'PATIENCE',
    ],
    ['a call of a shell', "await shell.call('Get-It', {}, 7_000, signal);", '7_000'],
    ['a timer', 'setTimeout(giveUp, 7_000);', '7_000'],
    ['a timer of our clock', 'clock.after(7_000, giveUp);', '7_000'],
    ['a sleep', 'await clock.sleep(7_000, signal);', '7_000'],
    ['a signal', 'const signal = AbortSignal.timeout(7_000);', '7_000'],
    ['a child process', "execFile('it', [], { timeout: 7_000 }, done);", '7_000'],
    ['a socket', 'socket.setTimeout(7_000, destroy);', '7_000'],
    ['a server', 'server.headersTimeout = 7_000;', '7_000'],
    ['nodemailer', 'const options = { greetingTimeout: 7_000 };', '7_000'],
    ['a loop until an instant', 'const untilMs = clock.monotonicMs() + 7_000;', '7_000'],
    ['an age', 'if (clock.monotonicMs() - sinceMs > 7_000) giveUp();', '7_000'],
    ['a sum', 'const A_MS = 7_000;\nclock.after(graceMs + A_MS, giveUp);', 'A_MS'],
    ['a choice', 'clock.after(isLong ? 7_000 : graceMs, giveUp);', '7_000'],
    [
      'what a caller gives',
      'function ask(waitMs: number) { return within(work, waitMs); }\nask(7_000);',
      '7_000',
    ],
    [
      'what a class is made with',
      'class It { constructor(options: Options) { clock.after(options.restMs, run); } }\nnew It({ restMs: 7_000 });',
      '7_000',
    ],
    ['a default', 'const ask = ({ waitMs = 7_000 }: Options) => within(work, waitMs);', '7_000'],
    [
      'what a function gives',
      'const restMs = () => 7_000;\nclock.sleep(restMs(), signal);',
      '7_000',
    ],
    ['a name that hides it', 'const f = (rest: number) => clock.sleep(rest, signal);', 'rest'],
  ];
  it.each(PLANTED)('is found: %s', (_what, text, value) => {
    expect(findWaits(new Map([['planted.ts', text]]))).toContain(`planted.ts ${value}`);
  });

  it.each([
    ['a query', 'Get-CimInstance -ClassName It -OperationTimeoutSec 7', '7'],
    ['a query by a table', '$query = @{ OperationTimeoutSec = 7 }', '7'],
    ['the end of a process', '[void] $it.WaitForExit(7000)', '7000'],
    ['a sleep of a thread', '[System.Threading.Thread]::Sleep(7000)', '7000'],
    ['a sleep', 'Start-Sleep -Seconds 7', '7'],
    ['a handle', '$isFree = $mutex.WaitOne(7000)', '7000'],
    ['tasks', '[System.Threading.Tasks.Task]::WaitAll(@($a, $b), 7000)', '7000'],
    ['a process by its name', "Wait-Process -Id 1 -Timeout 7 -ErrorAction 'Stop'", '7'],
    ['a condition', 'Wait-Until { Test-It } 7000', '7000'],
    ['a clock', 'if ($clock.ElapsedMilliseconds -ge 7000) { return }', '7000'],
    ['a clock in seconds', 'while ($clock.Elapsed.TotalSeconds -lt 7) { }', '7'],
    ['a constant', '$CopyTimeoutMs = 7000', '7000'],
    ['a parameter', '    [int] $CopyWaitSeconds = 7,', '7'],
    ['an instant', '$until = [datetime]::UtcNow.AddSeconds(7)', '7'],
    ['a limit of a task', '$it = @{ ExecutionTimeLimit = [timespan]::FromMinutes(7) }', '7'],
  ])('is found in PowerShell: %s', (_what, text, value) => {
    expect(findPowerShellWaits(text)).toEqual([value]);
  });
});

describe('a deadline that holds another one is longer', () => {
  const wmi = (file: string) =>
    Number(/OperationTimeoutSec\s*=\s*(\d+)/.exec(read(`ps/private/${file}`))?.[1]) * 1_000;
  const within = (file: string) =>
    Number(
      /cim: ([\d_]+)/
        .exec(read(`src/adapters/powershell/commands/${file}`))?.[1]
        ?.replaceAll('_', ''),
    );

  it('than the WMI query in it: its error arrives before the shell is replaced', () => {
    expect(within('sampler.ts') - wmi('Get-CimSample.ps1')).toBeGreaterThanOrEqual(2_000);
    const single = msOf('adapters/powershell/commands/one-sample.ts', 'DEADLINE_MS');
    expect(single - wmi('Get-CimSample.ps1')).toBeGreaterThanOrEqual(2_000);
    expect(within('command-lines.ts') - wmi('Get-CimCommandLine.ps1')).toBeGreaterThanOrEqual(
      2_000,
    );
  });

  it('than the last mails in it: log and record are closed before the process is ended', () => {
    const exitMs = msOf('main.ts', 'LAST_EXIT_MS');
    expect(exitMs - msOf('cli/last-word.ts', 'CRASH_WORD_MS')).toBeGreaterThanOrEqual(1_500);
    expect(exitMs - msOf('compose/compose.ts', 'LAST_MAILS_MS')).toBeGreaterThanOrEqual(1_500);
  });

  it('than the start of a PowerShell and a sample in it, before the watchdog calls a loop late', () => {
    const passMs = msOf('agent/running.ts', 'SAMPLE_PASS_MS');
    const lateMs = msOf('core/telling/agent-health.ts', 'LATE_MS');
    const startMs = msOf('adapters/powershell/shell/supervision.ts', 'FIRST_CALL_DEADLINE_MS');
    expect(passMs + lateMs).toBeGreaterThan(startMs + 15_000);
  });

  it('than what a pass of the COM check does beside its call', () => {
    const catalogueMs = msOf('adapters/powershell/commands/application.ts', 'DEADLINE_MS');
    const startMs = msOf('compose/probe.ts', 'START_DEADLINE_MS');
    expect(msOf('agent/running.ts', 'BESIDE_CALL_MS')).toBeGreaterThan(
      catalogueMs + startMs + 5_000,
    );
  });

  const POLICY_MS = 30_000;
  /** Mail, page and one COM check: as many passwords may be protected. */
  const SECRETS = 3;
  const commands = 'adapters/powershell/commands';
  const secretMs = msOf(`${commands}/secrets.ts`, 'DEADLINE_MS');
  const rightsMs = msOf(`${commands}/file-access.ts`, 'DEADLINE_MS');
  const openMs =
    msOf('cli/open-config.ts', 'FIRST_CALL_DEADLINE_MS') + SECRETS * secretMs + rightsMs;
  const shellMs = msOf('adapters/powershell/shell/supervision.ts', 'FIRST_CALL_DEADLINE_MS');
  const install = (name: string) =>
    Number(
      new RegExp(`\\$${name} = (\\d+)`).exec(
        read('install/constants.ps1') + read('install/header.ps1'),
      )?.[1],
    );

  it('than a start of PowerShell that a policy holds up', () => {
    for (const [file, name] of [
      ['cli/open-config.ts', 'FIRST_CALL_DEADLINE_MS'],
      ['adapters/powershell/shell/supervision.ts', 'FIRST_CALL_DEADLINE_MS'],
      ['cli/doctor.ts', 'SECRETS_MS'],
      ['doctor/steps/shells.ts', 'OTHER_MS'],
    ] as const)
      expect([file, msOf(file, name) >= POLICY_MS + 5_000]).toEqual([file, true]);
    expect(steps.shells.deadlineMs).toBeGreaterThan(msOf('doctor/steps/shells.ts', 'OTHER_MS'));
  });

  it('than what the agent does before it meets a request, or begins to speak', () => {
    const waitMs = msOf('cli/steered.ts', 'WAIT_MS');
    expect(msOf('cli/ask-agent.ts', 'ANSWER_MS')).toBeGreaterThanOrEqual(waitMs + 5_000);
    expect(msOf('cli/ask-agent.ts', 'RELOAD_ANSWER_MS')).toBeGreaterThan(waitMs + openMs);
    expect(msOf('cli/await-agent.ts', 'STARTS_WITHIN_MS')).toBeGreaterThan(openMs + 10_000);
    expect(msOf('cli/stop-agent.ts', 'ENDS_WITHIN_MS')).toBeGreaterThan(5_000 + 5_000);
  });

  it('than the longest call in a step of doctor: its reason is heard', () => {
    const longest = {
      edge: msOf('doctor/steps/bridge.ts', 'START_DEADLINE_MS'),
      versions: msOf(`${commands}/machine-facts.ts`, 'DEADLINE_MS'),
      recording: msOf(`${commands}/one-sample.ts`, 'DEADLINE_MS'),
      'command-lines': msOf('doctor/workload.ts', 'START_MS'),
      stop: msOf('doctor/workload.ts', 'START_MS'),
      'com-class': msOf(`${commands}/application.ts`, 'DEADLINE_MS'),
      'event-log': msOf(`${commands}/event-log.ts`, 'DEADLINE_MS'),
      secrets: secretMs,
      rights: rightsMs,
      task: msOf(`${commands}/machine-facts.ts`, 'DEADLINE_MS'),
      mail: msOf('adapters/mail/rehearsal.ts', 'LONGEST_MS'),
    };
    const short = Object.entries(longest).filter(
      ([id, ms]) => steps[id as keyof typeof longest].deadlineMs < ms + 2_000,
    );
    expect(short).toEqual([]);
  });

  it('than a wait for a process to end, in Stop-WatchedProcess', () => {
    const waitMs = msOf(`${commands}/stopper.ts`, 'WAIT_FOR_END_MS');
    expect(read('ps/public/Stop-WatchedProcess.ps1')).toContain(`$TimeoutMs = ${waitMs}`);
    expect(read(`src/${commands}/stopper.ts`)).toContain('DEADLINE_MS = WAIT_FOR_END_MS + 3_000');
  });

  it('than a picture, in a mail', () => {
    const drawMs = msOf('adapters/picture/drawing.ts', 'DEADLINE_MS');
    const storyMs = msOf('compose/mails.ts', 'STORY_DEADLINE_MS');
    expect(msOf('adapters/mail/smtp.ts', 'ILLUSTRATION_MS')).toBeGreaterThan(drawMs + storyMs);
  });

  it('than what the agent and its commands take, in install.ps1', () => {
    expect(install('StopTimeoutSeconds') * 1_000).toBeGreaterThan(5_000 + 5_000);
    expect(install('EndTimeoutMs')).toBeGreaterThan(
      msOf(`${commands}/stopper.ts`, 'WAIT_FOR_END_MS'),
    );
    const sampleMs = 15_000;
    expect(install('HealthTimeoutSeconds') * 1_000).toBeGreaterThan(openMs + shellMs + sampleMs);
    // protect: every password is protected and read back, then the file is put in place.
    const protectMs =
      msOf('cli/open-config.ts', 'FIRST_CALL_DEADLINE_MS') + (2 * SECRETS + 1) * secretMs;
    expect(install('ProgramTimeoutMs')).toBeGreaterThan(Math.max(openMs, protectMs) + 30_000);
  });

  it('than everything before it starts the agent again, in the watchdog; its task is longer still', () => {
    const taskMs = msOf('adapters/agent/start-agent.ts', 'TASK_DEADLINE_MS');
    const endMs = 45_000 + msOf(`${commands}/one-sample.ts`, 'DEADLINE_MS') + 5_000;
    const reportMs =
      msOf('adapters/state/instance-lock.ts', 'GIVE_UP_MS') +
      msOf('compose/watchdog.ts', 'MAIL_MS');
    const lookMs = msOf('cli/watchdog.ts', 'LOOK_AGAIN_MS');
    const startedMs = lookMs + openMs + taskMs + endMs + reportMs + taskMs;
    const deadlineMs = msOf('cli/watchdog.ts', 'DEADLINE_MS');
    expect(deadlineMs).toBeGreaterThan(startedMs);
    const limit = /ExecutionTimeLimit = \[timespan\]::FromMinutes\((\d+)\)/;
    const limitMs = Number(limit.exec(read('install/task/Register-Watchdog.ps1'))?.[1]) * 60_000;
    expect(limitMs - deadlineMs).toBeGreaterThanOrEqual(30_000);
  });
});
