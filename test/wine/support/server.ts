/** A server of Wine that install.ps1 works on, and packages for it: the released one and others made of it. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driveOf, windowsPath } from '../../../tools/wine/wine.mjs';
import { path, ROOT } from '../../support/paths.js';
import { runScriptFile, type ScriptOutcome } from './powershell.js';
import { running } from './program.js';

const drive = driveOf(ROOT);
const known = join(drive, 'stand-in');

interface Manifest {
  version: string;
  readonly files: readonly { readonly path: string; bytes: number; sha256: string }[];
}

export class Server {
  readonly programs = join(drive, 'Program Files', 'comwatch');
  readonly data = join(drive, 'ProgramData', 'comwatch');

  constructor() {
    this.clear();
    mkdirSync(known, { recursive: true });
    const state = { tasks: {}, faults: {}, owners: {}, systemName: 'СИСТЕМА' };
    writeFileSync(join(known, 'state.json'), JSON.stringify(state));
  }

  /** Another version of the package on the share; `change` is made to its program. */
  putPackage(version: string, change: (program: string) => string = (program) => program): void {
    const share = join(drive, 'share');
    rmSync(share, { recursive: true, force: true });
    cpSync(join(drive, 'comwatch'), share, { recursive: true });
    const file = join(share, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    // The version is compiled in, wherever the bundler puts it.
    const [was, is] = [`"${manifest.version}"`, `"${version}"`];
    for (const { path: each } of manifest.files.filter(({ path }) =>
      /^app\/[^/]+\.mjs$/.test(path),
    )) {
      const program = join(share, each);
      const text = readFileSync(program, 'utf8').replaceAll(was, is);
      writeFileSync(program, each === 'app/main.mjs' ? change(text) : text);
    }
    manifest.version = version;
    for (const each of manifest.files) {
      const bytes = readFileSync(join(share, each.path));
      each.bytes = bytes.length;
      each.sha256 = createHash('sha256').update(bytes).digest('hex');
    }
    writeFileSync(file, JSON.stringify(manifest));
  }

  /** Runs install.ps1 of the package on the share. */
  install(parameters: Readonly<Record<string, unknown>> = {}): Promise<ScriptOutcome> {
    const script = windowsPath(path('test/wine/stand-ins/Install.ps1'));
    return runScriptFile(script, [], {
      COMWATCH_STAND_IN_STATE: 'C:\\stand-in\\state.json',
      COMWATCH_STAND_IN_CALLS: 'C:\\stand-in\\calls.jsonl',
      COMWATCH_STAND_IN_RIGHTS: 'C:\\stand-in\\rights.json',
      COMWATCH_STAND_IN_DETACH: 'C:\\stand-ins\\detach.exe',
      COMWATCH_STAND_IN_ARGUMENTS: JSON.stringify({ SourcePath: 'C:\\share', ...parameters }),
    });
  }

  /** The version of the running agent, by its command line. */
  runningVersions(): string[] {
    return running(/main\.mjs"? run/).map(
      ({ commandLine }) => /comwatch\\([\d.]+)\\/.exec(commandLine)?.[1] ?? commandLine,
    );
  }

  task(): { readonly Actions: readonly { readonly Execute: string }[] } | undefined {
    const state = JSON.parse(readFileSync(join(known, 'state.json'), 'utf8')) as {
      tasks: Record<string, { Actions: { Execute: string }[] }>;
    };
    return state.tasks['comwatch'];
  }

  log(): string {
    const file = join(this.data, 'monitor.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** Removes everything that an installation leaves, including its agent. */
  clear(): void {
    for (const { pid } of running(/Program Files\\comwatch/)) process.kill(pid, 'SIGKILL');
    for (const each of [this.programs, this.data, known, join(drive, 'share')])
      rmSync(each, { recursive: true, force: true });
  }
}
