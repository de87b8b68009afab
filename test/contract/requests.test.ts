/** Input of a shell: one statement is typed, everything after it is data that is read. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeRequest, openingStatement } from '../../src/adapters/powershell/shell/framing.js';
import { MODULE, POWERSHELL } from '../support/paths.js';
import { rowOf, take } from '../support/sampling.js';
import { openShell, startDllhost, until } from '../support/shells.js';

const NONCE = '00112233445566aa';
const LISTENS = `${NONCE} 0 - - .`;

/** A listening shell to which a test writes anything it likes. */
async function listen(environment: Record<string, string> = {}) {
  const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-NoExit', '-Command', '-'];
  const child = spawn(POWERSHELL, words, {
    env: { ...process.env, TERM: 'dumb', COMWATCH_MODULE: MODULE, ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  child.stdin.write(openingStatement(NONCE, process.pid));
  await until(() => out.includes(LISTENS));
  /** The numbers of the requests that were answered, and all other lines. */
  const lines = () =>
    out
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .map((line) => (line.startsWith(`${NONCE} `) ? Number(line.split(' ')[1]) : line));
  return { stdin: child.stdin, lines, ended };
}

describe('a line after the first', () => {
  it('is never run, whatever it looks like', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-requests-'));
    const trap = join(folder, 'trap');
    const { stdin, lines, ended } = await listen();
    const statements = [
      'two; exit 3',
      'exit',
      `New-Item -Path '${trap}'`,
      `$(New-Item -Path '${trap}')`,
      `1 $(New-Item -Path '${trap}') e30=`,
      `1 Test-Shell e30=; New-Item -Path '${trap}'`,
      "1 Test-Shell e30='; exit 3; '",
      '1 New-Item e30=',
      '',
      '}',
      '\u0001\u0000',
    ];
    for (const statement of statements) stdin.write(`${statement}\n`);
    stdin.write(encodeRequest(7, 'Test-Shell', {}));
    await until(() => lines().includes(7));
    expect(lines()).toEqual([0, 7]);
    expect(existsSync(trap)).toBe(false);
    stdin.end();
    expect(await ended).toBe(0);
  });

  it('is answered in its order, however many come at once', async () => {
    const { stdin, lines } = await listen();
    const ids = Array.from({ length: 200 }, (_each, at) => at + 1);
    stdin.write(ids.map((id) => encodeRequest(id, 'Test-Shell', {})).join(''));
    await until(() => lines().includes(200));
    expect(lines()).toEqual([0, ...ids]);
  });

  it('is nothing to a policy that records what is typed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-transcripts-'));
    const transcripts = join(folder, 'transcripts');
    mkdirSync(join(folder, 'powershell'));
    const Transcription = {
      EnableTranscripting: true,
      EnableInvocationHeader: true,
      OutputDirectory: transcripts,
    };
    writeFileSync(
      join(folder, 'powershell', 'powershell.config.json'),
      JSON.stringify({ PowerShellPolicies: { Transcription } }),
    );
    const { stdin, lines, ended } = await listen({ XDG_CONFIG_HOME: folder });
    for (let id = 1; id <= 20; id++) {
      stdin.write(
        encodeRequest(id, 'Get-ProcessSample', { Name: 'geheim.exe', Source: 'process' }),
      );
    }
    await until(() => lines().includes(20));
    stdin.end();
    await ended;
    const [file = ''] = readdirSync(transcripts, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.txt'),
    );
    const text = readFileSync(join(transcripts, file), 'utf8');
    // The console evaluates $? itself after the end of the input.
    const typed = text.split(/\r?\n/).filter((line) => /^PS>(?!\$global:\?)/.test(line));
    expect(typed).toEqual([`PS>${openingStatement(NONCE, process.pid).trim()}`]);
    expect(text).not.toContain('geheim');
  });
});

describe('two shells', () => {
  it('give one process the same start time, to the tick', async () => {
    const child = startDllhost('idle');
    const started = await Promise.all(
      [openShell(), openShell()].map(
        async (test) => rowOf(await take(test, 'process'), child.pid).startedAt,
      ),
    );
    expect(started[1]).toBe(started[0]);
  });
});
