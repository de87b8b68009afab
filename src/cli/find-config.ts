import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface ConfigPlace {
  /** Absolute path of the file to read; if none exists, of the one that would be read first. */
  readonly file: string;
  readonly exists: boolean;
  /** Absolute paths that were tried, in order. */
  readonly searched: readonly string[];
}

/** The second one is the original tool's. */
const NAMES = ['monitor.ini', 'config.cfg'];

/**
 * Finds the configuration to read: the named file, else that of the current folder, else on Windows that of the
 * installation, `%ProgramData%\comwatch`.
 */
export function findConfig(
  named: string | undefined,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigPlace {
  const searched =
    named === undefined
      ? [folder, ...installationFolder(environment)].flatMap((each) =>
          NAMES.map((name) => resolve(each, name)),
        )
      : [resolve(folder, named)];
  const found = searched.find((each) => existsSync(each));
  return { file: found ?? searched[0] ?? '', exists: found !== undefined, searched };
}

/** `ProgramData` is set by Windows for every process; elsewhere nothing is installed there. */
function installationFolder(environment: Readonly<Record<string, string | undefined>>): string[] {
  const programData = environment['ProgramData'] ?? environment['PROGRAMDATA'] ?? '';
  return programData === '' ? [] : [join(programData, 'comwatch')];
}
