import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';

/** node-powershell prefers it to any executable that it is given. */
const OVERRIDE = 'NODE_POWERSHELL';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

const here: Surroundings = {
  platform: process.platform,
  arch: process.arch,
  environment: process.env,
  exists: existsSync,
};

/**
 * The absolute path of PowerShell: the configured one, else Windows PowerShell 5.1 in the system folder, else pwsh on
 * the PATH. A path from the PATH is made absolute, so that no other program can take its place later.
 *
 * A set NODE_POWERSHELL is refused: node-powershell would prefer it to any executable it is given.
 */
export function findExecutable(
  configured: string | undefined,
  { platform, arch, environment, exists }: Surroundings = here,
): Result<string, Reason> {
  if (environment[OVERRIDE]) {
    return failure({ kind: 'variable-overrides-path', variable: OVERRIDE });
  }
  if (configured !== undefined) return configuredPath(configured, exists);
  const isWindows = platform === 'win32';
  const candidates = [
    ...(isWindows ? [systemPowerShell(arch, environment)] : []),
    ...onThePath(isWindows ? 'pwsh.exe' : 'pwsh', environment),
  ];
  const found = candidates.find(exists);
  if (found !== undefined) return success(found);
  const names = isWindows ? ['powershell.exe', 'pwsh.exe'] : ['pwsh'];
  return failure({ kind: 'powershell-missing', names });
}

function configuredPath(path: string, exists: Surroundings['exists']): Result<string, Reason> {
  if (!isAbsolute(path) && !/^[A-Za-z]:[\\/]/.test(path)) {
    return failure({ kind: 'path-not-absolute', path });
  }
  return exists(path) ? success(path) : failure({ kind: 'path-missing', path });
}

function systemPowerShell(arch: string, environment: Surroundings['environment']): string {
  const root = environment['SystemRoot'] ?? 'C:\\Windows';
  // A 32-bit Node sees SysWOW64 under the name System32; Sysnative is the real one.
  const system = arch === 'ia32' ? 'Sysnative' : 'System32';
  return `${root}\\${system}\\WindowsPowerShell\\v1.0\\powershell.exe`;
}

function onThePath(name: string, environment: Surroundings['environment']): string[] {
  return (environment['PATH'] ?? environment['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && isAbsolute(folder))
    .map((folder) => join(folder, name));
}
