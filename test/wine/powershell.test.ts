/** The module as it ships, in the real Windows PowerShell: processes, handles, DPAPI and rights are those of Windows. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { startNeighbour, TestServer } from './support/com-server.js';
import { comSettings, Installation, SECRET } from './support/comwatch.js';
import { answerOf } from './support/powershell.js';

interface Row {
  readonly pid: number;
  readonly startedAt: string;
  readonly workingSetBytes: string;
}

const SAMPLE = "$sample = Get-ProcessSample -Name 'DLLHOST.exe' -Source 'process'";

describe('a process', () => {
  it('is sampled with one identity by every shell, refused under another one, stopped through its handle', async () => {
    const [small, big] = [startNeighbour(1), startNeighbour(200)];
    const first = (await answerOf([SAMPLE, 'ConvertTo-Json @($sample.rows) -Compress'])) as Row[];
    expect(first).toHaveLength(2);
    const ofSize = (least: number) =>
      first.filter(({ workingSetBytes }) => Number(workingSetBytes) >= least * 2 ** 20);
    const [target] = ofSize(200);
    expect(ofSize(200)).toHaveLength(1);
    const { pid = 0, startedAt = '' } = target ?? {};
    const stop = (started: bigint) =>
      `Stop-WatchedProcess -Id ${pid} -Name 'dllhost.exe' -StartTime '${started}' -Confirm:$false`;
    const answer = (await answerOf([
      SAMPLE,
      // Another life: it started 2 ms later.
      `$refused = ${stop(BigInt(startedAt) + 20_000n)}`,
      '$alive = $null -ne (Get-Process -Id ' + `${pid} -ErrorAction 'SilentlyContinue')`,
      `$stopped = ${stop(BigInt(startedAt))}`,
      `$gone = ${stop(BigInt(startedAt))}`,
      'ConvertTo-Json @{ rows = @($sample.rows); refused = $refused; alive = $alive; stopped = $stopped; gone = $gone } -Compress',
    ])) as { rows: Row[] } & Record<string, unknown>;
    const identity = (rows: readonly Row[]) => rows.map((row) => `${row.pid} ${row.startedAt}`);
    expect(identity(answer.rows).sort()).toEqual(identity(first).sort());
    expect(answer).toMatchObject({
      refused: {
        outcome: 'refused',
        reason: 'identity-changed',
        currentName: 'dllhost',
        currentStartedAt: startedAt,
      },
      alive: true,
      stopped: { outcome: 'stopped' },
      gone: { outcome: 'gone' },
    });
    await big.ended;
    expect(small.isRunning()).toBe(true);
  });
});

describe('a command line', () => {
  it('is read from the process itself, with the start time that the samples have', async () => {
    const application = '{C0A57A7C-0000-4000-8000-00000000BEEF}';
    startNeighbour(1, application);
    startNeighbour(2);
    const answer = (await answerOf([
      SAMPLE,
      '$rows = @($sample.rows)',
      "$read = Get-TargetCommandLine -Id @(@($rows.pid) + 65000) -Way 'process'",
      'ConvertTo-Json @{ sampled = $rows; read = @($read.rows) } -Depth 4 -Compress',
    ])) as { sampled: Row[]; read: (Row & { readonly commandLine: string | null })[] };
    const identity = (rows: readonly Row[]) => rows.map((row) => `${row.pid} ${row.startedAt}`);
    expect(identity(answer.read).sort()).toEqual(identity(answer.sampled).sort());
    expect(answer.read.map(({ commandLine }) => commandLine).sort()).toEqual([
      expect.stringMatching(
        /dllhost\.exe"? \/Processid:\{C0A57A7C-0000-4000-8000-00000000BEEF\} idle 1$/,
      ),
      expect.stringMatching(/dllhost\.exe"? idle 2$/),
    ]);
  });
});

describe('a password', () => {
  it('is protected by DPAPI, read back by the agent, and by no other product', async () => {
    const server = await TestServer.fresh('text');
    const installation = new Installation('protect', { commethod: comSettings(server.progid) });
    const done = await installation.comwatch('protect');
    expect(done).toMatchObject({ code: 0, error: '' });
    const file = join(installation.folder, 'monitor.ini');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(SECRET);
    const [, secret = ''] = /^password = dpapi:([\w+/=]+)\r?$/m.exec(text) ?? [];
    expect(secret).not.toBe('');
    // Really encrypted, and by DPAPI: the identifier of its provider is at the beginning.
    const bytes = Buffer.from(secret, 'base64');
    expect(bytes.includes(Buffer.from(SECRET, 'utf8'))).toBe(false);
    const read = (await answerOf([
      `$own = (Unprotect-Secret -Protected '${secret}').secret`,
      `$blob = [System.Convert]::FromBase64String('${secret}')`,
      "$other = try { [System.Security.Cryptography.ProtectedData]::Unprotect($blob, [byte[]] @(1), 'LocalMachine') } catch { $_.Exception.GetBaseException().GetType().Name }",
      'ConvertTo-Json @{ own = $own; other = $other } -Compress',
    ])) as { own: string; other: string };
    expect(read).toEqual({ own: `${SECRET};о%л"ь`, other: 'CryptographicException' });

    const probe = await installation.comwatch('probe', '--json');
    expect(probe.code, probe.out + probe.error).toBe(0);
    writeFileSync(file, text.replace(secret, Buffer.from('nothing of ours').toString('base64')));
    const broken = await installation.comwatch('check-config');
    expect(broken.code).toBe(2);
    expect(broken.error).toContain('password');
  });
});

describe('check-config', () => {
  it('reads the rights of file and folder, and names who else may change them', async () => {
    const installation = new Installation('rights', {
      commethod: comSettings('ComwatchTest.Text'),
    });
    const file = join(installation.folder, 'monitor.ini');
    expect((await installation.comwatch('check-config')).code).toBe(0);
    // Wine shows the mode of the file as rights: WD is everyone.
    chmodSync(file, 0o666);
    const open = await installation.comwatch('check-config');
    expect(open.code).toBe(2);
    expect(open.error).toContain(`icacls "${installation.path}\\monitor.ini"`);
    chmodSync(file, 0o600);
    chmodSync(installation.folder, 0o777);
    const folder = await installation.comwatch('check-config');
    expect(folder.code).toBe(2);
    expect(folder.error).toContain(`icacls "${installation.path}"`);
  });
});
