// Builds the real processes named dllhost.exe that tests, demo and bench watch: out/workload/dllhost.exe.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildStep } from './stamp.mjs';

/** @param {string} root the repository */
export async function buildWorkload(root) {
  const folder = join(root, 'tools', 'workload');
  const target = join(root, 'out', 'workload');
  await buildStep({
    label: 'the test processes',
    inputs: [folder],
    stamp: join(target, '.inputs'),
    build: () => {
      mkdirSync(target, { recursive: true });
      const sources = ['dllhost.c', 'load.c', 'serve.c'].map((name) => join(folder, name));
      const out = ['-o', join(target, 'dllhost.exe')];
      const options = ['-O2', '-Wall', '-Wextra', '-pthread', ...out, ...sources];
      const done = spawnSync('cc', options, { stdio: 'inherit' });
      if (done.status !== 0)
        throw new Error('cc failed: a C compiler is needed (Debian: gcc, libc6-dev)');
    },
  });
}
