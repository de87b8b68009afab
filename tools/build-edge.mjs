// Builds the parts of edge-js that its package contains for Windows only into out/edge/: the native module
// (edge_coreclr.node) and the .NET side (bootstrap/). The package itself is unchanged.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStep } from './stamp.mjs';

const DEADLINE_MS = 600_000;

/** @param {string} root the repository */
export async function buildEdge(root) {
  const target = join(root, 'out', 'edge');
  await buildStep({
    label: 'edge-js for this machine',
    inputs: [
      join(root, 'node_modules', 'edge-js', 'package.json'),
      join(root, 'native', 'EdgeBootstrap'),
      join(root, 'tools', 'build-edge.mjs'),
    ],
    stamp: join(target, '.inputs'),
    build: () => {
      buildNative(root, target);
      buildBootstrap(root, join(target, 'bootstrap'));
    },
  });
}

/** In a copy: npm ci would delete what is built inside node_modules. */
function buildNative(root, target) {
  const source = join(target, 'source');
  rmSync(source, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  cpSync(join(root, 'node_modules', 'edge-js'), source, {
    recursive: true,
    filter: (path) => !path.includes(join('lib', 'native')),
  });
  const gyp = join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const headers = join(dirname(process.execPath), '..');
  const ownHeaders = existsSync(join(headers, 'include', 'node', 'node.h'));
  command(
    process.execPath,
    [gyp, 'configure', '--release', ...(ownHeaders ? [`--nodedir=${headers}`] : [])],
    source,
    withoutNpm(process.env),
  );
  const jobs = `-j${availableParallelism()}`;
  command('make', ['-s', jobs, '-C', 'build', 'BUILDTYPE=Release', 'edge_coreclr'], source);
  const built = join(source, 'build', 'Release', 'edge_coreclr.node');
  refuseForeignAbi(built);
  cpSync(built, join(target, 'edge_coreclr.node'));
  rmSync(source, { recursive: true, force: true });
}

/** npm passes its own settings on, and node-gyp prefers them to its arguments: nodedir would be another Node's. */
function withoutNpm(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_config_/i.test(name)));
}

/** A module for another Node does not load, and Node says no more than "did not self-register". */
function refuseForeignAbi(file) {
  const registers = `node_register_module_v${process.versions.modules}`;
  if (readFileSync(file).includes(registers)) return;
  throw new Error(`${file} was built with the headers of another Node: it lacks ${registers}`);
}

/** Exactly one *.deps.json may lie in this folder: edge-js takes the first that it finds. */
export function buildBootstrap(root, folder, extra = []) {
  rmSync(folder, { recursive: true, force: true });
  const project = join(root, 'native', 'EdgeBootstrap', 'EdgeJs.csproj');
  const quiet = ['-v', 'quiet', '-nologo', '-clp:NoSummary'];
  command('dotnet', ['build', project, '-c', 'Release', '-o', folder, ...quiet, ...extra], root);
}

function command(name, words, cwd, env = process.env) {
  const done = spawnSync(name, words, { cwd, env, encoding: 'utf8', timeout: DEADLINE_MS });
  if (done.status === 0) return;
  const reason = done.error?.message ?? `exit code ${done.status}`;
  throw new Error(`${name} ${words[0]} failed (${reason})\n${done.stdout}\n${done.stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildEdge(process.cwd());
