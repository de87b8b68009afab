// dotnet test over ComProbe: builds the tests when they changed, runs them and prints their count as vitest prints its own.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

/** @param {string} root the repository @returns {Promise<number>} exit code; no test at all is a failure, too */
export async function testComProbe(root) {
  const target = join(root, 'out', 'com-probe-tests');
  await build(root, target);
  console.log('\ncomwatch: dotnet test of ComProbe…');
  const { code, output } = await run(join(target, 'ComProbeTests.dll'));
  const count = (word) =>
    Number(new RegExp(`^\\S+! .*${word}: +(\\d+)`, 'm').exec(output)?.[1] ?? 0);
  const [passed, counted, skipped] = ['Passed', 'Failed', 'Skipped'].map(count);
  // A run that crashed counts nothing as failed.
  const failed = code !== 0 ? Math.max(counted, 1) : counted;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${passed} passed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  console.log(`      Tests  ${parts.join(' | ')} (${passed + failed + skipped}) dotnet test`);
  return code === 0 && passed === 0 ? 1 : code;
}

async function build(root, target) {
  const project = join(root, 'test', 'com-probe-tests');
  await buildStep({
    label: 'the tests of ComProbe',
    inputs: [project, join(root, 'native', 'ComProbe'), join(root, 'tools', 'test-com-probe.mjs')],
    stamp: join(target, '.inputs'),
    build: () => {
      const words = ['build', join(project, 'ComProbeTests.csproj'), '-c', 'Release', '-o', target];
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

function run(assembly) {
  return new Promise((resolve, reject) => {
    const child = spawn('dotnet', ['test', assembly], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // The summary is read: it must not be in the language of the machine.
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
