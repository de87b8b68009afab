/**
 * Two ways to the COM server, with the real edge-js and a real PowerShell: which one is used, and what remains of the
 * other.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BridgeChoice } from '../../src/adapters/com/bridge.js';
import type { ProbeAnswer } from '../../src/core/judging/probe-result.js';
import type { Reason } from '../../src/core/reason.js';
import type { makeProbes as MakeProbes } from '../../src/compose/probes.js';
import { parseConfig } from '../../src/config/load.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import type { Notice } from '../../src/core/telling/notice.js';
import { reasonText } from '../../src/texts/reason.js';
import { eventText } from '../../src/texts/sentence.js';
import { isAlive } from '../support/com-server.js';
import { COM_TARGET, MODULE, path, POWERSHELL, PWSH } from '../support/paths.js';
import { openProbe } from '../support/probes.js';
import { until } from '../support/shells.js';
import { transactionOf } from '../support/transaction.js';

const MAKE_PROBES = path('dist/compose/probes.js');
const signal = new AbortController().signal;

/** A folder with a script in the place of the one that loads edge-js, which records each of its starts. */
function scriptThat(does: string) {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-bridge-'));
  const [script, starts] = [join(folder, 'probe-host.mjs'), join(folder, 'starts')];
  writeFileSync(
    script,
    `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(starts)}, '1');\n${does}\n`,
  );
  return {
    script,
    starts: () => (existsSync(starts) ? readFileSync(starts, 'utf8').length : 0),
  };
}

const good = expect.objectContaining({ kind: 'ok', sessionEnd: 'logged-out' }) as ProbeAnswer;

