/** The released archive, unpacked as on a server, run by its own commands. */
import { describe, expect, it } from 'vitest';
import { TestServer } from './support/com-server.js';
import { comSettings, Installation } from './support/comwatch.js';
import { running, startProgram } from './support/program.js';

describe('check-config', () => {
  it('has nothing to say of a good file', async () => {
    const installation = new Installation('good', { commethod: comSettings('ComwatchTest.Text') });
    const { code, out, error } = await installation.comwatch('check-config');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain(`${installation.path}\\monitor.ini`);
  });

  it('names every problem of a bad file with its line, and ends with 2', async () => {
    const installation = new Installation('bad', {
      shellprocess: { delay: 0 },
      commethod: { ...comSettings('ComwatchTest.Text'), sysnane: 'ФронтОфис' },
    });
    const { code, error } = await installation.comwatch('check-config');
    expect(code).toBe(2);
    expect(error).toMatch(/\[shellprocess\] delay/);
    expect(error).toMatch(/sysnane.*sysname/s);
  });
});

describe('run', () => {
  it('does not start on a bad file', async () => {
    const { code } = await new Installation('bad', { shellprocess: { delay: 0 } }).comwatch('run');
    expect(code).toBe(2);
  });

  it('--once samples, calls the server and ends, with a journal of it', async () => {
    const server = await TestServer.fresh('text');
    const installation = new Installation('once', { commethod: comSettings(server.progid) });
    const { code, error } = await installation.comwatch('run', '--once', '--debug');
    expect(code, error).toBe(0);
    const actions = installation.journal().map((line) => line['event.action']);
    expect(actions).toContain('agent-start');
    expect(actions.at(-1)).toBe('agent-stop');
    expect(actions).toContain('sample');
    expect(server.calls().at(-1)).toBe('LogOut');
    expect(running(/node\.exe|pwsh\.exe/)).toEqual([]);
  });
});

describe('comwatch.cmd', () => {
  it('starts the Node and the program beside it, from any folder', async () => {
    const { folder } = new Installation('cmd');
    const words = ['cmd', '/c', 'C:\\comwatch\\app\\comwatch.cmd', 'check-config'];
    const program = startProgram(words, folder);
    expect(await program.ended).toBe(0);
    expect(program.out()).toContain('C:\\comwatch tests\\cmd\\monitor.ini');
  });

  it('passes the exit code on', async () => {
    const { folder } = new Installation('cmd', { shellprocess: { delay: 0 } });
    const words = ['cmd', '/c', 'C:\\comwatch\\app\\comwatch.cmd', 'check-config'];
    expect(await startProgram(words, folder).ended).toBe(2);
  });
});
