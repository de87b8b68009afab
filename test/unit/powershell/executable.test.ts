import { describe, expect, it } from 'vitest';
import { findExecutable } from '../../../src/adapters/powershell/shell/executable.js';

const windows = (existing: string[], environment: Record<string, string> = {}, arch = 'x64') => ({
  platform: 'win32' as const,
  arch,
  environment: { SystemRoot: 'C:\\Windows', ...environment },
  exists: (path: string) => existing.includes(path),
});
const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

describe('the PowerShell that is used', () => {
  it('is Windows PowerShell in the system folder by default', () => {
    expect(findExecutable(undefined, windows([POWERSHELL]))).toEqual({
      ok: true,
      value: POWERSHELL,
    });
  });

  it('is the real one for a 32-bit Node, which sees another folder as System32', () => {
    const real = POWERSHELL.replace('System32', 'Sysnative');
    expect(findExecutable(undefined, windows([POWERSHELL, real], {}, 'ia32'))).toEqual({
      ok: true,
      value: real,
    });
  });

  it('is the configured one, if it is there and absolute', () => {
    const path = 'D:\\Program Files\\PowerShell\\7\\pwsh.exe';
    expect(findExecutable(path, windows([path, POWERSHELL]))).toEqual({ ok: true, value: path });
    expect(findExecutable(path, windows([POWERSHELL]))).toMatchObject({ ok: false });
    expect(findExecutable('pwsh', windows(['pwsh']))).toMatchObject({ ok: false });
  });

  it('is an absolute pwsh of the PATH elsewhere, never one of a relative folder', () => {
    const linux = (PATH: string, existing: string[]) => ({
      platform: 'linux' as const,
      arch: 'x64',
      environment: { PATH },
      exists: (path: string) => existing.includes(path),
    });
    expect(findExecutable(undefined, linux('/a:/b', ['/b/pwsh']))).toEqual({
      ok: true,
      value: '/b/pwsh',
    });
    expect(findExecutable(undefined, linux('.:bin', ['pwsh', 'bin/pwsh']))).toMatchObject({
      ok: false,
    });
  });

  it('is none while NODE_POWERSHELL is set', () => {
    const answer = findExecutable(
      undefined,
      windows([POWERSHELL], { NODE_POWERSHELL: 'evil.exe' }),
    );
    expect(answer).toMatchObject({ ok: false });
  });
});
