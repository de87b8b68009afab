// .NET where edge-js looks for it and PowerShell where its installer puts it, in the Windows of Wine.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { windowsFrameworks } from '../build-powershell.mjs';
import { buildStep } from '../stamp.mjs';
import { compiler, driveOf } from './wine.mjs';

/** C:\Program Files\dotnet: both frameworks that PowerShell names, with edge-js beside them. @param {string} root the repository */
export async function putDotnet(root) {
  const folder = join(driveOf(root), 'Program Files', 'dotnet');
  const own = ['powershell.mjs', 'Frameworks.csproj'].map((name) =>
    join(root, 'tools', 'wine', name),
  );
  await buildStep({
    label: '.NET in it',
    inputs: own,
    stamp: join(folder, '.inputs'),
    build: () => {
      rmSync(folder, { recursive: true, force: true });
      for (const framework of windowsFrameworks(root)) layOut(framework, folder);
    },
  });
}

function layOut({ name, version, assemblies, native }, folder) {
  const shared = join(folder, 'shared', name, version);
  mkdirSync(shared, { recursive: true });
  for (const each of [assemblies, native]) cpSync(each, shared, { recursive: true });
  const resolver = join(native, 'hostfxr.dll');
  if (!existsSync(resolver)) return;
  mkdirSync(join(folder, 'host', 'fxr', version), { recursive: true });
  copyFileSync(resolver, join(folder, 'host', 'fxr', version, 'hostfxr.dll'));
  // edge-js finds .NET by this file, which is never run.
  writeFileSync(join(folder, 'dotnet.exe'), '');
}

/** C:\Program Files\PowerShell\7, with the starter that Wine needs, and the other programs of the stand-ins. @param {string} root the repository */
export async function putPowerShell(root) {
  const source = join(root, 'out', 'powershell-win');
  const standIns = join(root, 'test', 'wine', 'stand-ins');
  const folder = join(driveOf(root), 'Program Files', 'PowerShell', '7');
  const own = join(driveOf(root), 'stand-ins');
  await buildStep({
    label: 'PowerShell in it',
    inputs: [join(source, '.inputs'), standIns, join(root, 'tools', 'wine', 'powershell.mjs')],
    stamp: join(folder, '.inputs'),
    build: () => {
      rmSync(folder, { recursive: true, force: true });
      cpSync(source, folder, { recursive: true });
      const version = windowsFrameworks(root)[0]?.version;
      const system = join(driveOf(root), 'windows', 'system32');
      const code = (name) => join(standIns, `${name}.cpp`);
      compile(
        code('pwsh'),
        join(folder, 'pwsh.exe'),
        '-municode',
        `-DDOTNET_VERSION=L"${version}"`,
      );
      compile(code('whoami'), join(system, 'whoami.exe'));
      mkdirSync(own, { recursive: true });
      compile(code('detach'), join(own, 'detach.exe'), '-municode');
    },
  });
}

function compile(source, target, ...more) {
  const words = ['-std=c++17', '-O1', '-Wall', '-Wextra', '-Werror', '-static', '-s', ...more];
  const done = spawnSync(compiler, [...words, '-o', target, source], { stdio: 'inherit' });
  if (done.status !== 0) throw new Error(`${compiler} ${source}: ${done.status}`);
}
