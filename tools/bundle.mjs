// Bundles a TypeScript entry of demo/ or bench/ into out/, so that it runs without a loader.
import { join } from 'node:path';
import { build } from 'esbuild';

/** @param {string} root the repository @param {string} entry e.g. demo/demo.ts; returns the file to run */
export async function bundle(root, entry) {
  const outfile = join(root, 'out', 'bundles', entry.replace(/\.ts$/, '.mjs').replaceAll('/', '-'));
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
