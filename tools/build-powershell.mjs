// The real PowerShell of the tests, demo and bench: out/powershell/pwsh, a link into NuGet's folder of packages. The
// .NET tool in .config/dotnet-tools.json brings it along; nothing is fetched once it lies there.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

const DEADLINE_MS = 600_000;

/** @param {string} root the repository */
export async function buildPowerShell(root) {
  const target = join(root, 'out', 'powershell');
  const manifest = join(root, '.config', 'dotnet-tools.json');
  const link = join(target, 'pwsh');
  // Another checkout may have emptied NuGet's folder: the link, not the stamp, says whether it is there.
  if (!existsSync(link)) rmSync(target, { recursive: true, force: true });
  await buildStep({
    label: 'PowerShell',
    inputs: [manifest, join(root, 'tools', 'build-powershell.mjs')],
    stamp: join(target, '.inputs'),
    build: () => {
      dotnet(root, ['tool', 'restore']);
      const found = join(packageFolder(root, manifest), 'unix', 'pwsh');
      if (!existsSync(found)) throw new Error(`dotnet tool restore did not bring ${found}`);
      chmodSync(found, lstatSync(found).mode | 0o100);
      mkdirSync(target, { recursive: true });
      rmSync(link, { force: true });
      symlinkSync(found, link);
    },
  });
}

/**
 * Where both builds lie, `unix` and `win`. The tool's own launcher is of no use: it starts the real shell as a child,
 * which outlives it when it is killed.
 * @param {string} root the repository
 */
export function packageFolder(root, manifest = join(root, '.config', 'dotnet-tools.json')) {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')).tools.powershell;
  return join(packages(root), 'powershell', version, 'tools', 'net10.0', 'any');
}

/** NuGet's folder of packages; NUGET_PACKAGES and its configuration can move it. */
function packages(root) {
  const said = dotnet(root, [
    'nuget',
    'locals',
    'global-packages',
    '--list',
    '--force-english-output',
  ]);
  return /global-packages: *(.+)/.exec(said)?.[1].trim() ?? join(homedir(), '.nuget', 'packages');
}

function dotnet(root, words) {
  const done = spawnSync('dotnet', words, { cwd: root, encoding: 'utf8', timeout: DEADLINE_MS });
  if (done.status === 0) return done.stdout;
  const reason = done.error?.message ?? `exit code ${done.status}`;
  throw new Error(
    `dotnet ${words[0]} ${words[1]} failed (${reason})\n${done.stdout}\n${done.stderr}`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await buildPowerShell(process.cwd());
