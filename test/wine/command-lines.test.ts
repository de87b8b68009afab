/** The command line of a process, read from the process itself by the released module: Wine knows only the PEB way. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { windowsPath } from '../../tools/wine/wine.mjs';
import { ROOT } from '../support/paths.js';
import { startProgram } from './support/program.js';

const PROGRAM = 'C:\\comwatch\\app';
const HOST = windowsPath(join(ROOT, 'out', 'powershell-host-win', 'powershell-host.exe'));
const SCRIPT = fileURLToPath(new URL('support/command-lines.mjs', import.meta.url));

it(
  'reads it with its start time through one handle, without WMI',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wine-lines-'));
    const answer = join(folder, 'answer');
    const program = startProgram(
      [
        `${PROGRAM}\\node.exe`,
        windowsPath(SCRIPT),
        HOST,
        `${PROGRAM}\\ps\\comwatch.psd1`,
        windowsPath(answer),
      ],
      folder,
    );
    expect(await program.ended, program.error()).toBe(0);
    const said = readFileSync(answer, 'utf8');
    const of = (word: string) => new RegExp(`^${word} (.*?)\\r?$`, 'm').exec(said)?.[1] ?? said;
    // A PID without a process has no row.
    expect(of('rows')).toBe('2');
    expect(of('same')).toBe('True');
    const line = Buffer.from(of('line'), 'base64').toString('utf8');
    expect(line).toContain('node.exe');
    expect(line).toContain('"слово два" /Processid:{E10F6C3A}');
    console.log(`${of('ms')} ms a command line, PowerShell included`);
  },
);
