/** The composed parts: the task of each shell. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compose } from '../../src/compose/compose.js';
import { parseConfig } from '../../src/config/load.js';
import { FAULTY_POWERSHELL, POWERSHELL } from '../support/paths.js';
import { until } from '../support/shells.js';
import { reasonText } from '../../src/texts/reason.js';

vi.mock('../../src/parts.js', async (original) => {
  const { MODULE } = await import('../support/paths.js');
  return { ...(await original<object>()), shellModulePath: MODULE };
});

const signal = new AbortController().signal;
const toClose: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
  vi.unstubAllEnvs();
});

async function composed(faults: string, executable = POWERSHELL) {
  vi.stubEnv('COMWATCH_STAND_IN_FAULTS', faults);
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-compose-'));
  const text = [
    '[monitor]',
    `state_dir: ${folder}`,
    '[log]',
    `dir: ${folder}`,
    '[powershell]',
    `path: ${executable}`,
    '[shellprocess]',
    'application: Front Office',
    'source: process',
  ].join('\n');
  const loaded = parseConfig(text, join(folder, 'monitor.ini'));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const made = await compose(loaded.config, false, () => undefined);
  if (!made.ok) throw new Error(reasonText(made.reason, 'en'));
  toClose.push(made.value.close);
  const { ports } = made.value;
  const { sample } = ports.sampler(loaded.config.applications[0].watch);
  return { ...ports, sample };
}

describe('the composed agent', () => {
  it('samples while the COM+ catalogue hangs', async () => {
    const ports = await composed('hang=Get-ComApplication', FAULTY_POWERSHELL);
    expect((await ports.sample(signal)).ok).toBe(true);
    const leave = new AbortController();
    const hangs = ports.readApplication(
      { application: 'Front Office', catalog: true },
      leave.signal,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const answer = await Promise.race([
      ports.sample(signal),
      new Promise((resolve) => setTimeout(() => resolve('blocked'), 5_000)),
    ]);
    expect(answer).toMatchObject({ ok: true, value: { generation: 1 } });
    leave.abort();
    expect((await hangs).ok).toBe(false);
  });

  it('starts the shell of the catalogue with the first question, as one of its own processes', async () => {
    const ports = await composed('');
    expect((await ports.sample(signal)).ok).toBe(true);
    // The same shell reads command lines as soon as a process is seen.
    await until(() => ports.ownProcesses().size >= 4);
    await ports.readApplication({ application: 'Front Office', catalog: true }, signal);
    expect(ports.ownProcesses().size).toBe(5);
  });
});
