import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { target } from '../../../src/compose/probe.js';

describe('the .NET that makes the calls', () => {
  it.each([
    ['.NET Framework, which is part of Windows', 'win32', {}, 'net462'],
    [
      '.NET where edge-js is set to it',
      'win32',
      { EDGE_USE_CORECLR: '1', COMWATCH_EDGE: '1' },
      'netstandard2.0',
    ],
    [
      '.NET Framework where another program has set edge-js to it',
      'win32',
      { EDGE_USE_CORECLR: '1' },
      'net462',
    ],
    ['.NET off Windows', 'linux', {}, 'netstandard2.0'],
  ] as const)('is %s', (_what, platform, env, folder) => {
    const { assemblyFile, typeName } = target(platform, env);
    expect(assemblyFile.endsWith(join(sep, 'com', folder, 'ComProbe.dll'))).toBe(true);
    expect(typeName).toBe('Comwatch.Probing.Entry');
  });

  it('is a substitute of the tests nowhere on Windows', () => {
    const env = { COMWATCH_COM_TARGET: 'C:\\evil.dll' };
    expect(target('win32', env).assemblyFile).not.toContain('evil');
    expect(target('linux', env).assemblyFile).toContain('evil');
  });
});
