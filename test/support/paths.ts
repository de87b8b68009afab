import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
export const path = (relative: string) => fileURLToPath(new URL(relative, root));

/** The real PowerShell for scripts, without stand-ins. */
export const PWSH = path('out/powershell/pwsh');
/** The real PowerShell as the agent starts it, with stand-ins for what only Windows has. */
export const POWERSHELL = path('test/stand-ins/pwsh-with-stand-ins');
/** The same behind a proxy that hangs, dies and garbles on request. */
export const FAULTY_POWERSHELL = path('test/stand-ins/pwsh-with-faults');
/** A real process whose name is dllhost.exe. */
export const DLLHOST = path('out/workload/dllhost.exe');
export const MODULE = path('dist/ps/comwatch.psd1');
export const MAIN = path('dist/main.js');
/** The script of the probe's process. */
export const PROBE_HOST = path('dist/adapters/com/probe-host.js');
/** The COM targets of the tests. */
export const COM_TARGET = path('out/com-target/ComTarget.dll');
/** edge-js needs this where its package has no native for the machine. */
export const EDGE_ENV: Readonly<Record<string, string>> = {
  EDGE_USE_CORECLR: '1',
  EDGE_NATIVE: path('out/edge/edge_coreclr.node'),
  EDGE_BOOTSTRAP_DIR: path('out/edge/bootstrap'),
};
export const ROOT = path('.');
/** A stand-in for it without .NET. */
export const SCRIPTED_HOST = path('test/support/scripted-host.mjs');
/** A stand-in for a PowerShell in its place. */
export const SCRIPTED_POWERSHELL = path('test/support/scripted-powershell.mjs');
