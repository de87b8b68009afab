import { chmod, open, readFile, rm, stat } from 'node:fs/promises';
import { readFileAccess } from '../adapters/powershell/commands/file-access.js';
import {
  protectSecret,
  switchFile,
  unprotectSecret,
} from '../adapters/powershell/commands/secrets.js';
import type { Shell } from '../adapters/powershell/shell/shell.js';
import { loadConfig } from '../config/load.js';
import type { Warning } from '../config/problem.js';
import { rightsWarnings } from '../config/rights.js';
import { clearSecrets, withProtected, type SecretPlace } from '../config/secret-places.js';
import { toProtected } from '../config/secret.js';
import { cliTexts } from '../texts/cli.js';
import { systemTrouble } from '../core/system-trouble.js';
import type { Reason } from '../core/reason.js';
import { failure, success, type Result } from '../core/result.js';
import type { Language } from '../texts/language.js';
import { warningText } from '../texts/problems.js';
import { makeShell } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

/**
 * Replaces the clear-text passwords of a configuration by ones that only this computer can decrypt; all other bytes
 * stay.
 */
export async function protect(file: string, language: Language, output: Output): Promise<number> {
  const texts = cliTexts(language).protect;
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const path = loaded.config.file;
  const made = makeShell(loaded.config);
  if (!made.ok) {
    output.error(cliTexts(language).run.shell(made.reason));
    return exitCode.failed;
  }
  try {
    const bytes = await readFile(path);
    const places = clearSecrets(bytes);
    if (places.length === 0) {
      output.out(texts.nothing(path));
      return exitCode.ok;
    }
    const values = await protectAll(made.value, path, bytes, places);
    const trouble = values.ok
      ? await replace(made.value, path, bytes, withProtected(bytes, values.value))
      : values.reason;
    if (trouble) {
      output.error(texts.failed(trouble));
      return exitCode.failed;
    }
    for (const { section, key } of places) output.out(texts.done(section, key));
    for (const warning of await readersOf(made.value, path)) {
      output.out(`! ${warningText(warning, language)}`);
    }
    return exitCode.ok;
  } catch (error) {
    output.error(texts.failed(systemTrouble(error)));
    return exitCode.failed;
  } finally {
    await made.value.close();
  }
}

/** Whoever can read the file can also decrypt what is protected in it. */
async function readersOf(shell: Shell, path: string): Promise<Warning[]> {
  const access = await readFileAccess(shell, path, []);
  return access.ok ? rightsWarnings(path, access.value, '', [], true) : [];
}

interface ProtectedValue {
  readonly place: SecretPlace;
  readonly value: string;
}

/** Reads each protected password back before the clear one is discarded. */
async function protectAll(
  shell: Shell,
  path: string,
  bytes: Buffer,
  places: readonly SecretPlace[],
): Promise<Result<ProtectedValue[], Reason>> {
  const values: ProtectedValue[] = [];
  for (const place of places) {
    const protectedText = await protectSecret(shell, path, place);
    if (!protectedText.ok) return failure(protectedText.reason.cause);
    const back = await unprotectSecret(shell, protectedText.value);
    if (!back.ok) return failure(back.reason.cause);
    if (back.value !== clearText(bytes, place)) return failure({ kind: 'secret-not-read-back' });
    values.push({ place, value: toProtected(protectedText.value) });
  }
  return success(values);
}

const ENCODINGS = { 65001: 'utf-8', 1200: 'utf-16le', 1201: 'utf-16be', 1251: 'windows-1251' };

function clearText(bytes: Buffer, { offset, length, codePage }: SecretPlace): string {
  const decoder = new TextDecoder(ENCODINGS[codePage], { ignoreBOM: true });
  return decoder.decode(bytes.subarray(offset, offset + length));
}

/** Replaces the file in one step, keeping its rights; changes saved meanwhile are not overwritten. */
async function replace(
  shell: Shell,
  path: string,
  before: Buffer,
  after: Buffer,
): Promise<Reason | undefined> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(after);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // On Windows the shell copies the rights.
    if (process.platform !== 'win32') await chmod(temporary, (await stat(path)).mode);
    if (!before.equals(await readFile(path))) return { kind: 'file-changed-meanwhile', file: path };
    return await switchFile(shell, path, temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}
