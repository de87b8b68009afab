/**
 * The destination of output must not end the agent: a closed console, a full disk. The exit code tells how a command
 * ended.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { MAIN, POWERSHELL } from '../support/paths.js';
import { until } from '../support/shells.js';

vi.setConfig({ testTimeout: 60_000 });

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-output-'));
  const ini = `[powershell]\npath = ${POWERSHELL}\n[shellprocess]\nname = dllhost-output.exe\ndelay = 200 ms\nsource = process\n`;
  writeFileSync(join(folder, 'monitor.ini'), ini);
  return folder;
}

const samples = (folder: string) => {
  try {
    return readFileSync(join(folder, 'monitor.log'), 'utf8').split('"event.action":"sample"')
      .length;
  } catch {
    return 0;
  }
};

describe('the agent', () => {
  it('goes on when its output is read no more', async () => {
    const folder = place();
    const child = spawn(process.execPath, [MAIN, 'run', '--debug'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      await until(() => samples(folder) > 1, 60_000);
      child.stdout.destroy();
      child.stderr.destroy();
      const before = samples(folder);
      await until(() => samples(folder) > before + 5, 60_000);
      expect(child.exitCode).toBeNull();
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('goes on when a full disk takes its output', () => {
    const folder = place();
    const done = spawnSync('sh', [
      '-c',
      `cd '${folder}' && exec '${process.execPath}' '${MAIN}' run --once --debug >/dev/full 2>&1`,
    ]);
    expect(done.status).toBe(0);
    expect(samples(folder)).toBeGreaterThan(0);
  });
});

describe('a command', () => {
  it.each([
    ['check-config', 2],
    ['status', 1],
  ])('%s that leaves something running ends with its own code, %i', (command, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-exit-'));
    const ini = command === 'status' ? '' : 'maxcpu = many\n';
    writeFileSync(join(folder, 'monitor.ini'), `[shellprocess]\nname = dllhost-output.exe\n${ini}`);
    // Keeps the process running, like an open socket or a dying shell.
    const lasting = 'data:text/javascript,setInterval(() => undefined, 1000)';
    const done = spawnSync(process.execPath, ['--import', lasting, MAIN, command], { cwd: folder });
    expect([done.status, done.signal]).toEqual([code, null]);
  });
});
