// Skips a build step whose inputs have not changed: a hash of them is stored beside the output.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs `build` unless its inputs are the same as when it last succeeded.
 * @param {{ label: string, inputs: string[], stamp: string, build: () => Promise<void> | void }} step inputs: files and
 * folders; stamp: a file inside the output, written last
 */
export async function buildStep({ label, inputs, stamp, build }) {
  const hash = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  const started = performance.now();
  console.log(`comwatch: building ${label}…`);
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  console.log(`comwatch: built ${label} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

function hashOf(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap(filesOf).sort()) {
    // A copy of the folder elsewhere contains the same build.
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['bin', 'obj', 'node_modules'].includes(entry.name))
    .flatMap((entry) => filesOf(join(path, entry.name)));
}
