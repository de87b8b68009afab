// Wine for the tests: its location, its environment, and the end of everything in it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's own places; its `wine` command is a script around the first one. */
const folder = '/usr/lib/wine/';
export const loader = `${folder}wine64`;
export const server = `${folder}wineserver64`;
export const compiler = 'x86_64-w64-mingw32-g++';

const END_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** The Debian packages that are not installed; empty if everything can run. */
export function missingPackages() {
  const onPath = (process.env.PATH ?? '')
    .split(':')
    .some((each) => each !== '' && existsSync(join(each, compiler)));
  return [
    ...(existsSync(loader) && existsSync(server) ? [] : ['wine64']),
    ...(onPath ? [] : ['g++-mingw-w64-x86-64-win32']),
  ];
}

/** @param {string} root the repository */
export const prefixOf = (root) => join(root, 'out', 'wine', 'prefix');
export const driveOf = (root) => join(prefixOf(root), 'drive_c');

/** Converts a path of this machine to the form that Wine's programs see. @param {string} path */
export const windowsPath = (path) => `Z:${path.replaceAll('/', '\\')}`;

/**
 * The environment of every program in the prefix. No W^X: .NET under Wine dies in a finaliser (0x80131506) when it
 * frees code that it maps twice. No mshtml and no crash dialogue, which would wait for a click. A whoami.exe of the
 * tests in the place of Wine's own.
 */
function environmentOf(root, more) {
  return {
    ...process.env,
    DISPLAY: '',
    WINEPREFIX: prefixOf(root),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINELOADER: loader,
    WINEDLLOVERRIDES: 'mshtml,winedbg.exe=;whoami.exe=n',
    DOTNET_EnableWriteXorExecute: '0',
    COMWATCH_EDGE: '1',
    EDGE_USE_CORECLR: '1',
    EDGE_BOOTSTRAP_DIR: windowsPath(join(root, 'out', 'edge', 'bootstrap')),
    ...more,
  };
}

/** Starts a Windows program: the child is that program, with its exit code. */
export function startWine(root, words, { environment = {}, ...options } = {}) {
  const env = environmentOf(root, environment);
  return spawn(loader, words, { stdio: 'ignore', ...options, env });
}

/** Runs a Windows program to its end; a failure throws. */
export async function runWine(root, words, options = {}) {
  await ended(startWine(root, words, options), words.join(' '));
}

/** Keeps the Windows services running between programs: otherwise each program starts them anew, for seconds. */
export async function beginWine(root) {
  const child = spawn(server, ['-p'], { stdio: 'ignore', env: environmentOf(root, {}) });
  // 2: it is running already.
  await ended(child, 'wineserver', [0, 2]);
}

/** Processes in the prefix, including Wine's own services and its server. */
export function wineProcesses(root) {
  const mark = `WINEPREFIX=${prefixOf(root)}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // Only Wine's own programs: the process that starts them may have the same variable.
        if (!readlinkSync(`/proc/${name}/exe`).startsWith(folder)) return [];
        if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(mark)) return [];
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        return [{ pid: Number(name), program: words[0], commandLine: words.join(' ').trim() }];
      } catch {
        // It has exited between the listing and the reading, or belongs to another account.
        return [];
      }
    });
}

/** Ends every process of the prefix; throws when one is left. */
export async function endWine(root) {
  if (existsSync(prefixOf(root)) && wineProcesses(root).length > 0) {
    const child = spawn(server, ['-k'], { stdio: 'ignore', env: environmentOf(root, {}) });
    await ended(child, 'wineserver -k', [0, 1, 2]);
  }
  const end = performance.now() + END_MS;
  let left = wineProcesses(root);
  while (left.length > 0 && performance.now() < end) {
    // Killed after a while: a hung server does not read its messages.
    if (performance.now() > end - END_MS / 2) for (const { pid } of left) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    left = wineProcesses(root);
  }
  if (left.length > 0) {
    throw new Error(`left behind: ${left.map((each) => `${each.pid} ${each.commandLine}`)}`);
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has exited by itself.
  }
}

function ended(child, label, good = [0]) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (good.includes(code)) resolve();
      else reject(new Error(`${label} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
