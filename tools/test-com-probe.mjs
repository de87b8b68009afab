// The tests of ComProbe in C#, on .NET and, over the assembly of .NET Framework, on Mono: builds them when they changed, runs
// them and prints their count as vitest prints its own.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

const DEADLINE_MS = 300_000;

/** @param {string} root the repository @returns {Promise<number>} exit code; a run without tests is a failure, too */
export async function testComProbe(root) {
  return (await testOnDotnet(root)) || (await testOnMono(root));
}

async function testOnDotnet(root) {
  const target = join(root, 'out', 'com-probe-tests');
  await build(root, join('test', 'com-probe-tests', 'ComProbeTests.csproj'), target);
  console.log('\ncomwatch: dotnet test of ComProbe…');
  const words = ['test', join(target, 'ComProbeTests.dll')];
  const { code, output } = await run('dotnet', words);
  const count = (word) =>
    Number(new RegExp(`^\\S+! .*${word}: +(\\d+)`, 'm').exec(output)?.[1] ?? 0);
  const [passed, failed, skipped] = ['Passed', 'Failed', 'Skipped'].map(count);
  return report({ code, passed, failed, skipped }, 'dotnet test');
}

/**
 * ComProbe.dll for net462, as .NET Framework loads it. Mono is not .NET Framework: decision 0089 says what this shows.
 */
async function testOnMono(root) {
  if (spawnSync('mono', ['--version']).status !== 0) {
    console.warn(
      'SKIPPED: ComProbe for .NET Framework on Mono: not installed (Debian): mono-runtime',
    );
    return 0;
  }
  const target = join(root, 'out', 'com-probe-mono');
  await build(root, join('test', 'com-probe-mono', 'MonoTests.csproj'), target);
  console.log('\ncomwatch: the tests of ComProbe for .NET Framework on Mono…');
  const words = [join(target, 'xunit.console.exe'), join(target, 'ComProbeTests.dll')];
  const { code, output } = await run('mono', [...words, '-nologo', '-noappdomain']);
  const [total = 0, errors = 0, wrong = 0, skipped = 0] = (
    /Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+)/.exec(output) ?? []
  )
    .slice(1)
    .map(Number);
  const failed = errors + wrong;
  return report({ code, passed: total - failed - skipped, failed, skipped }, 'Mono');
}

/** A run that crashed reports no failed test. */
function report({ code, passed, failed, skipped }, where) {
  const wrong = code !== 0 ? Math.max(failed, 1) : failed;
  const parts = [
    ...(wrong > 0 ? [`${wrong} failed`] : []),
    `${passed} passed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  console.log(`      Tests  ${parts.join(' | ')} (${passed + wrong + skipped}) ${where}`);
  return code === 0 && passed === 0 ? 1 : code;
}

async function build(root, project, target) {
  const sources = ['com-probe-tests', 'com-probe-mono'].map((name) => join(root, 'test', name));
  await buildStep({
    label: `the tests of ComProbe (${project})`,
    inputs: [
      ...sources,
      join(root, 'native', 'ComProbe'),
      join(root, 'tools', 'test-com-probe.mjs'),
    ],
    stamp: join(target, '.inputs'),
    build: () => {
      const words = ['build', join(root, project), '-c', 'Release', '-o', target];
      const done = spawnSync('dotnet', [...words, '-v', 'quiet', '-nologo'], {
        encoding: 'utf8',
        timeout: 300_000,
      });
      if (done.status === 0) return;
      const reason = done.error?.message ?? `exit code ${done.status}`;
      throw new Error(`dotnet build failed (${reason})\n${done.stdout}\n${done.stderr}`);
    },
  });
}

function run(command, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: DEADLINE_MS,
      // The summary is parsed, so it must not be in the language of the machine.
      env: { ...process.env, DOTNET_CLI_UI_LANGUAGE: 'en', DOTNET_NOLOGO: '1' },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await testComProbe(process.cwd());
}
