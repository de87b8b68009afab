/**
 * Framing and start of a shell with every PowerShell of this machine, without faults on request: this must also work
 * with powershell.exe 5.1, which has not run these tests yet.
 */
import { describe, expect, it } from 'vitest';
import { openMachineReader } from '../../src/adapters/powershell/commands/machine.js';
import { engines } from '../support/engines.js';
import { signal } from '../support/sampling.js';
import { openShell, shareShell, until } from '../support/shells.js';

const HELLO = 'Get-ShellInformation';
/** Windows PowerShell takes up to 30 s to start where a Group Policy is set. */
const START_MS = 60_000;
const CALL_MS = 10_000;

describe.each(engines())('a shell of $name', ({ executable }) => {
  const shared = shareShell({ executable });

  it('describes itself and its machine', { timeout: START_MS }, async () => {
    const found = await openMachineReader(shared().shell)(signal);
    expect(found).toMatchObject({
      languageMode: 'FullLanguage',
      powershellVersion: expect.stringMatching(/^(5\.1|7)\./) as string,
      executionPolicies: expect.any(Array) as string[],
    });
    expect(found?.logicalProcessors).toBeGreaterThan(0);
  });

  it('answers five hundred calls in one process', { timeout: START_MS + 60_000 }, async () => {
    const { shell } = openShell('', { executable });
    await shell.call(HELLO, {}, START_MS);
    for (let call = 0; call < 500; call++) {
      expect(await shell.call(HELLO, {}, CALL_MS)).toMatchObject({
        ok: true,
        value: { generation: 1 },
      });
    }
  });

  it('takes Cyrillic, quotes and line ends as they are', { timeout: START_MS }, async () => {
    const { shell } = shared();
    // The name is returned in the error: it has passed through both code pages.
    const name = 'Имя "ёжик" \'$(1+1)\'\r\n`проба`.exe';
    const parameters = { Name: 'dllhost.exe', Source: name };
    const answer = await shell.call('Get-ProcessSample', parameters, START_MS);
    const said = answer.ok
      ? answer.value.errors.map(({ message }) => message).join('\n')
      : answer.reason.kind;
    expect(said).toContain('"ёжик" \'$(1+1)\'');
    expect(said).toContain('`проба`.exe');
  });

  it.each(['Get-Process', 'Invoke-ShellRequest', "x'; Get-Process; '"])(
    'does not run %s, which is not on its list',
    { timeout: START_MS },
    async (command) => {
      const { shell } = shared();
      // The previous test ended the shell: its successor may have to wait.
      await until(async () => (await shell.call(HELLO, {}, START_MS)).ok, START_MS);
      // There is no answer: the deadline must pass.
      const answer = await shell.call(command, {}, 1_000);
      expect(answer).toMatchObject({ ok: false, reason: { kind: 'shell-deadline' } });
    },
  );

  it('is there again when its process was ended', { timeout: 2 * START_MS }, async () => {
    const { shell } = openShell('', { executable });
    await shell.call(HELLO, {}, START_MS);
    process.kill(shell.pid!, 'SIGKILL');
    await until(() => shell.generation === 2, START_MS);
    expect(await shell.call(HELLO, {}, CALL_MS)).toMatchObject({
      ok: true,
      value: { generation: 2 },
    });
  });
});
