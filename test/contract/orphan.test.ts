/** A shell ends when its agent is killed: real processes, no fault on request. */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeRequest, openingStatement } from '../../src/adapters/powershell/shell/framing.js';
import { isAlive } from '../support/com-server.js';
import { MODULE, POWERSHELL } from '../support/paths.js';
import { openShell, startDllhost, until } from '../support/shells.js';

/** A listening shell whose input stays open, whatever happens to its agent. */
async function shellOf(agentPid: number) {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-orphan-'));
  const faults = join(folder, 'faults');
  writeFileSync(faults, '');
  const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-NoExit', '-Command', '-'];
  const shell = spawn(POWERSHELL, words, {
    env: {
      ...process.env,
      TERM: 'dumb',
      COMWATCH_MODULE: MODULE,
      COMWATCH_STAND_IN_FAULTS_FILE: faults,
    },
  });
  onTestFinished(() => void shell.kill('SIGKILL'));
  let out = '';
  shell.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const nonce = '00112233445566aa';
  shell.stdin.write(openingStatement(nonce, agentPid));
  await until(() => out.includes(`${nonce} 0 - - .`), 60_000);
  const ask = (id: number, command: string, parameters = {}) =>
    shell.stdin.write(encodeRequest(id, command, parameters));
  const answer = async (id: number) => {
    // What follows the last line end may be half a line.
    const line = () =>
      out
        .split('\n')
        .slice(0, -1)
        .find((each) => each.startsWith(`${nonce} ${id} `));
    await until(() => line() !== undefined, 60_000);
    return JSON.parse(
      Buffer.from(line()?.split(' ')[2] ?? '', 'base64').toString('utf8'),
    ) as Record<string, unknown>;
  };
  return {
    pid: shell.pid ?? 0,
    ask,
    answer,
    faults: (text: string) => writeFileSync(faults, text),
  };
}

describe('a shell whose agent is killed', () => {
  it('ends by itself, though a query hangs in it', async () => {
    const agent = startDllhost('idle');
    const shell = await shellOf(agent.pid);
    shell.ask(1, 'Get-ShellInformation');
    expect(await shell.answer(1)).toMatchObject({ processId: shell.pid, endsWithAgent: true });
    shell.faults('slow-cim=600000');
    shell.ask(2, 'Get-ProcessSample', { Name: 'dllhost.exe', Source: 'cim' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(isAlive(shell.pid)).toBe(true);
    agent.kill('SIGKILL');
    const before = performance.now();
    await until(() => !isAlive(shell.pid), 60_000);
    // A tenth of a second, and more on a busy machine; the query takes ten minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('says that it will not, where there is no such agent', async () => {
    const agent = startDllhost('idle');
    agent.kill('SIGKILL');
    await until(() => !isAlive(agent.pid));
    const shell = await shellOf(agent.pid);
    shell.ask(1, 'Get-ShellInformation');
    expect(await shell.answer(1)).toMatchObject({ endsWithAgent: false });
  });
});

describe('a shell behind a launcher', () => {
  it('is what is counted and killed, not the launcher alone', async () => {
    const launcher = join(mkdtempSync(join(tmpdir(), 'comwatch-launcher-')), 'pwsh');
    // Like the launcher of PowerShell's .NET tool: starts the shell as its child and waits for it.
    writeFileSync(launcher, `#!/bin/sh\n'${POWERSHELL}' "$@"\nexit $?\n`, { mode: 0o755 });
    const { shell, faults } = openShell('', { executable: launcher });
    const hello = await shell.call('Get-ShellInformation', {}, 60_000);
    const real = hello.ok ? (hello.value.output as { processId: number }).processId : 0;
    expect(shell.pid).toBe(real);
    expect(shell.pids).toHaveLength(2);
    expect(shell.pids).toContain(real);
    // Abandoned at its deadline: it hangs in a query.
    const parameters = { Name: 'dllhost.exe', Source: 'cim' };
    const launched = shell.pids;
    faults('slow-cim=600000');
    expect(await shell.call('Get-ProcessSample', parameters, 500)).toMatchObject({ ok: false });
    await until(() => launched.every((pid) => !isAlive(pid)));
  });

  it('ends with its launcher, though a query hangs in it', async () => {
    const launcher = join(mkdtempSync(join(tmpdir(), 'comwatch-launcher-')), 'pwsh');
    writeFileSync(launcher, `#!/bin/sh\n'${POWERSHELL}' "$@"\nexit $?\n`, { mode: 0o755 });
    const { shell, faults } = openShell('', { executable: launcher, backOffMs: [60_000] });
    const hello = await shell.call('Get-ShellInformation', {}, 60_000);
    const real = hello.ok ? (hello.value.output as { processId: number }).processId : 0;
    const [first] = shell.pids.filter((pid) => pid !== real);
    faults('slow-cim=600000');
    const sampling = shell.call(
      'Get-ProcessSample',
      { Name: 'dllhost.exe', Source: 'cim' },
      60_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(isAlive(real)).toBe(true);
    process.kill(first ?? 0, 'SIGKILL');
    expect(await sampling).toMatchObject({ ok: false });
    await until(() => !isAlive(real));
  });
});
