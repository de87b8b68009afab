// Bundles the program as its entries and their shared parts: all our code and every npm package except edge-js, which
// stays a folder for its binaries. A command loads the parts that it needs.
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';

/** CommonJS packages inside an ES module load Node's own modules through `require`, which a module does not have. */
const banner =
  "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);";

/**
 * Bundles entries of src/ and resolves to the files and to the folders of the npm packages that went in.
 * @param {string} root the repository
 * @param {Record<string, string>} entries output name without extension to source path
 * @param {string} version compiled in, since the package has no package.json of ours beside the code
 * @returns {Promise<{ files: Map<string, Buffer>, packageFolders: string[] }>}
 */
export async function bundleProgram(root, entries, version) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: join(root, 'out', 'package'),
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    chunkNames: 'part-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['edge-js'],
    define: { COMWATCH_PACKAGED_VERSION: JSON.stringify(version) },
    banner: { js: banner },
    // LICENSES.txt contains all licences in full.
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
  const outdir = join(root, 'out', 'package');
  const files = new Map(
    outputFiles.map(({ path, contents }) => [
      relative(outdir, path).split(sep).join('/'),
      Buffer.from(contents),
    ]),
  );
  return { files, packageFolders: packageFolders(Object.keys(metafile.inputs)) };
}

/** node_modules/a/node_modules/@b/c/x.js belongs to the package in node_modules/a/node_modules/@b/c. */
export function packageFolders(inputs) {
  const folders = inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}
