// Builds the status page: browser code of src/page and its style sheet as three files in dist/page. The report includes
// the same ones.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageFolders } from './package/bundles.mjs';

/** Browsers of recent years; on Windows Server 2016 no other one is still maintained. */
const TARGETS = ['chrome109', 'edge109', 'firefox115', 'safari16'];

/** @param {string} root the repository */
export async function buildPage(root) {
  const folder = join(root, 'dist', 'page');
  mkdirSync(folder, { recursive: true });
  for (const options of parts(root)) await build({ ...options, outdir: folder });
  for (const name of ['page.html', 'icon.svg']) {
    copyFileSync(join(root, 'src', 'page', name), join(folder, name));
  }
}

/**
 * The npm packages that are part of the page, as folders.
 * @param {string} root the repository
 * @returns {Promise<string[]>}
 */
export async function packagesOfPage(root) {
  const found = [];
  for (const options of parts(root)) {
    const { metafile } = await build({ ...options, outdir: root, write: false, metafile: true });
    found.push(...packageFolders(Object.keys(metafile.inputs)));
  }
  return [...new Set(found)];
}

/** The script and the style sheet. */
function parts(root) {
  const from = (name) => join(root, 'src', 'page', name);
  const common = {
    absWorkingDir: root,
    bundle: true,
    target: TARGETS,
    minify: true,
    // LICENSES.txt contains all licences in full.
    legalComments: 'none',
    logLevel: 'warning',
  };
  return [
    {
      ...common,
      entryPoints: { page: from('main.ts') },
      format: 'iife',
      charset: 'utf8',
      tsconfig: from('tsconfig.json'),
    },
    { ...common, entryPoints: { page: from('page.css') } },
  ];
}