describe('edge-js that does not load', () => {
  it.each<[string, string, RegExp]>([
    ['says so', "await import('edge-js-of-nowhere');", /edge-js-of-nowhere/],
    ['crashes', "process.kill(process.pid, 'SIGSEGV');", /SIGSEGV/],
    ['ends its process without a word', 'process.exit(0);', /code 0/],
  ])('and %s leaves the calls to PowerShell until the agent ends', async (_how, does, reason) => {
    const edge = scriptThat(does);
    const { runner, events, fallenBack } = openProbe(
      transactionOf('memory:'),
      {},
      { bridge: 'auto', host: { script: edge.script } },
    );
    expect(await runner.probe({}, signal)).toEqual(good);
    expect(runner.described).toMatchObject({ bridge: 'powershell', bits: 64 });
    const [pid] = runner.pids;
    expect(runner.pids).toHaveLength(1);
    process.kill(pid!, 'SIGKILL');
    await until(() => !runner.pids.includes(pid!), 60_000);
    expect(await runner.probe({}, signal)).toEqual(good);
    expect(edge.starts()).toBe(1);
    expect(fallenBack.map((each) => reasonText(each, 'en'))).toEqual([
      expect.stringMatching(reason) as string,
    ]);
    expect(events.map(({ sentence }) => sentence)).toContainEqual(
      expect.objectContaining({ kind: 'probe-child-ready', bridge: 'powershell' }),
    );
  });

  it('because its native is not there is the same', async () => {
    const { runner, fallenBack } = openProbe(
      transactionOf('memory:'),
      {},
      { bridge: 'auto', host: { env: { EDGE_NATIVE: '/nowhere/edge.node' } } },
    );
    expect(await runner.probe({}, signal)).toEqual(good);
    expect(fallenBack).toHaveLength(1);
  });

  it('is detected by one application for all of them, and reported once', async () => {
    const said: Reason[] = [];
    const choice = new BridgeChoice('auto', (reason) => said.push(reason));
    const { script } = scriptThat('process.exit(1);');
    const probes = [1, 2].map(() =>
      openProbe(transactionOf('memory:'), {}, { choice, host: { script } }),
    );
    const answers = await Promise.all(probes.map(({ runner }) => runner.probe({}, signal)));
    expect(answers).toEqual([good, good]);
    expect(said).toHaveLength(1);
  });

  it('gives both reasons where PowerShell does not work either, and is tried again', async () => {
    const edge = scriptThat('process.exit(7);');
    const { runner, fallenBack } = openProbe(
      transactionOf('memory:'),
      {},
      {
        bridge: 'auto',
        host: { script: edge.script },
        powershell: { executable: PWSH, modulePath: '/nowhere' },
      },
    );
    const answer = await runner.probe({}, signal);
    if (answer.kind !== 'unavailable') throw new Error(JSON.stringify(answer));
    const text = reasonText(answer.reason, 'en');
    expect(text).toMatch(/edge-js \(.*code 7/);
    expect(text).toMatch(/PowerShell \(.*\/nowhere/);
    expect(fallenBack).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await runner.probe({}, signal);
    expect(edge.starts()).toBe(2);
  });

  it('makes the check unavailable with bridge = edge', async () => {
    const { script } = scriptThat('process.exit(7);');
    const { runner } = openProbe(
      transactionOf('memory:'),
      {},
      { bridge: 'edge', host: { script } },
    );
    expect(await runner.probe({}, signal)).toMatchObject({
      kind: 'unavailable',
      reason: { kind: 'child-ended', how: { kind: 'code', code: 7 } },
    });
  });
});

describe('edge-js that loads', () => {
  it('is taken with bridge = auto', async () => {
    const { runner, fallenBack } = openProbe(transactionOf('memory:'), {}, { bridge: 'auto' });
    expect(await runner.probe({}, signal)).toEqual(good);
    expect(runner.described?.bridge).toBe('edge');
    expect(fallenBack).toEqual([]);
  });

  it('is not even started with bridge = powershell', async () => {
    const edge = scriptThat('');
    const { runner } = openProbe(
      transactionOf('memory:'),
      {},
      { bridge: 'powershell', host: { script: edge.script } },
    );
    expect(await runner.probe({}, signal)).toEqual(good);
    expect(edge.starts()).toBe(0);
  });
});

describe('PowerShell in the place of edge-js', () => {
  it('sees neither login nor password in a parameter, a statement or a variable', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-bridge-'));
    const [module, trace] = [join(folder, 'traced.psm1'), join(folder, 'trace')];
    writeFileSync(
      module,
      [
        `Set-TraceSource -Name '*' -Option All -FilePath '${trace}' -PassThru | Out-Null`,
        `Import-Module '${MODULE}' -Global`,
      ].join('\n'),
    );
    const transaction = transactionOf('memory:');
    const { runner } = openProbe(
      transaction,
      {},
      { bridge: 'powershell', powershell: { modulePath: module } },
    );
    expect(await runner.probe({}, signal)).toEqual(good);
    const traced = readFileSync(trace, 'utf8');
    expect(traced).toContain('Start-CallLoop');
    expect(traced).not.toMatch(/monitor|pa#ss;word|ФронтОфис/);
  });

  it('ends with an agent that is killed, though a call hangs in it', async () => {
    const agent = spawn(process.execPath, [path('test/support/calling-agent.mjs')], {
      env: { ...process.env, TERM: 'dumb' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void agent.kill('SIGKILL'));
    let out = '';
    agent.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    await until(() => out.includes('\n'), 60_000);
    const pid = Number(out);
    onTestFinished(() => {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    expect(isAlive(pid)).toBe(true);
    agent.kill('SIGKILL');
    await until(() => !isAlive(pid), 60_000);
  });
});

describe('an agent without edge-js', () => {
  it('says it once for all applications, in log and mail', async () => {
    vi.stubEnv('EDGE_NATIVE', '/nowhere/edge.node');
    vi.stubEnv('EDGE_USE_CORECLR', '1');
    vi.stubEnv('COMWATCH_COM_TARGET', COM_TARGET);
    onTestFinished(() => void vi.unstubAllEnvs());
    const section = (name: string) =>
      `[commethod${name}]\nsysname = a\nlogin = b\nprogid = memory.Server${name.trim()}\n`;
    const text = `${section('')}${section(' X')}[shellprocess]\n[shellprocess X]\napplication = X\n[powershell]\npath = ${POWERSHELL}\n`;
    const loaded = parseConfig(text, 'monitor.ini');
    if (!loaded.ok) throw new Error(JSON.stringify(loaded));
    // As built: its parts are beside it.
    const { makeProbes } = (await import(MAKE_PROBES)) as { makeProbes: typeof MakeProbes };
    const events: JournalEvent[] = [];
    const notices: Notice[] = [];
    const probes = makeProbes(
      loaded.config,
      (event) => void events.push(event),
      (notice) => Promise.resolve(void notices.push(notice)),
    );
    const runners = [...probes.values()];
    onTestFinished(async () => {
      await Promise.all(runners.map((each) => each.close()));
    });
    expect(runners).toHaveLength(2);
    // There is no server of that name: it matters only that it was called.
    const answers = await Promise.all(runners.map((each) => each.probe({}, signal)));
    expect(answers.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
    expect(notices).toEqual([expect.objectContaining({ kind: 'bridge' })]);
    const said = events.filter(({ sentence }) => sentence.kind === 'bridge-fallen-back');
    expect(said.map((each) => eventText(each, 'en'))).toEqual([
      expect.stringMatching(/edge-js cannot be loaded.*edge\.node/) as string,
    ]);
  });
});
