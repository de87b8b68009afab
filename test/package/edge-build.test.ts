/** tools/build-edge.mjs alone: compiler, make and .NET are scripts that record how they were called. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.js';

interface Call {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const OWN_ABI = `node_register_module_v${process.versions.modules}`;

/** A repository in which make builds a module that registers itself like this. */
function repository(registers: string) {
  const root = mkdtempSync(join(tmpdir(), 'comwatch-edge-build-'));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), 0o755);
  };
  const recorder = (name: string, after = '') =>
    `#!${process.execPath}
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const call = { words: ['${name}', ...process.argv.slice(2)], environment: process.env };
appendFileSync(${JSON.stringify(join(root, 'calls'))}, JSON.stringify(call) + '\\n');
${after}
`;
  put('node_modules/edge-js/package.json', '{}');
  put('native/EdgeBootstrap/EdgeJs.csproj', '');
  put('tools/build-edge.mjs', '');
  put('node_modules/node-gyp/package.json', '{ "type": "commonjs" }');
  put('node_modules/node-gyp/bin/node-gyp.js', recorder('node-gyp'));
  const module = `mkdirSync('build/Release', { recursive: true });
writeFileSync('build/Release/edge_coreclr.node', '${registers}');`;
  put('programs/make', recorder('make', module));
  put('programs/dotnet', recorder('dotnet'));
  return root;
}

function build(root: string) {
  const done = spawnSync(process.execPath, [join(ROOT, 'tools', 'build-edge.mjs')], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(root, 'programs')}${delimiter}${process.env['PATH'] ?? ''}`,
      npm_config_nodedir: '/usr',
      NPM_CONFIG_TARGET: '20.0.0',
    },
  });
  const calls = readFileSync(join(root, 'calls'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Call);
  return { code: done.status, error: done.stderr, calls };
}

describe('edge-js for this machine', () => {
  it('is built for the Node that runs, whatever npm is set to', () => {
    const root = repository(OWN_ABI);
    const { code, error, calls } = build(root);
    expect(code, error).toBe(0);
    expect(calls.map(({ words }) => words[0])).toEqual(['node-gyp', 'make', 'dotnet']);
    // node-gyp reads them, and writes the result into what make does.
    const reached = Object.keys(calls[0]?.environment ?? {});
    expect(reached.filter((name) => /^npm_config_/i.test(name))).toEqual([]);
    expect(reached).toContain('PATH');
    const headers = join(dirname(process.execPath), '..');
    if (existsSync(join(headers, 'include', 'node', 'node.h')))
      expect(calls[0]?.words).toContain(`--nodedir=${headers}`);
    expect(existsSync(join(root, 'out', 'edge', 'edge_coreclr.node'))).toBe(true);
  });

  it('is refused when it was built for another Node', () => {
    const root = repository('node_register_module_v1');
    const { code, error } = build(root);
    expect(code).toBe(1);
    expect(error).toContain(OWN_ABI);
    expect(existsSync(join(root, 'out', 'edge', 'edge_coreclr.node'))).toBe(false);
  });
});
