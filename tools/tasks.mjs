// Tasks behind npm test, npm run demo and others, once the dependencies are installed.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildEdge } from './build-edge.mjs';
import { buildComTarget, buildNative } from './build-native.mjs';
import { buildPackage } from './package.mjs';
import { bundle } from './bundle.mjs';
import { buildPowerShell } from './build-powershell.mjs';
import { buildProduct } from './build.mjs';
import { buildReferences } from './build-references.mjs';
import { buildWine } from './build-wine.mjs';
import { buildWorkload } from './build-workload.mjs';
import { testComProbe } from './test-com-probe.mjs';
import { installPackages, unpackPackages } from './debian.mjs';
import { endWine, missingPackages } from './wine/wine.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules', '.bin', name);

const fast = ['--config', 'vitest.fast.config.ts'];

/** Arguments select files to mutate instead of the whole core. */
const mutated = (files) => (files.length === 0 ? [] : ['--mutate', files.join(',')]);

/** @type {Record<string, (rest: string[]) => Promise<number>>} each resolves to an exit code */
export const tasks = {
  async test(rest) {
    // Arguments select some tests of vitest: they mean nothing to dotnet.
    if (rest.length === 0) {
      // The longest build runs in parallel. If it fails, it fails again below, with the reason.
      const edge = run(process.execPath, [join(root, 'tools', 'build-edge.mjs')]);
      const code = await testComProbe(root);
      await edge;
      if (code !== 0) return code;
    }
    await buildAll();
    const code = await run(bin('vitest'), ['run', ...rest]);
    // Arguments select some tests of the first run: they mean nothing to the second one.
    if (code !== 0 || rest.length > 0) return code;
    return testUnderWine([]);
  },
  'test:wine': testUnderWine,
  'test:monitoring': testMonitoring,
  // Single modules only: nothing is built, no process of the product is started.
  'test:fast': (rest) => run(bin('vitest'), ['run', ...fast, ...rest]),
  coverage: (rest) => run(bin('vitest'), ['run', ...fast, '--coverage', ...rest]),
  mutation: (rest) => run(bin('stryker'), ['run', ...mutated(rest)]),
  async demo(rest) {
    await buildAll();
    return run(process.execPath, [await bundle(root, 'demo/demo.ts'), ...rest]);
  },
  async bench(rest) {
    await buildAll();
    // A part of it runs inside Wine.
    if (missingPackages().length === 0) await buildWine(root);
    await bundle(root, 'bench/inside-wine.ts');
    return run(process.execPath, ['--expose-gc', await bundle(root, 'bench/bench.ts'), ...rest]);
  },
  /** Real processes under every kind of fault, again and again: npm run chaos -- --minutes 20. */
  async chaos(rest) {
    await buildAll();
    return run(process.execPath, [await bundle(root, 'test/chaos/chaos.ts'), ...rest]);
  },
  /** Seeded chaos in simulated worlds: npm run worlds -- --ticks 10000000 --seed 7. */
  async worlds(rest) {
    return run(process.execPath, [await bundle(root, 'test/worlds/chaos/chaos.ts'), ...rest]);
  },
  /** Cures and stops of the agent in simulated nights, beside simpler rules: npm run nights -- --count 500 --json. */
  async nights(rest) {
    return run(process.execPath, [await bundle(root, 'test/worlds/nights/nights.ts'), ...rest]);
  },
  async package(rest) {
    await buildPackage(root, rest[0]);
    return 0;
  },
  async check(rest) {
    await buildAll();
    const steps = [
      ['types', bin('tsc'), ['--noEmit', '-p', root]],
      ['types of the page', bin('tsc'), ['--noEmit', '-p', join(root, 'src', 'page')]],
      ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
      ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
      [
        'imports',
        bin('depcruise'),
        ['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
      ],
      ['dead code', bin('knip'), []],
    ];
    for (const [label, command, words] of steps) {
      console.log(`comwatch: ${label}…`);
      const code = await run(command, words);
      if (code !== 0) return code;
    }
    return rest.includes('--no-tests') ? 0 : tasks.test([]);
  },
};

async function buildAll() {
  await buildProduct();
  await buildNative(root);
  await buildWorkload(root);
  await buildPowerShell(root);
  await buildReferences(root);
  await buildComTarget(root);
  await buildEdge(root);
}

/** The released package against a real COM server; skipped with a message where there is no Wine. */
async function testUnderWine(rest) {
  const missing = missingPackages();
  if (missing.length > 0) {
    console.warn(
      `SKIPPED: the Windows package against a real COM server: not installed (Debian): ${missing.join(' ')}`,
    );
    return 0;
  }
  console.log('comwatch: tests under Wine…');
  try {
    await buildWine(root);
    return await run(bin('vitest'), ['run', '--config', 'vitest.wine.config.ts', ...rest]);
  } finally {
    // However it ended, nothing of Wine may outlive its tests.
    await endWine(root);
  }
}

/** Real Prometheus, Zabbix and syslog; skipped with a message where they cannot be installed. */
async function testMonitoring(rest) {
  const missing = installPackages(join(root, 'tools', 'monitoring-packages.txt'));
  if (missing.length > 0) {
    console.warn(`SKIPPED: real monitoring systems: not installed (Debian): ${missing.join(' ')}`);
    return 0;
  }
  // Debian allows only one syslog at a time.
  const names = ['syslog-ng-core', 'libivykis0', 'libnet1', 'libwrap0', 'libpcre3'];
  if (!unpackPackages(join(root, 'out', 'debian', 'syslog-ng'), names)) {
    console.warn('SKIPPED: syslog-ng: its Debian package cannot be downloaded');
  }
  await buildAll();
  return run(bin('vitest'), ['run', '--config', 'vitest.monitoring.config.ts', ...rest]);
}

function run(command, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: 'inherit', cwd: root });
    // Ctrl+C reaches the child by itself; this process waits for its clean-up.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
