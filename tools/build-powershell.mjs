// The real PowerShell of tests, demo and bench: out/powershell/pwsh, and out/powershell-win for Wine. The .NET tool in
// .config/dotnet-tools.json contains both; nothing is downloaded once it is in NuGet's package folder.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

const DEADLINE_MS = 600_000;
/**
 * Compiled ahead of time, like the packages of PowerShell for a system; those of the tool are not, and take twice as
 * long to start.
 */
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
  const compiler = compilerOf(root);
  await buildStep({
    label: 'PowerShell',
    inputs: inputsOf(root, compiler),
    stamp: join(target, '.inputs'),
    build: () => {
      dotnet(root, ['tool', 'restore']);
      dotnet(root, ['restore', compiler]);
      const framework = /Microsoft\.NETCore\.App (10\.\S+) \[(.*)\]/.exec(
        dotnet(root, ['--list-runtimes']),
      );
      if (!framework) throw new Error('there is no .NET 10 to run PowerShell');
      const references = [join(framework[2], framework[1])];
      lay(root, { build: 'unix', target, system: ['linux', process.arch], references });
      const pwsh = join(target, 'pwsh');
      chmodSync(pwsh, statSync(pwsh).mode | 0o111);
    },
  });
}

/** The Windows build, without parts that cannot run in Wine. @param {string} root the repository */
export async function buildPowerShellForWindows(root) {
  const target = join(root, 'out', 'powershell-win');
  const compiler = compilerOf(root);
  const frameworks = join(root, 'tools', 'wine', 'Frameworks.csproj');
  await buildStep({
    label: 'PowerShell for Windows',
    inputs: [...inputsOf(root, compiler), frameworks],
    stamp: join(target, '.inputs'),
    build: () => {
      dotnet(root, ['tool', 'restore']);
      for (const project of [compiler, frameworks]) dotnet(root, ['restore', project]);
      const references = windowsFrameworks(root).map(({ assemblies }) => assemblies);
      lay(root, { build: 'win', target, system: ['windows', 'x64'], references });
      // Without WMI: Wine has none, and a query hangs at the next call.
      rmSync(join(target, 'Modules', 'CimCmdlets'), { recursive: true });
    },
  });
}

/**
 * The frameworks of .NET for Windows that the Windows build of PowerShell needs, from NuGet's folder.
 * @param {string} root the repository
 */
export function windowsFrameworks(root) {
  const project = readFileSync(join(root, 'tools', 'wine', 'Frameworks.csproj'), 'utf8');
  const packages = packagesFolder(root);
  return [...project.matchAll(/Include="((\S+)\.Runtime\.win-x64)" Version="\[([\d.]+)\]"/g)].map(
    ([, id, name, version]) => {
      const folder = join(packages, id.toLowerCase(), version, 'runtimes', 'win-x64');
      const assemblies = join(folder, 'lib', 'net10.0');
      return { name, version, assemblies, native: join(folder, 'native') };
    },
  );
}

const compilerOf = (root) => join(root, 'tools', 'powershell', 'Compiler.csproj');

function inputsOf(root, compiler) {
  const manifest = join(root, '.config', 'dotnet-tools.json');
  return [manifest, compiler, join(root, 'tools', 'build-powershell.mjs')];
}

/**
 * Copies one of the builds of the tool, `unix` or `win`, and compiles it ahead of time. The tool's own launcher is not
 * used: it starts the real shell as a child, which survives when the launcher is killed.
 */
function lay(root, { build, target, system, references }) {
  const manifest = readFileSync(join(root, '.config', 'dotnet-tools.json'), 'utf8');
  const { version } = JSON.parse(manifest).tools.powershell;
  const packages = packagesFolder(root);
  const source = join(packages, 'powershell', version, 'tools', 'net10.0', 'any', build);
  if (!existsSync(source)) throw new Error(`dotnet tool restore did not bring ${source}`);
  rmSync(target, { recursive: true, force: true });
  cpSync(source, target, { recursive: true });
  const [, crossgen] = /Version="\[([\d.]+)\]"/.exec(readFileSync(compilerOf(root), 'utf8')) ?? [];
  const id = `microsoft.netcore.app.crossgen2.linux-${process.arch}`;
  const compiler = join(packages, id, crossgen, 'tools', 'crossgen2');
  const known = [...references, source].map((each) => join(each, '*.dll'));
  for (const name of COMPILED.map((each) => `${each}.dll`)) {
    run(root, compiler, [
      join(source, name),
      ...['--out', join(target, name), '--targetos', system[0], '--targetarch', system[1], '-O'],
      ...known.flatMap((each) => ['--reference', each]),
    ]);
  }
}

/** NuGet's package folder; NUGET_PACKAGES and its configuration can move it. */
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
