// Fetches a pinned npm package as a tarball and reads it without unpacking it to disk.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const DOWNLOAD_MS = 300_000;

/**
 * The files of an npm package by their path inside it. Downloads it once into out/packages; its hash is checked each time.
 * @param {string} root the repository
 * @param {{ name: string, version: string, integrity: string }} part
 * @returns {Map<string, Buffer>}
 */
export function filesOfPackage(root, { name, version, integrity }) {
  const folder = join(root, 'out', 'packages');
  const file = join(folder, `${name}-${version}.tgz`);
  if (!existsSync(file)) download(folder, `${name}@${version}`);
  const bytes = readFileSync(file);
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (found !== integrity) {
    rmSync(file);
    throw new Error(`${name}@${version} is not what was pinned: ${found}, expected ${integrity}`);
  }
  return readTar(gunzipSync(bytes));
}

function download(folder, spec) {
  mkdirSync(folder, { recursive: true });
  console.log(`comwatch: fetching ${spec}…`);
  const windows = process.platform === 'win32';
  const done = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['pack', spec, '--silent', '--ignore-scripts', '--prefer-offline', '--pack-destination', '.'],
    { cwd: folder, shell: windows, timeout: DOWNLOAD_MS, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (done.status !== 0) {
    throw new Error(`npm pack ${spec} failed: ${done.error ?? done.stderr}`);
  }
}

const BLOCK = 512;

/** Regular files of a tar archive; the first folder of each path, `package/`, is dropped. @param {Buffer} tar */
function readTar(tar) {
  const files = new Map();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const field = (from, length) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8);
    const path = [field(345, 155), field(0, 100)].filter((piece) => piece !== '').join('/');
    const type = field(156, 1);
    if (type === '0' || type === '') {
      files.set(path.replace(/^[^/]*\//, ''), tar.subarray(at + BLOCK, at + BLOCK + size));
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
