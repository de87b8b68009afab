import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { childEnvironment } from '../../files/environment.js';

export type ExecutableAnswer =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string };

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
 * the PATH. A path from the PATH is made absolute, so that nobody slips another program in later.
 *
 * A set NODE_POWERSHELL is refused: node-powershell would prefer it to any executable it is given.
 */
export function findExecutable(
  configured: string | undefined,
  { platform, arch, environment, exists }: Surroundings = here,
): ExecutableAnswer {
  if (environment['NODE_POWERSHELL']) {
    return {
      ok: false,
      reason: 'the environment variable NODE_POWERSHELL is set; it overrides every path: unset it',
    };
  }
  if (configured !== undefined) {
    if (!isAbsolute(configured) && !/^[A-Za-z]:[\\/]/.test(configured)) {
      return { ok: false, reason: `[powershell] path is not absolute: ${configured}` };
    }
    return exists(configured)
      ? { ok: true, path: configured }
      : { ok: false, reason: `[powershell] path: there is no ${configured}` };
  }
  if (platform === 'win32') {
    const root = environment['SystemRoot'] ?? 'C:\\Windows';
    // A 32-bit Node sees SysWOW64 under the name System32; Sysnative is the real one.
    const system = arch === 'ia32' ? 'Sysnative' : 'System32';
    const path = `${root}\\${system}\\WindowsPowerShell\\v1.0\\powershell.exe`;
    if (exists(path)) return { ok: true, path };
  }
  const name = platform === 'win32' ? 'pwsh.exe' : 'pwsh';
  for (const folder of (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && isAbsolute(folder) && exists(path)) return { ok: true, path };
  }
  return {
    ok: false,
    reason: `no PowerShell found (${platform === 'win32' ? 'powershell.exe in System32, pwsh.exe' : 'pwsh'} on the PATH); name one in [powershell] path`,
  };
}

/**
 * What a shell takes over. pwsh puts its own modules first in PSModulePath, and Windows PowerShell cannot load those; a
 * shell of 5.1 that has no PSModulePath makes its own. Source: about_PSModulePath.
 */
export function inheritedEnvironment(
  executable: string,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const { variables } = childEnvironment(environment);
  if (!/(^|[\\/])powershell(\.exe)?$/i.test(executable)) return { ...variables };
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => name.toLowerCase() !== 'psmodulepath'),
  );
}
