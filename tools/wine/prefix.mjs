// A Windows 10 in out/wine/prefix, with .NET where edge-js looks for it.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildStep } from '../stamp.mjs';
import { driveOf, endWine, loader, prefixOf, runWine, server } from './wine.mjs';

/** @param {string} root the repository */
export async function buildPrefix(root) {
  const prefix = prefixOf(root);
  await buildStep({
    label: 'a Windows of Wine',
    // Another Wine makes another Windows.
    inputs: [loader, server, join(root, 'tools', 'wine', 'prefix.mjs')],
    stamp: join(prefix, '.inputs'),
    build: async () => {
      await endWine(root);
      rmSync(prefix, { recursive: true, force: true });
      mkdirSync(prefix, { recursive: true });
      // Without mscoree Wine does not ask for Mono; afterwards .NET itself needs it.
      const environment = { WINEDLLOVERRIDES: 'mscoree,mshtml=' };
      await runWine(root, ['wineboot', '-i'], { environment });
      // Node refuses to start on the Windows 7 that Wine pretends to be.
      await runWine(root, ['winecfg', '-v', 'win10']);
    },
  });
}

/** C:\Program Files\dotnet, from the files of the self-contained PowerShell host. @param {string} root the repository */
export async function buildDotnet(root) {
  const host = join(root, 'out', 'powershell-host-win');
  const folder = join(driveOf(root), 'Program Files', 'dotnet');
  await buildStep({
    label: '.NET in it',
    inputs: [join(host, 'powershell-host.deps.json'), join(root, 'tools', 'wine', 'prefix.mjs')],
    stamp: join(folder, '.inputs'),
    build: () => {
      rmSync(folder, { recursive: true, force: true });
      layOut(host, folder);
    },
  });
}

function layOut(host, folder) {
  const all = JSON.parse(readFileSync(join(host, 'powershell-host.deps.json'), 'utf8'));
  const target = all.runtimeTarget.name;
  const pack = Object.keys(all.targets[target]).find((name) => name.startsWith('runtimepack.'));
  if (!pack) throw new Error('the PowerShell host for win-x64 does not bring .NET along');
  const { runtime, native } = all.targets[target][pack];
  const [name, version] = pack.slice('runtimepack.'.length).split('/');
  const framework = join(folder, 'shared', 'Microsoft.NETCore.App', version);
  const resolver = join(folder, 'host', 'fxr', version);
  for (const each of [framework, resolver]) mkdirSync(each, { recursive: true });
  for (const file of [...Object.keys(runtime), ...Object.keys(native)]) {
    copyFileSync(join(host, file), join(framework, file));
  }
  copyFileSync(join(host, 'hostfxr.dll'), join(resolver, 'hostfxr.dll'));
  // edge-js reads from it which files the framework has; the published host has it as a part of its own list.
  const list = {
    runtimeTarget: { name: target, signature: '' },
    targets: { [target]: { [`${name}/${version}`]: { runtime, native } } },
    libraries: { [`${name}/${version}`]: { type: 'package', serviceable: true, sha512: '' } },
  };
  writeFileSync(join(framework, 'Microsoft.NETCore.App.deps.json'), JSON.stringify(list));
  // edge-js tells by this file where .NET lies; it is never run.
  writeFileSync(join(folder, 'dotnet.exe'), '');
}
