/** comwatch doctor of the released package: its report on a Windows with broken WMI and counters, and on worse ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runWine } from '../../tools/wine/wine.mjs';
import type { DoctorReport } from '../../src/core/doctor/model.js';
import { ROOT } from '../support/paths.js';
import { startSmtp } from '../support/smtp.js';
import { TestServer } from './support/com-server.js';
import { comSettings, Installation, mailSettings, SECRET } from './support/comwatch.js';
import { takeEdgeAway } from './support/edge.js';
import { running } from './support/program.js';

/** Applies to all users: policies are read from there. */
const MACHINE = 'HKLM\\System\\CurrentControlSet\\Control\\Session Manager\\Environment';
const registry = (...words: string[]) => runWine(ROOT, ['reg.exe', ...words, '/f']);

async function examine(name: string) {
  const server = await TestServer.fresh('text');
  const smtp = await startSmtp();
  onTestFinished(smtp.close);
  const installation = new Installation(name, {
    commethod: comSettings(server.progid),
    mail: mailSettings(smtp.port),
  });
  const { code, out, error } = await installation.comwatch('doctor', '--json');
  const left = readdirSync(installation.folder).filter((file) => /^doctor-.*\.json$/.test(file));
  expect(left, out + error).toHaveLength(1);
  const text = readFileSync(join(installation.folder, left[0] ?? ''), 'utf8');
  const report = JSON.parse(text) as DoctorReport;
  expect(JSON.parse(out)).toEqual(report);
  expect(text + out + error).not.toContain(SECRET);
  expect(smtp.mails).toEqual([]);
  expect(running(/node\.exe|pwsh\.exe/)).toEqual([]);
  const states = Object.fromEntries(report.steps.map(({ id, state }) => [id, state]));
  const step = (id: string) => report.steps.find((each) => each.id === id);
  /** Details of a failed comparison beside the states. */
  const seen = JSON.stringify(report.steps, undefined, 1);
  return { code, seen, states, step, server };
}

const kinds = (values: readonly { readonly kind: string }[] | undefined) =>
  values?.map(({ kind }) => kind);

describe('comwatch doctor', () => {
  it('finds what works, says what does not, and recommends the source that is left', async () => {
    const { code, seen, states, step, server } = await examine('doctor');
    expect(code).toBe(1);
    expect(states, seen).toMatchObject({
      versions: 'ok',
      shells: 'ok',
      edge: 'ok',
      stop: 'ok',
      'com-class': 'ok',
      'com-call': 'ok',
      mail: 'ok',
      secrets: 'ok',
      disk: 'ok',
      // Wine has no WMI and no counters, and its CPU times are wrong.
      sources: 'failed',
      'command-lines': 'ok',
    });
    const failed = step('sources')?.seen.filter(({ kind }) => kind === 'source-failed');
    expect(failed).toMatchObject([{ source: 'cim' }, { source: 'counter' }]);
    expect(step('stop')?.seen).toMatchObject([
      { kind: 'stop-right', has: true },
      { asked: 'wrong-start', outcome: { kind: 'refused', reason: 'identity-changed' } },
      { asked: 'right', outcome: { kind: 'stopped' } },
    ]);
    expect(step('command-lines')?.seen).toMatchObject([
      { way: 'process', of: 2, read: 2 },
      { way: 'cim', of: 2, read: 0 },
    ]);
    expect(server.calls().filter((call) => call !== 'GetTypeInfo')).toEqual([
      'started',
      'Authorize наблюдатель ФронтОфис',
      'GetCurrentSessionInfo',
      'LogOut',
    ]);
  });

  it('reaches the server through PowerShell where edge-js is missing, and says so', async () => {
    takeEdgeAway();
    const { seen, states, step } = await examine('doctor-without-edge');
    expect(states, seen).toMatchObject({ edge: 'ok', 'com-call': 'ok' });
    expect(step('edge')?.seen).toMatchObject([
      { kind: 'bridge-failed', way: 'edge' },
      { kind: 'bridge', way: 'powershell' },
    ]);
    expect(kinds(step('edge')?.advice)).toEqual(['second-bridge']);
  });

  it('says that a policy constrains PowerShell, and goes on without it', async () => {
    await registry('add', MACHINE, '/v', '__PSLockdownPolicy', '/d', '4');
    onTestFinished(() => registry('delete', MACHINE, '/v', '__PSLockdownPolicy'));
    const { code, seen, states, step } = await examine('doctor-constrained');
    expect(code).toBe(1);
    expect(states, seen).toMatchObject({ shells: 'failed', sources: 'unknown', disk: 'ok' });
    expect(JSON.stringify(step('shells')?.seen)).toContain('language mode');
    expect(kinds(step('shells')?.advice)).toEqual(['shell-policy']);
  });
});
