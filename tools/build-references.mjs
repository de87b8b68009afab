// out/references: reference assemblies of .NET Framework 4.6.2 and Windows PowerShell 5.1, and Mono.Cecil to read them.
// Nothing is downloaded once it is in NuGet's package folder.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

/** [package, version, folder in it, files: all DLLs or these] */
const PARTS = [
  [
    'microsoft.netframework.referenceassemblies.net462',
    '1.0.3',
    'build/.NETFramework/v4.6.2',
    undefined,
  ],
  ['powershellstandard.library', '5.1.1', 'lib/net452', ['System.Management.Automation.dll']],
  ['mono.cecil', '0.11.6', 'lib/netstandard2.0', ['Mono.Cecil.dll']],
];

/** @param {string} root the repository */
export async function buildReferences(root) {
  const project = join(root, 'tools', 'references', 'References.csproj');
  const target = join(root, 'out', 'references');
  await buildStep({
    label: 'the references of Windows PowerShell 5.1',
    inputs: [project, join(root, 'tools', 'build-references.mjs')],
    stamp: join(target, '.inputs'),
    build: () => {
      dotnet(['restore', project, '-nologo', '-v', 'quiet']);
      const packages = packagesFolder();
      rmSync(target, { recursive: true, force: true });
      for (const [name, version, inside, files] of PARTS) {
        const from = join(packages, name, version, inside);
        const to = join(target, name);
        mkdirSync(to, { recursive: true });
        for (const file of files ?? readdirSync(from).filter((each) => each.endsWith('.dll'))) {
          copyFileSync(join(from, file), join(to, file));
        }
      }
    },
  });
}

/** NuGet's package folder; NUGET_PACKAGES and its configuration can move it. */
function packagesFolder() {
  const said = dotnet(['nuget', 'locals', 'global-packages', '--list', '--force-english-output']);
  return /global-packages: *(.+)/.exec(said)?.[1].trim() ?? join(homedir(), '.nuget', 'packages');
}

function dotnet(words) {
  const done = spawnSync('dotnet', words, { encoding: 'utf8', timeout: 300_000 });
  if (done.status === 0) return done.stdout;
  const reason = done.error?.message ?? `exit code ${done.status}`;
  throw new Error(`dotnet ${words[0]} failed (${reason})\n${done.stdout}\n${done.stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await buildReferences(process.cwd());
