/** Variables of a machine that affect Node: the agent starts without them. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ENVIRONMENT_KEY, Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let server: Server;
beforeEach(() => {
  server = new Server();
  server.putPackage('0.2.0');
});
afterEach(() => server.end());

/** As set by an APM: with it, Node would fail before its first line. */
const BROKEN = '--require /nowhere/secret-apm.cjs';

it('an agent runs under NODE_OPTIONS of the machine that would keep Node from starting', async () => {
  server.setVariable('NODE_OPTIONS', BROKEN);
  server.setVariable('Path', 'C:\\Windows');
  server.environment = { NODE_OPTIONS: BROKEN };
  const done = await server.install();
  expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
  const folder = server.version('0.2.0');
  expect(server.task()?.Actions[0]).toEqual({
    Id: null,
    Execute: `"${join(server.root, 'Windows', 'System32', 'cmd.exe')}"`,
    Arguments: `/d /v:off /s /c "set "NODE_OPTIONS=" & "${join(folder, 'node.exe')}" "${join(folder, 'main.mjs')}" run --config "${server.config}" --task "comwatch""`,
    WorkingDirectory: folder,
  });
  expect(server.running()).toBe(true);
  expect((await server.install()).text).toContain('Nothing to do');
});

it('what is found is named, without its values, and only what Node obeys is taken away', async () => {
  const names = ['COR_ENABLE_PROFILING', 'DOTNET_ROOT', 'EDGE_USE_CORECLR', 'NODE_EXTRA_CA_CERTS'];
  for (const name of names) server.setVariable(name, 'secret-value');
  server.setVariable('NODEPATH', '1');
  const done = await server.install();
  expect(done.text).toContain(`affect Node or .NET: ${names.join(', ')}. `);
  expect(done.text + server.log()).not.toContain('secret-value');
  const action = server.task()?.Actions[0]?.Arguments ?? '';
  expect(action).toContain('/c "set "NODE_EXTRA_CA_CERTS=" & ');
  expect(action).not.toContain('EDGE_USE_CORECLR');
});

it('node.exe itself is the action again when the variables are gone; the version is seen either way', async () => {
  server.setVariable('NODE_OPTIONS', '--inspect');
  await server.install();
  server.forgetKey(ENVIRONMENT_KEY);
  const done = await server.install({ Verbose: true });
  expect(done.text).toContain('Package 0.2.0, installed 0.2.0, task Running');
  expect(server.task()?.Actions[0]?.Execute).toBe(`"${server.version('0.2.0/node.exe')}"`);
  expect(server.ran()).toEqual(['0.2.0', '0.2.0 stopped when asked', '0.2.0']);
});
