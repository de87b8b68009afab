/** The start-up profile shared by all PowerShells of an account: a corrupt one keeps each of them from starting. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { shellEnvironment } from '../../src/adapters/powershell/shell/shell-environment.js';
import { PWSH } from '../support/paths.js';
import { openShell } from '../support/shells.js';

const profilesIn = (cache: string) =>
  readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('StartupProfileData'),
  );

function cacheFolder(): string {
  const before = process.env['XDG_CACHE_HOME'];
  const cache = mkdtempSync(join(tmpdir(), 'comwatch-cache-'));
  process.env['XDG_CACHE_HOME'] = cache;
  onTestFinished(() => {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
  });
  return cache;
}

it('is neither written nor read by a shell of the agent', async () => {
  const cache = cacheFolder();
  const { shell } = openShell();
  expect(await shell.call('Get-ShellInformation', {}, 60_000)).toMatchObject({ ok: true });
  await shell.close();
  expect(profilesIn(cache)).toEqual([]);
});

it('is written by a PowerShell that is started as any other', () => {
  const cache = cacheFolder();
  const words = ['-NoProfile', '-NonInteractive', '-Command', 'Get-Process | Out-Null'];
  const start = (environment: NodeJS.ProcessEnv) =>
    expect(spawnSync(PWSH, words, { env: environment, timeout: 60_000 }).status).toBe(0);
  start(shellEnvironment(PWSH, process.env));
  expect(profilesIn(cache)).toEqual([]);
  const isPlain = (name: string) => !name.endsWith('MultiCoreJitMinNumCpus');
  const plain = Object.entries(process.env).filter(([name]) => isPlain(name));
  start(Object.fromEntries(plain));
  expect(profilesIn(cache)).toEqual([join('powershell', 'StartupProfileData-NonInteractive')]);
});
