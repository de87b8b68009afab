// npm run build: everything that the product needs; a step is skipped when its inputs have not changed.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildInstall } from './build-install.mjs';
import { buildPage } from './build-page.mjs';
import { buildPicture } from './build-picture.mjs';
import { buildModule } from './build-ps.mjs';
import { writeDecisionsIndex } from './decisions.mjs';
import { buildStep } from './stamp.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** dist/: the program, the PowerShell module; monitor.ini and docs/configuration.md from the table of settings; install.ps1. */
export async function buildProduct() {
  await buildStep({
    label: 'the program',
    inputs: [join(root, 'src'), join(root, 'tsconfig.json'), join(root, 'tsconfig.build.json')],
    stamp: join(root, 'dist', '.inputs'),
    build: async () => {
      for (const part of [
        'adapters',
        'agent',
        'cli',
        'compose',
        'config',
        'core',
        'doctor',
        'simulation',
        'texts',
      ]) {
        rmSync(join(root, 'dist', part), { recursive: true, force: true });
      }
      const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      const done = spawnSync(
        process.execPath,
        [compiler, '-p', join(root, 'tsconfig.build.json')],
        {
          stdio: 'inherit',
        },
      );
      if (done.status !== 0) throw new Error('tsc failed');
      await writeDocuments();
    },
  });
  await buildStep({
    label: 'the status page',
    inputs: [
      join(root, 'src', 'page'),
      join(root, 'src', 'core'),
      join(root, 'src', 'texts'),
      join(root, 'tools', 'build-page.mjs'),
      join(root, 'package-lock.json'),
    ],
    stamp: join(root, 'dist', 'page', '.inputs'),
    build: () => buildPage(root),
  });
  await buildStep({
    label: 'what draws pictures',
    inputs: [join(root, 'tools', 'build-picture.mjs'), join(root, 'package-lock.json')],
    stamp: join(root, 'dist', 'picture', '.inputs'),
    build: () => buildPicture(root),
  });
  await buildStep({
    label: 'the PowerShell module',
    inputs: [join(root, 'ps'), join(root, 'tools', 'build-ps.mjs')],
    stamp: join(root, 'dist', 'ps', '.inputs'),
    build: () => buildModule(root),
  });
  await buildStep({
    label: 'install.ps1',
    inputs: [join(root, 'install'), join(root, 'tools', 'build-install.mjs')],
    stamp: join(root, 'dist', '.install-inputs'),
    build: () => buildInstall(root),
  });
  writeDecisionsIndex(root);
}

async function writeDocuments() {
  const built = pathToFileURL(join(root, 'dist', 'texts', 'document.js')).href;
  const { sampleIni, settingsTable } = await import(built);
  if (!existsSync(join(root, 'docs'))) return;
  // With a byte-order mark and CRLF: Notepad of every Windows shows it correctly.
  writeFileSync(join(root, 'monitor.ini'), `\uFEFF${sampleIni().replaceAll('\n', '\r\n')}`);
  writeFileSync(join(root, 'docs', 'configuration.md'), settingsTable());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildProduct();
