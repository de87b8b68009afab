/** Every deadline of the product against what the other side may take, and against those that it holds or lies in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may take how long; a constant of `src` that is not here fails. */
const OTHER_SIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'our own disk: what is late is kept in memory, tried again and said': {
    'agent/memory.ts': 'SAVE_DEADLINE_MS',
    'agent/acting/pause-keeper.ts': 'SAVE_DEADLINE_MS',
    'agent/telling/incident-stories.ts': 'END_DEADLINE_MS',
    'agent/telling/mail-gate.ts': 'SAVE_DEADLINE_MS END_DEADLINE_MS',
    'agent/telling/scheduled-mail.ts': 'SAVE_DEADLINE_MS',
    'compose/mails.ts': 'STORY_DEADLINE_MS',
    'cli/report-upgrade.ts': 'DEADLINE_MS',
    'adapters/log/journal.ts': 'OPEN_DEADLINE_MS CLOSE_DEADLINE_MS',
    'adapters/mail/mailer.ts': 'DISK_DEADLINE_MS CLOSE_DEADLINE_MS',
    'adapters/files/json-file.ts': 'READ_DEADLINE_MS REMOVE_DEADLINE_MS',
    'adapters/state/request-folder.ts': 'DEADLINE_MS',
    'adapters/state/last-run.ts': 'LOOK_DEADLINE_MS SAVE_DEADLINE_MS',
    'adapters/state/incident-folder.ts': 'DEADLINE_MS',
    'adapters/state/instance-lock.ts': 'GIVE_UP_MS DISK_DEADLINE_MS RELEASE_DEADLINE_MS',
    'adapters/state/value-store.ts': 'GIVE_UP_MS',
    'adapters/state/brake-store.ts': 'GIVE_UP_MS',
    'adapters/state/proven-store.ts': 'SAVE_DEADLINE_MS',
  },
  'our own disk, before a stop: the process goes on burning meanwhile, so the stop does not wait': {
    'agent/acting/brake-keeper.ts': 'SAVE_DEADLINE_MS',
    'agent/acting/intent-keeper.ts': 'SAVE_DEADLINE_MS',
  },
  'a mail server: RFC 5321 4.5.3.2': { 'adapters/mail/deadlines.ts': 'RFC_DEADLINES' },
  'a mail server at our own end: what it has not taken stays in the outbox': {
    'compose/compose.ts': 'LAST_MAILS_MS',
    'cli/last-word.ts': 'LAST_WORD_MS CRASH_WORD_MS',
  },
  'a start of PowerShell: 30 s where a Group Policy sets an execution policy': {
    'cli/open-config.ts': 'FIRST_CALL_DEADLINE_MS',
    'adapters/powershell/shell/supervision.ts': 'FIRST_CALL_DEADLINE_MS',
  },
  'a process of ours that loads .NET: a second, on a server at its limits tens of them': {
    'compose/probe.ts': 'START_DEADLINE_MS',
    'doctor/steps/bridge.ts': 'START_DEADLINE_MS',
  },
  'processes of ours that end by themselves': {
    'cli/watchdog.ts': 'DEADLINE_MS',
    'adapters/replay/look-back.ts': 'DEADLINE_MS',
    'adapters/picture/drawing.ts': 'DEADLINE_MS',
    'main.ts': 'LAST_EXIT_MS',
  },
  'a reader of the status page, on this machine or its network': {
    'adapters/http/listener.ts': 'HEADERS_DEADLINE_MS ANSWER_DEADLINE_MS',
  },
  'WMI: its queries carry a deadline of their own, see below': {
    'adapters/powershell/commands/command-lines.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/one-sample.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/sampler.ts': 'DEADLINE_MS',
  },
  'the COM+ catalogue: blocks as long as a tool of an administrator holds it, and is asked again': {
    'adapters/powershell/commands/application.ts': 'DEADLINE_MS',
  },
  'the Task Scheduler: starts a task within its own seconds': {
    'adapters/agent/start-agent.ts': 'TASK_DEADLINE_MS',
  },
  'Windows, about a process, a file, a secret, an event: at once, or never': {
    'doctor/steps/command-lines.ts': 'DEADLINE_MS',
    'adapters/powershell/shell/shell.ts': 'MEMORY_DEADLINE_MS',
    'adapters/powershell/commands/secrets.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/stopper.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/event-log.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/machine-facts.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/machine.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/file-access.ts': 'DEADLINE_MS',
  },
};

const DEADLINE =
  /^(?:export )?const (\w*(?:DEADLINE|TIMEOUT)\w*|GIVE_UP_MS|(?:LAST|CRASH)_(?:MAILS|WORD|EXIT)_MS)\b/gm;

const read = (file: string) => readFileSync(file, 'utf8');

/** The milliseconds of a constant that is a number or a product of numbers. */
function msOf(file: string, name: string): number {
  const found = new RegExp(`const ${name} = ([\\d_ *]+);`).exec(read(join('src', file)))?.[1];
  if (found === undefined) throw new Error(`${file}: ${name}`);
  const factors = found.split('*').map((each) => Number(each.trim().replaceAll('_', '')));
  return factors.reduce((product, each) => product * each, 1);
}

it('every deadline says what the other side may take', () => {
  const inSource = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('simulation/'))
    .flatMap((file) =>
      [...read(join('src', file)).matchAll(DEADLINE)].map(([, name]) => `${file} ${name ?? ''}`),
    );
  const listed = Object.values(OTHER_SIDE).flatMap((files) =>
    Object.entries(files).flatMap(([file, names]) => names.split(' ').map((n) => `${file} ${n}`)),
  );
  expect(inSource.sort()).toEqual(listed.sort());
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

  it('than the WMI query in it: its error is heard before the shell is given up', () => {
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
});
