import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { systemClock } from '../adapters/clock/clock.js';
import { within } from '../adapters/clock/deadline.js';
import { tryWriteAtomic } from '../adapters/files/atomic.js';
import { secretsOf } from '../compose/secrets.js';
import type { Config } from '../config/config.js';
import { loadConfig } from '../config/load.js';
import type { Problem } from '../config/problem.js';
import { redactor } from '../config/redact.js';
import { overall, type DoctorReport } from '../core/doctor/model.js';
import type { Reason } from '../core/reason.js';
import { systemTrouble } from '../core/system-trouble.js';
import { runDoctor } from '../doctor/doctor.js';
import type { Journal } from '../ports.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { eventText } from '../texts/sentence.js';
import { DoctorView } from './doctor-view.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

export interface DoctorCommandOptions {
  readonly json: boolean;
  /** File of the report. */
  readonly folder: string;
  readonly debug: boolean;
}

/** Protected passwords are read by a PowerShell; one that hangs must leave time for the steps. */
const SECRETS_MS = 35_000;

/** Tests everything that the agent needs here, shows each step as it ends, and writes a report without secrets. */
export async function doctor(
  file: string,
  { json, folder, debug }: DoctorCommandOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).doctor;
  const beganMs = systemClock.monotonicMs();
  const place = resolve(folder);
  const refusal = await refusalOf(place);
  if (refusal !== undefined) {
    output.error(texts.badFolder(place, reasonText(refusal, language)));
    return exitCode.usage;
  }
  const opened = await open(file);
  if (!opened.ok) return reportConfigProblems(file, opened.problems, language, output);
  const { config, isLocked } = opened;
  const redact = redactor(secretsOf(config));
  const journal: Journal = (event) => {
    if (debug) output.error(redact(eventText(event, language)));
  };
  const view = new DoctorView(language, output, json);
  view.begin();
  const usedMs = systemClock.monotonicMs() - beganMs;
  const report = await runDoctor(config, { isLocked, journal, progress: view, signal, usedMs });
  const reportFile = fileOf(report, place);
  const failure = await tryWriteAtomic(reportFile, `${JSON.stringify(report, undefined, 2)}\n`);
  if (json) output.out(JSON.stringify(report));
  else view.end(report);
  if (failure !== undefined) {
    output.error(texts.notWritten(reportFile, reasonText(failure, language)));
    return exitCode.failed;
  }
  output.error(texts.written(reportFile));
  output.error(texts.holds);
  return codeOf(report);
}

function codeOf({ steps }: DoctorReport): number {
  switch (overall(steps)) {
    case 'ok':
      return exitCode.ok;
    case 'failed':
      return exitCode.failed;
    case 'unknown':
      return exitCode.unknown;
  }
}

type Opened =
  | { readonly ok: true; readonly config: Config; readonly isLocked: boolean }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Passwords that cannot be read fail a step, but do not end the command. */
async function open(file: string): Promise<Opened> {
  const loaded = await loadConfig(file);
  if (!loaded.ok) return loaded;
  if (loaded.protectedSecrets.length === 0) return { ...loaded, isLocked: false };
  const opened = await within(openConfig(file, false), SECRETS_MS);
  return opened !== 'late' && opened.ok
    ? { ok: true, config: opened.config, isLocked: false }
    : { ok: true, config: loaded.config, isLocked: true };
}

/** Reason why nothing can be written there, found before rather than after 90 s. */
async function refusalOf(folder: string): Promise<Reason | undefined> {
  const file = join(folder, `doctor-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeFile(file, '', { flag: 'wx', mode: 0o600 });
    return undefined;
  } catch (error) {
    return systemTrouble(error);
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

function fileOf({ hostName, at }: DoctorReport, folder: string): string {
  const host = hostName.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  return join(folder, `doctor-${host}-${stamp(at)}.json`);
}

/** Local time as a sortable part of a file name. */
function stamp(unixMs: number): string {
  const date = new Date(unixMs);
  const pad = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${pad(date.getMonth() + 1)}${pad(date.getDate())}`;
  return `${day}-${pad(date.getHours())}${pad(date.getMinutes())}${pad(date.getSeconds())}`;
}
