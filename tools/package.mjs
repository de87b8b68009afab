// npm run package: release/comwatch-<version>-win-x64.zip, everything a server needs, nothing to download there.
// node tools/package.mjs [FOLDER] puts it elsewhere.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packagesOfPage } from './build-page.mjs';
import { packagesOfPicture, pictureFiles } from './build-picture.mjs';
import { buildProduct } from './build.mjs';
import { bundleProgram } from './package/bundles.mjs';
import { componentsOf } from './package/components.mjs';
import { billOfMaterials, licencesText, manifest } from './package/documents.mjs';
import { edgeFiles, edgePart, nodePart } from './package/parts.mjs';
import { filesOfPackage } from './package/tarball.mjs';
import { zipOf } from './package/zip.mjs';

const commandFile =
  '@rem comwatch with the Node of this folder.\r\n@"%~dp0node.exe" "%~dp0main.mjs" %*\r\n';
/** For users of the original's script of this kind: the agent in a window, with the configuration beside it. */
const startFile =
  '@rem Watches with monitor.ini of this folder until Ctrl+C; install.ps1 makes it a scheduled task instead.\r\n' +
  '@"%~dp0app\\node.exe" "%~dp0app\\main.mjs" run --config "%~dp0monitor.ini" %*\r\n' +
  '@pause\r\n';

/**
 * Builds the package and resolves to where it lies and how big it is.
 * @param {string} root the repository
 * @param {string} folder where the zip goes
 * @returns {Promise<{ file: string, bytes: number, version: string }>}
 */
export async function buildPackage(root, folder = join(root, 'release')) {
  await buildProduct();
  await buildNativeParts(root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const files = await collect(root, version);
  files.set('manifest.json', manifest({ version, node: nodePart.version }, files));
  const zip = await zipOf(files);
  const file = join(folder, `comwatch-${version}-win-x64.zip`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, zip);
  await printSizes(file, zip.length, files);
  return { file, bytes: zip.length, version };
}

/** ComProbe.dll for both runtimes: dist/com. */
async function buildNativeParts(root) {
  const { buildNative } = await import('./build-native.mjs');
  await buildNative(root);
}

/** Everything in the package except its manifest, by path with forward slashes. */
async function collect(root, version) {
  const read = (path) => {
    if (!existsSync(join(root, path))) throw new Error(`the package needs ${path}: it is missing`);
    return readFileSync(join(root, path));
  };
  const edge = filesOfPackage(root, edgePart(root));
  const entries = {
    main: 'src/main.ts',
    'probe-host': 'src/adapters/com/probe-host.ts',
    'prove-worker': 'src/cli/prove-worker.ts',
    'draw-picture': 'src/adapters/picture/draw-picture.ts',
  };
  const { files: programs, packageFolders } = await bundleProgram(root, entries, version);
  const folders = [
    ...new Set([...packageFolders, ...(await packagesOfPage(root)), ...packagesOfPicture]),
  ].sort();
  const components = componentsOf(root, folders, edge);
  const product = { version, licence: read('LICENSE').toString('utf8') };

  const files = new Map([
    ['install.ps1', read('install.ps1')],
    ['monitor.ini', read('monitor.ini')],
    ['START.bat', Buffer.from(startFile, 'ascii')],
    ['LICENSES.txt', licencesText(product, components)],
    ['sbom.cdx.json', billOfMaterials(product, components)],
    ['app/node.exe', fileOf(filesOfPackage(root, nodePart), 'bin/node.exe')],
    ['app/comwatch.cmd', Buffer.from(commandFile, 'ascii')],
    ['app/ps/comwatch.psd1', read('dist/ps/comwatch.psd1')],
    ['app/ps/comwatch.psm1', read('dist/ps/comwatch.psm1')],
  ]);
  for (const path of ['grafana/comwatch.json', 'prometheus/rules.yml', 'zabbix/comwatch.yaml']) {
    files.set(`deploy/${path}`, read(`deploy/${path}`));
  }
  for (const [name, content] of programs) files.set(`app/${name}`, content);
  for (const name of ['page.html', 'page.js', 'page.css', 'icon.svg']) {
    files.set(`app/page/${name}`, read(`dist/page/${name}`));
  }
  for (const name of Object.keys(pictureFiles)) {
    files.set(`app/picture/${name}`, read(`dist/picture/${name}`));
  }
  for (const path of assemblies(join(root, 'dist', 'com'))) {
    files.set(`app/com/${path}`, read(`dist/com/${path}`));
  }
  for (const [inside, ours] of edgeFiles) {
    files.set(`app/node_modules/edge-js/${ours}`, fileOf(edge, inside));
  }
  return files;
}

function fileOf(files, path) {
  const content = files.get(path);
  if (!content) throw new Error(`${path} is not in the npm package it is expected in`);
  return content;
}

/** The DLLs below a folder, by path with forward slashes. */
function assemblies(folder) {
  const found = readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.dll'));
  if (found.length === 0) throw new Error('dist/com holds no DLL');
  return found.sort();
}

/** Size of the archive by group: each group compressed separately, as it is in the archive. */
async function printSizes(file, bytes, files) {
  const groups = new Map();
  for (const [path, content] of files) {
    const found = /^app\/(node_modules\/edge-js|[^/]+)/.exec(path)?.[0] ?? path;
    const group = found.replace(/^app\/part-\w+\.mjs$/, 'app/part-*.mjs');
    const members = groups.get(group) ?? new Map();
    groups.set(group, members.set(path, content));
  }
  const mb = (count) => `${(count / 1e6).toFixed(2).padStart(7)} MB`;
  console.log(`comwatch: ${file}: ${mb(bytes).trim()}, ${files.size} files`);
  const rows = await Promise.all(
    [...groups].map(async ([group, members]) => {
      const raw = [...members.values()].reduce((sum, content) => sum + content.length, 0);
      // node.exe is nine tenths of it: its size follows from the rest, without compressing it once more.
      const packed = group === 'app/node.exe' ? undefined : (await zipOf(members)).length;
      return { group, raw, packed };
    }),
  );
  const others = rows.reduce((sum, { packed }) => sum + (packed ?? 0), 0);
  for (const row of rows) row.packed ??= bytes - others;
  for (const { group, raw, packed } of rows.sort((a, b) => b.packed - a.packed)) {
    console.log(`  ${group.padEnd(26)} ${mb(raw)} unpacked ${mb(packed)} in the archive`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildPackage(join(dirname(fileURLToPath(import.meta.url)), '..'), process.argv[2]);
}
