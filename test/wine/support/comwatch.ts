/** The agent as it ships, in a separate folder with a monitor.ini as an administrator writes it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driveOf } from '../../../tools/wine/wine.mjs';
import { ROOT } from '../../support/paths.js';
import { until } from '../../support/shells.js';
import { PWSH } from './powershell.js';
import { startProgram, type Program } from './program.js';

const PROGRAM = 'C:\\comwatch\\app';

export type Settings = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

/** A line of monitor.log. */
export type JournalLine = Readonly<Record<string, unknown>> & {
  readonly message: string;
  readonly 'event.action': string;
};

export class Installation {
  readonly folder: string;
  /** The same, as Windows sees it. */
  readonly path: string;

  constructor(name: string, settings: Settings = {}) {
    this.folder = join(driveOf(ROOT), 'comwatch tests', name);
    this.path = `C:\\comwatch tests\\${name}`;
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    this.configure(settings);
  }

  configure(settings: Settings): void {
    writeFileSync(join(this.folder, 'monitor.ini'), this.#ini(settings));
  }

  /** One command line of the product, run to its end. */
  async comwatch(...words: string[]): Promise<{ code: number; out: string; error: string }> {
    const program = this.start(...words);
    const code = await program.ended;
    return { code, out: program.out(), error: program.error() };
  }

  start(...words: string[]): Program {
    return startProgram([`${PROGRAM}\\node.exe`, `${PROGRAM}\\main.mjs`, ...words], this.folder);
  }

  journal(action?: string): JournalLine[] {
    const file = join(this.folder, 'log', 'monitor.log');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as JournalLine)
      .filter((line) => action === undefined || line['event.action'] === action);
  }

  /** Waits for this many lines of an action; resolves to the last of them. */
  async written(action: string, count = 1, deadlineMs = 30_000): Promise<JournalLine> {
    try {
      await until(() => this.journal(action).length >= count, deadlineMs);
    } catch {
      const said = this.journal().map((line) => `${line['event.action']}: ${line.message}`);
      throw new Error(`waited in vain for ${count} × ${action}; the journal:\n${said.join('\n')}`);
    }
    return this.journal(action)[count - 1]!;
  }

  requestStop(): void {
    writeFileSync(join(this.folder, 'state', 'stop'), '');
  }

  #ini(settings: Settings): string {
    const all: Settings = {
      ...settings,
      shellprocess: {
        name: 'dllhost.exe',
        // Wine has neither WMI nor performance counters.
        source: 'process',
        delay: '1 s',
        // Never reached: the CPU times of Wine are wrong.
        maxcpuprocent: 100000,
        maxmemoryprocent: 100,
        grace: '1 s',
        ...settings['shellprocess'],
      },
      monitor: { state_dir: `${this.path}\\state`, ...settings['monitor'] },
      log: { dir: `${this.path}\\log`, ...settings['log'] },
      powershell: { path: PWSH, ...settings['powershell'] },
    };
    return Object.entries(all)
      .flatMap(([section, keys]) => [
        `[${section}]`,
        ...Object.entries(keys).map(([key, value]) => `${key} = ${value}`),
        '',
      ])
      .join('\r\n');
  }
}

/** A part of the password that no output may contain. */
export const SECRET = 'па#р';

/**
 * Settings of a fast check, with text that must survive its way: Cyrillic, and characters special to INI and shells.
 */
export function comSettings(progid: string, changes: Settings[string] = {}): Settings[string] {
  return {
    sysname: 'ФронтОфис',
    login: 'наблюдатель',
    password: `${SECRET};о%л"ь`,
    progid,
    delay: '1 s',
    witerezult: '2 s',
    time_cache: '10 min',
    ...changes,
  };
}

export const mailSettings = (port: number): Settings[string] => ({
  recipients: 'admin@example.org',
  sender: 'comwatch@example.org',
  host: '127.0.0.1',
  port,
});
