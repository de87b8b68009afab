// Publishes the PowerShell host of the tests: out/powershell-host/powershell-host (Linux) or a self-contained
// win-x64 build for Wine.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

/** @param {string} root the repository @param {'linux-x64' | 'win-x64'} runtime */
export async function buildHost(root, runtime = 'linux-x64') {
  const source = join(root, 'test', 'powershell-host');
  const windows = runtime === 'win-x64';
  const target = join(root, 'out', windows ? 'powershell-host-win' : 'powershell-host');
  await buildStep({
    label: `the PowerShell host for ${runtime}`,
    inputs: [source],
    stamp: join(target, '.inputs'),
    build: () => {
      const done = spawnSync(
        'dotnet',
        [
          'publish',
          join(source, 'PowerShellHost.csproj'),
          '-c',
          'Release',
          '-r',
          runtime,
          windows ? '--self-contained' : '--no-self-contained',
          ...(windows ? [] : ['-p:PublishReadyToRun=true']),
          '-o',
          target,
          '-v',
          'quiet',
          '-nologo',
          '-clp:NoSummary',
        ],
        { stdio: ['ignore', 'inherit', 'inherit'], timeout: 600_000 },
      );
      if (done.status !== 0)
        throw new Error(`dotnet publish failed (${done.status ?? done.error})`);
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildHost(process.cwd(), process.argv[2] === 'win-x64' ? 'win-x64' : 'linux-x64');
}
