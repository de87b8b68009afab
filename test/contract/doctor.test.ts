/** Each step of `comwatch doctor` on a real PowerShell, in good health and with every failure that it detects. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Seen } from '../../src/core/doctor/seen.js';
import type { StepResult } from '../../src/core/doctor/model.js';
import { openMachineReader } from '../../src/adapters/powershell/commands/machine.js';
import { failure } from '../../src/core/result.js';
import { readBothWays } from '../../src/doctor/steps/command-lines.js';
import { measureRecording } from '../../src/doctor/steps/recording.js';
import { greetShells } from '../../src/doctor/steps/shells.js';
import { compareSources } from '../../src/doctor/steps/sources.js';
import { tryToStop } from '../../src/doctor/steps/stopping.js';
import { checkVersions } from '../../src/doctor/steps/versions.js';
import { machine } from '../support/build.js';
import { adviceOf, configOf, contextOf, seenOf } from '../support/doctor.js';
import { POWERSHELL } from '../support/paths.js';
import { openShell, shareShell } from '../support/shells.js';

const never = () => new AbortController().signal;
const shared = shareShell();

/** A file of the registry stand-in. */
function registry(keys: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-registry-')), 'registry.json');
  writeFileSync(file, JSON.stringify(keys));
  return file;
}

const POLICIES = 'Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\PowerShellCore\\';

describe('the hello of the shells', () => {
  it('says version, language mode, policies and code pages', async () => {
    const { shell } = shared('machine-policy=AllSigned');
    const context = contextOf(shell, configOf(), { learned: {} });
    const result = await greetShells(context, never());
    expect(result.state).toBe('ok');
    expect(seenOf(result, 'shell')).toMatchObject([
      { executable: POWERSHELL, version: '7.6.9', languageMode: 'FullLanguage' },
    ]);
    expect(seenOf(result, 'policies')).toMatchObject([
      { policies: ['MachinePolicy=AllSigned', 'Process=Bypass'] },
    ]);
    expect(seenOf(result, 'code-pages')).toMatchObject([{ console: '65001' }]);
    expect(context.learned.machine?.powershellVersion).toBe('7.6.9');
  });

  it('fails where a policy constrains the language, and says so', async () => {
    const { shell } = openShell('constrained', { firstCallDeadlineMs: 60_000 });
    const result = await greetShells(contextOf(shell, configOf(), { learned: {} }), never());
    expect(result.state).toBe('failed');
    expect(JSON.stringify(seenOf(result, 'shell-failed'))).toContain('language mode');
    expect(adviceOf(result)).toEqual(['shell-policy']);
  });

  it('fails where there is no PowerShell', async () => {
    const shells = failure({ kind: 'path-missing', path: 'C:\\no.exe' } as const);
    const context = { ...contextOf(shared().shell, configOf()), shells };
    const result = await greetShells(context, never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'failed',
      advice: ['shell-policy'],
    });
  });

  it('lets the versions be read', async () => {
    const result = await checkVersions(contextOf(shared().shell, configOf()), never());
    expect(result.state).toBe('ok');
    expect(JSON.stringify(result.seen)).toContain(process.versions.node);
  });
});

describe('what policies record', () => {
  it('is nothing without a policy', async () => {
    const result = await measureRecording(contextOf(shared().shell, configOf()), never());
    expect(result).toEqual({ state: 'ok', seen: [{ kind: 'recording', on: [] }], advice: [] });
  });

  it('is measured over some samples and said for a day', async () => {
    const file = registry({
      [`${POLICIES}ScriptBlockLogging`]: { EnableScriptBlockLogging: '1' },
      [`${POLICIES}ModuleLogging`]: { EnableModuleLogging: '1' },
    });
    const environment = { COMWATCH_STAND_IN_REGISTRY: file };
    const { shell, faults } = openShell('recorded-events=4', { environment });
    const config = configOf('source = process');
    const much = await measureRecording(contextOf(shell, config), never());
    // Four events of 2,500 bytes were recorded in ten rounds, and there is a round every second.
    expect(seenOf(much, 'recorded')).toEqual([
      { kind: 'recorded', what: 'events', bytesPerDay: 86_400 * 1_000, delayMs: 1_000 },
    ]);
    const on = ['script-blocks', 'modules'];
    expect(seenOf(much, 'recording')).toEqual([{ kind: 'recording', on }]);
    expect(await openMachineReader(shell)(never())).toMatchObject({ recording: on });
    expect({ state: much.state, advice: adviceOf(much) }).toEqual({
      state: 'failed',
      advice: ['less-recording'],
    });
    faults('recorded-events=0');
    expect((await measureRecording(contextOf(shell, config), never())).state).toBe('ok');
  });

  it('is not known where a transcript cannot be found', async () => {
    const file = registry({
      [`${POLICIES}Transcription`]: { EnableTranscripting: '1', OutputDirectory: '/nowhere' },
    });
    const { shell } = openShell('', { environment: { COMWATCH_STAND_IN_REGISTRY: file } });
    const result = await measureRecording(contextOf(shell, configOf('source = process')), never());
    expect(result.state).toBe('unknown');
    expect(seenOf(result, 'recorded')).toMatchObject([{ what: 'transcript', bytesPerDay: null }]);
  });
});

