// The COM server of the Wine tests: compiled for Windows, put into the prefix, its classes in the registry there.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { buildStep } from '../stamp.mjs';
import { compiler, driveOf, runWine, windowsPath } from './wine.mjs';

const programs = {
  'dllhost.exe': [
    'dllhost',
    'application',
    'behaviour',
    'app-server',
    'factory',
    'type-information',
  ],
  'activator.exe': ['activator', 'application'],
};
const libraries = ['-lole32', '-loleaut32', '-luuid'];
const own = join('tools', 'wine', 'com-server.mjs');

/** @param {string} root the repository */
export async function buildComServer(root) {
  const source = join(root, 'test', 'wine', 'com-server');
  const target = join(root, 'out', 'wine', 'com-server');
  const folder = join(driveOf(root), 'com-server');
  await buildStep({
    label: 'the COM server of the Wine tests',
    inputs: [source, join(root, own)],
    stamp: join(target, '.inputs'),
    build: () => compile(source, target),
  });
  await buildStep({
    label: "its place in Wine's registry",
    inputs: [join(target, '.inputs'), join(root, own)],
    stamp: join(folder, '.inputs'),
    build: () => register(root, join(source, 'classes.json'), target, folder),
  });
}

async function compile(source, target) {
  mkdirSync(target, { recursive: true });
  const options = ['-std=c++17', '-O0', '-Wall', '-Wextra', '-Werror'];
  const units = [...new Set(Object.values(programs).flat())];
  const object = (name) => join(target, `${name}.o`);
  const compileNext = async () => {
    for (let name = units.shift(); name !== undefined; name = units.shift()) {
      await command([...options, '-c', '-o', object(name), join(source, `${name}.cpp`)]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, compileNext));
  for (const [program, names] of Object.entries(programs)) {
    const out = ['-o', join(target, program)];
    await command(['-static', '-municode', '-s', ...out, ...names.map(object), ...libraries]);
  }
}

function command(words) {
  return new Promise((resolve, reject) => {
    const child = spawn(compiler, words, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${compiler} ${basename(words.at(-1))}: ${code}`)),
    );
  });
}

async function register(root, classesFile, target, folder) {
  mkdirSync(folder, { recursive: true });
  for (const program of Object.keys(programs)) {
    // A copy, not a link: the name in the process list is the name of the file.
    writeFileSync(join(folder, program), readFileSync(join(target, program)), { mode: 0o755 });
  }
  const classes = JSON.parse(readFileSync(classesFile, 'utf8'));
  const file = join(target, 'classes.reg');
  writeFileSync(file, `\uFEFF${registration(classes)}`, 'utf16le');
  await runWine(root, ['regedit', '/S', windowsPath(file)]);
}

/**
 * Registers the classes like those of COM+: ProgID, CLSID, AppID, and the application in the command line of its host.
 * @param {import('./wine.d.mts').ComClass[]} classes
 */
function registration(classes) {
  const root = 'HKEY_LOCAL_MACHINE\\Software\\Classes';
  const keys = classes.flatMap(({ progid, classId, appId, words }) => {
    const local = `C:\\\\com-server\\\\activator.exe /Processid:${appId} ${classId} ${words.join(' ')}`;
    return [
      [`${root}\\${progid}\\CLSID`, `@="${classId}"`],
      [`${root}\\CLSID\\${classId}`, `@="${progid}"`, `"AppID"="${appId}"`],
      [`${root}\\CLSID\\${classId}\\LocalServer32`, `@="${local}"`],
      [`${root}\\CLSID\\${classId}\\ProgID`, `@="${progid}"`],
      [`${root}\\AppID\\${appId}`, `@="${progid}"`],
    ];
  });
  const sections = keys.map(([key, ...values]) => [`[${key}]`, ...values].join('\r\n'));
  return ['Windows Registry Editor Version 5.00', ...sections, ''].join('\r\n\r\n');
}
