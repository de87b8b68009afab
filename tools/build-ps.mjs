// Joins the functions of ps/ into the one module file that ships: dist/ps/comwatch.psm1 and .psd1.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const banner =
  '#requires -Version 5.1\n# Built from ps/: one file, so that an application-control policy has one file to allow.\n';
const text = (file) => readFileSync(file, 'ascii').replaceAll('\r\n', '\n');

/** @param {string} root the repository */
export async function buildModule(root) {
  const parts = ['private', 'public'].flatMap((folder) =>
    readdirSync(join(root, 'ps', folder))
      .filter((file) => file.endsWith('.ps1'))
      .sort()
      .map((file) => text(join(root, 'ps', folder, file))),
  );
  const target = join(root, 'dist', 'ps');
  mkdirSync(target, { recursive: true });
  writeFileSync(
    join(target, 'comwatch.psm1'),
    [banner, text(join(root, 'ps', 'module.ps1')), ...parts].join('\n').replaceAll('\n', '\r\n'),
  );
  copyFileSync(join(root, 'ps', 'comwatch.psd1'), join(target, 'comwatch.psd1'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildModule(process.cwd());
