// The C# side of the COM check: dist/com/{net462,netstandard2.0}/ComProbe.dll.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

const FRAMEWORKS = ['net462', 'netstandard2.0'];

/** @param {string} root the repository */
export async function buildNative(root) {
  const project = join(root, 'native', 'ComProbe');
  const target = join(root, 'dist', 'com');
  await buildStep({
    label: 'ComProbe',
    inputs: [project, join(root, 'tools', 'build-native.mjs')],
    stamp: join(target, '.inputs'),
    build: () => {
      dotnet(['build', join(project, 'ComProbe.csproj'), '-c', 'Release']);
      rmSync(target, { recursive: true, force: true });
      for (const framework of FRAMEWORKS) {
        mkdirSync(join(target, framework), { recursive: true });
        const built = join(project, 'bin', 'Release', framework, 'ComProbe.dll');
        copyFileSync(built, join(target, framework, 'ComProbe.dll'));
      }
    },
  });
}

/** The target of the tests: out/com-target/ComTarget.dll, with ComProbe.dll beside it. */
export async function buildComTarget(root) {
  const project = join(root, 'test', 'com-target');
  const target = join(root, 'out', 'com-target');
  await buildStep({
    label: 'the COM target of the tests',
    inputs: [project, join(root, 'native', 'ComProbe')],
    stamp: join(target, '.inputs'),
    build: () =>
      dotnet(['build', join(project, 'ComTarget.csproj'), '-c', 'Release', '-o', target]),
  });
}

function dotnet(words) {
  const done = spawnSync('dotnet', [...words, '-v', 'quiet', '-nologo'], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (done.status === 0) return;
  const reason = done.error?.message ?? `exit code ${done.status}`;
  throw new Error(`dotnet ${words[0]} failed (${reason})\n${done.stdout}\n${done.stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildNative(process.cwd());
  await buildComTarget(process.cwd());
}
