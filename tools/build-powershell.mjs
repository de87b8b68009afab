// The real PowerShell of the tests, demo and bench: out/powershell/pwsh. The .NET tool in .config/dotnet-tools.json brings
// it along; nothing is fetched once it lies in NuGet's folder of packages.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

const DEADLINE_MS = 600_000;
/** Compiled ahead of time, as in the packages of PowerShell for a system; those of the tool are not, and start twice as slowly. */
const COMPILED = [
  'pwsh',
  'System.Management.Automation',
  'Microsoft.PowerShell.ConsoleHost',
  'Microsoft.PowerShell.Commands.Management',
  'Microsoft.PowerShell.Commands.Utility',
  'Microsoft.PowerShell.Security',
  'Newtonsoft.Json',
];

/** @param {string} root the repository */
export async function buildPowerShell(root) {
  const target = join(root, 'out', 'powershell');
  const manifest = join(root, '.config', 'dotnet-tools.json');
  const compiler = join(root, 'tools', 'powershell', 'Compiler.csproj');
  await buildStep({
    label: 'PowerShell',
    inputs: [manifest, compiler, join(root, 'tools', 'build-powershell.mjs')],
    stamp: join(target, '.inputs'),
    build: () => {
      dotnet(root, ['tool', 'restore']);
      dotnet(root, ['restore', compiler]);
      const packages = packagesFolder(root);
      const source = join(toolFolder(packages, manifest), 'unix');
      rmSync(target, { recursive: true, force: true });
      cpSync(source, target, { recursive: true });
      for (const name of COMPILED) compile(root, packages, compiler, source, target, `${name}.dll`);
      const pwsh = join(target, 'pwsh');
      chmodSync(pwsh, statSync(pwsh).mode | 0o111);
    },
  });
}

/**
 * Where both builds lie, `unix` and `win`. The tool's own launcher is of no use: it starts the real shell as a child,
 * which outlives it when it is killed.
 */
function toolFolder(packages, manifest) {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')).tools.powershell;
  const found = join(packages, 'powershell', version, 'tools', 'net10.0', 'any');
  if (!existsSync(found)) throw new Error(`dotnet tool restore did not bring ${found}`);
  return found;
}

function compile(root, packages, project, source, target, name) {
  const [, version] = /Version="\[([\d.]+)\]"/.exec(readFileSync(project, 'utf8')) ?? [];
  const id = `microsoft.netcore.app.crossgen2.linux-${process.arch}`;
  const compiler = join(packages, id, version, 'tools', 'crossgen2');
  const framework = /Microsoft\.NETCore\.App (10\.\S+) \[(.*)\]/.exec(
    dotnet(root, ['--list-runtimes']),
  );
  if (!framework) throw new Error('there is no .NET 10 to run PowerShell');
  const references = [join(framework[2], framework[1]), source].map((each) => join(each, '*.dll'));
  run(root, compiler, [
    join(source, name),
    ...['--out', join(target, name), '--targetos', 'linux', '--targetarch', process.arch, '-O'],
    ...references.flatMap((each) => ['--reference', each]),
  ]);
}

/** NuGet's folder of packages; NUGET_PACKAGES and its configuration can move it. */
function packagesFolder(root) {
  const words = ['nuget', 'locals', 'global-packages', '--list', '--force-english-output'];
  const said = /global-packages: *(.+)/.exec(dotnet(root, words));
  return said?.[1].trim() ?? join(homedir(), '.nuget', 'packages');
}

const dotnet = (root, words) => run(root, 'dotnet', words);

function run(root, program, words) {
  const done = spawnSync(program, words, { cwd: root, encoding: 'utf8', timeout: DEADLINE_MS });
  if (done.status === 0) return done.stdout;
  const reason = done.error?.message ?? `exit code ${done.status}`;
  throw new Error(
    `${program} ${words.slice(0, 2).join(' ')} failed (${reason})\n${done.stdout}\n${done.stderr}`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await buildPowerShell(process.cwd());
