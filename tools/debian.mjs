// Installs the Debian packages of a list where that is allowed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs what is missing when this is root on Debian; returns what is missing still.
 * @param {string} list a file with one package a line, and why
 */
export function installPackages(list) {
  const names = readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' ')[0] ?? '');
  const needed = names.filter((name) => !isInstalled(name));
  if (needed.length === 0 || process.getuid?.() !== 0) return needed;
  console.log(`comwatch: installing ${needed.join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words) =>
    spawnSync('apt-get', words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...needed);
  return needed.filter((name) => !isInstalled(name));
}

function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], {
    encoding: 'utf8',
  });
  return stdout === 'installed';
}

/**
 * Unpacks packages that cannot be installed beside others into a separate folder; returns whether they are available.
 * @param {string} folder where their files go
 * @param {string[]} names the package and the libraries that it needs
 */
export function unpackPackages(folder, names) {
  if (existsSync(join(folder, 'usr'))) return true;
  mkdirSync(folder, { recursive: true });
  spawnSync('apt-get', ['download', '-qq', ...names], { cwd: folder, stdio: 'ignore' });
  const found = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  for (const each of found) spawnSync('dpkg-deb', ['-x', join(folder, each), folder]);
  return found.length >= names.length;
}
