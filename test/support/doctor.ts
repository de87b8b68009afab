/** Steps of the doctor on a real PowerShell with stand-ins. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/adapters/clock/clock.js';
import type { Shell } from '../../src/adapters/powershell/shell/shell.js';
import type { Config } from '../../src/config/config.js';
import { parseConfig } from '../../src/config/load.js';
import type { StepResult } from '../../src/core/doctor/model.js';
import { success } from '../../src/core/result.js';
import type { DoctorContext } from '../../src/doctor/context.js';
import { machine } from './build.js';
import { POWERSHELL } from './paths.js';

/** A folder of its own with the configuration in it. */
export function configOf(
  ini = '',
  folder = mkdtempSync(join(tmpdir(), 'comwatch-doctor-')),
): Config {
  const file = join(folder, 'monitor.ini');
  const text = `[powershell]\npath = ${POWERSHELL}\n[shellprocess]\ndelay = 1 s\n${ini}`;
  writeFileSync(file, text);
  const loaded = parseConfig(text, file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

/** One shell plays all three. */
export function contextOf(
  shell: Pick<Shell, 'call'>,
  config: Config,
  changes: Partial<DoctorContext> = {},
): DoctorContext {
  const all = shell as Shell;
  return {
    config,
    isLocked: false,
    clock: systemClock,
    journal: () => undefined,
    platform: process.platform,
    environment: {},
    shells: success({ watch: all, act: all, ask: all }),
    learned: { machine: machine() },
    ...changes,
  };
}

export const seenOf = (result: StepResult, kind: string) =>
  result.seen.filter((each) => each.kind === kind);
export const adviceOf = (result: StepResult) => result.advice.map(({ kind }) => kind);
