// Prepares the Wine tests: a Windows of Wine with .NET and PowerShell, the COM server and the released package in it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildEdge } from './build-edge.mjs';
import { buildPowerShellForWindows } from './build-powershell.mjs';
import { buildPackage } from './package.mjs';
import { buildStep } from './stamp.mjs';
import { buildComServer } from './wine/com-server.mjs';
import { putDotnet, putPowerShell } from './wine/powershell.mjs';
import { buildPrefix } from './wine/prefix.mjs';
import { driveOf } from './wine/wine.mjs';

/** @param {string} root the repository */
export async function buildWine(root) {
  await buildEdge(root);
  await buildPowerShellForWindows(root);
  await buildPrefix(root);
  await putDotnet(root);
  await putPowerShell(root);
  await buildComServer(root);
  await unpackRelease(root);
}

/** C:\comwatch: the package as on a server, unpacked by a program other than the one that packed it. */
async function unpackRelease(root) {
  const folder = join(driveOf(root), 'comwatch');
  const sources = ['src', 'ps', 'native/ComProbe', 'install.ps1', 'LICENSE'];
  const tools = ['tools/package', 'tools/package.mjs', 'tools/build-ps.mjs', 'package-lock.json'];
  await buildStep({
    label: 'the release and its place in Wine',
    inputs: [...sources, ...tools].map((path) => join(root, path)),
    stamp: join(folder, '.inputs'),
    build: async () => {
      const { file } = await buildPackage(root, join(root, 'out', 'wine', 'package'));
      rmSync(folder, { recursive: true, force: true });
      const done = spawnSync('python3', ['-m', 'zipfile', '-e', file, folder], {
        stdio: 'inherit',
      });
      if (done.status !== 0) throw new Error(`python3 could not unpack ${file}`);
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildWine(process.cwd());
