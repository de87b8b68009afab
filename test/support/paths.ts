import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const path = (relative: string) => fileURLToPath(new URL(relative, root));

/** The PowerShell host of the tests: the real engine with stand-ins for the cmdlets of Windows. */
export const HOST = path('out/powershell-host/powershell-host');
/** A real process whose name is dllhost.exe. */
export const DLLHOST = path('out/workload/dllhost.exe');
export const MODULE = path('dist/ps/comwatch.psd1');
export const MAIN = path('dist/main.js');
export const ROOT = path('.');