describe('the three sources side by side', () => {
  const compare = async (faults: string, source = 'cim') => {
    const { shell } = shared(`quick-counter,${faults}`);
    return compareSources(contextOf(shell, configOf(`source = ${source}`)), never());
  };
  const sources = (result: StepResult) =>
    result.seen.filter((each): each is Extract<Seen, { kind: 'source' }> => each.kind === 'source');
  const faultsOf = (result: StepResult, source: string) =>
    sources(result)
      .find((each) => each.source === source)
      ?.faults.map(({ kind }) => kind);

  it('agree with a known load and with each other, and one is recommended', async () => {
    const result = await compare('');
    expect(result, JSON.stringify(result.seen)).toMatchObject({ state: 'ok' });
    expect(sources(result).map((each) => each.source)).toEqual(['cim', 'counter', 'process']);
    expect(seenOf(result, 'recommended')).toHaveLength(1);
  });

  it('are found out where one lies by a factor, and another one is recommended', async () => {
    const result = await compare('cim-factor=2');
    expect(result.state).toBe('failed');
    expect(faultsOf(result, 'cim')).toEqual(['cpu', 'memory']);
    expect(faultsOf(result, 'process')).toEqual([]);
    expect(adviceOf(result)).toEqual(['use-source']);
    expect(seenOf(result, 'recommended')).not.toMatchObject([{ source: 'cim' }]);
  });

  it('are found out where the clock of one is wrong', async () => {
    const result = await compare('cim-clock=3600', 'process');
    expect(result.state).toBe('failed');
    expect(faultsOf(result, 'cim')).toEqual(['start-time', 'start-times-differ']);
    expect(faultsOf(result, 'process')).toEqual(['start-times-differ']);
    expect(seenOf(result, 'recommended')).not.toMatchObject([{ source: 'cim' }]);
  });

  it('fail where the configured one does not answer', async () => {
    const result = await compare('cim-fails');
    expect(result.state).toBe('failed');
    expect(seenOf(result, 'source-failed')).toMatchObject([{ source: 'cim' }]);
    expect(adviceOf(result)).toEqual(['use-source']);
  });
});

describe('command lines', () => {
  it('are read', async () => {
    const result = await readBothWays(contextOf(shared().shell, configOf()), never());
    expect(result.state).toBe('ok');
    expect(seenOf(result, 'command-lines')).toMatchObject([{ way: 'cim' }]);
  });

  it('that Windows hides are a matter of rights', async () => {
    const { shell } = shared('hide-command-line');
    const result = await readBothWays(contextOf(shell, configOf()), never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'failed',
      advice: ['elevated'],
    });
  });
});

describe('the right to stop', () => {
  const processFaults = { COMWATCH_STAND_IN_PROCESS_FAULTS: '1' };

  it('is shown on a process of its own: refused with a wrong start time, then stopped', async () => {
    const result = await tryToStop(contextOf(shared().shell, configOf()), never());
    expect(result.state).toBe('ok');
    expect(seenOf(result, 'stop')).toMatchObject([
      { asked: 'wrong-start', outcome: { kind: 'refused', reason: 'identity-changed' } },
      { asked: 'right', outcome: { kind: 'stopped' } },
    ]);
  });

  it.each([
    ['access-denied', 'refused'],
    ['survive', 'survived'],
    ['open-denied', 'refused'],
  ])('is missing with %s', async (fault, outcome) => {
    const { shell } = openShell(fault, { environment: processFaults });
    const result = await tryToStop(contextOf(shell, configOf()), never());
    expect(result.state).toBe('failed');
    expect(adviceOf(result)).toEqual(['stop-refused']);
    expect(seenOf(result, 'stop').at(-1)).toMatchObject({ outcome: { kind: outcome } });
  });

  it('is missing where the account is no administrator', async () => {
    const learned = { machine: machine({ canStopOthers: false }) };
    const result = await tryToStop(contextOf(shared().shell, configOf(), { learned }), never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'failed',
      advice: ['elevated'],
    });
  });
});
